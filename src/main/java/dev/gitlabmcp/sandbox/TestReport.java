package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JUnit report that a test job uploaded; it says the same as the job's log. */
record TestReport(Job job, List<JsonNode> tests) {
    /** The report of an ended job: the resource {@code reports/<job>.<outcome>.json}; most jobs have none. */
    static Optional<TestReport> of(Job job) {
        if (job.startedAt == null || job.finishedAt == null) {
            return Optional.empty();
        }
        return Resources.find("reports/" + job.spec.name() + "." + job.status + ".json")
                .map(text -> new TestReport(job, parse(text)));
    }

    private static List<JsonNode> parse(String text) {
        try {
            List<JsonNode> tests = new ArrayList<>();
            Json.MAPPER.readTree(text).forEach(tests::add);
            return tests;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    int total() {
        return tests.size();
    }

    int failed() {
        return (int) tests.stream().filter(test -> test.has("failure")).count();
    }

    double seconds() {
        return tests.stream()
                .mapToDouble(test -> test.path("seconds").asDouble())
                .sum();
    }

    ArrayNode cases() {
        return Json.array(
                tests,
                test -> Json.object()
                        .put("status", test.has("failure") ? "failed" : "success")
                        .put("name", test.path("name").asText())
                        .put("classname", test.path("classname").asText())
                        .put("file", test.path("file").asText())
                        .put("execution_time", test.path("seconds").asDouble())
                        .put(
                                "system_output",
                                test.has("failure") ? test.path("failure").asText() : null)
                        .putNull("stack_trace")
                        .putNull("recent_failures"));
    }
}
