package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The part of a {@code .gitlab-ci.yml} that decides which jobs a pipeline has: stages, scripts, images, manual jobs,
 * {@code allow_failure}, {@code extends}, {@code only} with branch names, and {@code trigger}.
 *
 * @param stages in their order
 * @param jobs in the order of the file
 */
record CiConfig(List<String> stages, List<JobSpec> jobs) {
    static final String FILE = ".gitlab-ci.yml";
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> NO_JOBS =
            Set.of("stages", "variables", "default", "include", "workflow", "image", "services", "cache");

    /** What the file says about one job; {@code trigger} is the downstream project's path, empty for a normal job. */
    record JobSpec(
            String name,
            String stage,
            String image,
            List<String> script,
            boolean manual,
            boolean allowFailure,
            boolean artifacts,
            List<String> tags,
            List<String> only,
            String trigger) {}

    /** Reads the file; throws {@link IllegalArgumentException} with GitLab's sentence when it is no valid YAML map. */
    static CiConfig parse(String yaml) {
        JsonNode root;
        try {
            root = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid configuration format", e);
        }
        if (!(root instanceof ObjectNode file)) {
            throw new IllegalArgumentException("Invalid configuration format");
        }
        List<String> stages = texts(file.path("stages"));
        String image =
                file.path("default").path("image").asText(file.path("image").asText("alpine:3.20"));
        List<JobSpec> jobs = new ArrayList<>();
        file.properties().forEach(entry -> {
            if (!entry.getKey().startsWith(".")
                    && !NO_JOBS.contains(entry.getKey())
                    && entry.getValue().isObject()) {
                jobs.add(job(entry.getKey(), extended(file, (ObjectNode) entry.getValue()), image));
            }
        });
        return new CiConfig(stages.isEmpty() ? List.of("build", "test", "deploy") : stages, jobs);
    }

    /** The jobs that a pipeline for this ref gets. */
    List<JobSpec> jobsFor(String ref) {
        return jobs.stream()
                .filter(job -> job.only.isEmpty() || job.only.contains(ref))
                .toList();
    }

    private static ObjectNode extended(ObjectNode file, ObjectNode job) {
        ObjectNode merged = Json.object();
        for (String parent : texts(job.path("extends"))) {
            if (file.get(parent) instanceof ObjectNode inherited) {
                merged.setAll(extended(file, inherited));
            }
        }
        merged.setAll(job);
        return merged;
    }

    private static JobSpec job(String name, ObjectNode node, String defaultImage) {
        boolean manual = node.path("when").asText().equals("manual");
        JsonNode trigger = node.path("trigger");
        return new JobSpec(
                name,
                node.path("stage").asText("test"),
                node.path("image").asText(defaultImage),
                texts(node.path("script")),
                manual,
                node.path("allow_failure").asBoolean(manual),
                node.has("artifacts"),
                texts(node.path("tags")),
                texts(node.path("only")),
                trigger.isObject() ? trigger.path("project").asText() : trigger.asText(""));
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> texts.add(item.asText()));
        } else if (node.isTextual()) {
            texts.add(node.asText());
        }
        return texts;
    }
}
