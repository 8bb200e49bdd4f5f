package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.PipelineTools.CASES;
import static dev.gitlabmcp.catalogue.PipelineTools.CASE_OFFSET;
import static dev.gitlabmcp.catalogue.PipelineTools.MESSAGE_CHARS;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a test report while it streams, since one with tens of thousands of tests runs to many megabytes: the counts of
 * the suites, and of the tests those that are asked for as far as they fit. For one report and one thread.
 */
final class TestReportReading {
    /** Room kept for the totals and what is said about a cut. */
    private static final int RESERVE = 1024;

    private static final int NAME_CHARS = 300;
    /** Where that many tests fail, their names are no news. */
    private static final int MAX_FAILED = 5_000;

    private static final Set<String> SCALARS =
            Set.of("total_time", "total_count", "success_count", "failed_count", "skipped_count", "error_count");

    private final String show;
    private final int offset;
    private final int messageChars;
    private final int room;
    private final JsonText totals = new JsonText().beginObject();
    private final JsonText suites = new JsonText().beginArray();
    private final JsonText brokenSuites = new JsonText().beginArray();
    private final JsonText cases = new JsonText().beginArray();
    private final Predicate<String> known;
    private final Set<String> failed = new LinkedHashSet<>();
    private int knownFailures;
    private int moreSuites;
    private int matching;
    private int shown;
    private boolean full;

    private TestReportReading(ToolCall call) {
        this.show = call.find(CASES).orElse("failed");
        this.offset = call.find(CASE_OFFSET).orElse(0);
        this.room = Math.max(1024, call.roomBeside(new JsonText()) - RESERVE);
        // One test with its two messages always fits, whatever characters they are of.
        this.messageChars = Math.min(call.find(MESSAGE_CHARS).orElse(800), room / 8);
        this.known = key -> false;
    }

    private TestReportReading(int room, int messageChars, Predicate<String> known) {
        this.show = "failed";
        this.offset = 0;
        this.room = room;
        this.messageChars = messageChars;
        this.known = known;
    }

    /**
     * Reads the failed tests of a report, for a result that holds more than them.
     *
     * @param room how many bytes {@link #writeFailed} may write
     * @param messageChars how many characters of each message are kept
     * @param known failed tests that are counted but not shown
     */
    static TestReportReading failed(
            Parts parts, String project, long pipeline, int room, int messageChars, Predicate<String> known) {
        GitLabRequest request =
                parts.request(PipelineTools.GET_PIPELINE_TEST_REPORT, PipelineJobs.named(project, pipeline));
        return parts.scope().send(request, answer -> {
            TestReportReading reading = new TestReportReading(room, messageChars, known);
            reading.read(answer.body());
            return reading;
        });
    }

    /** The failed tests by suite, class and name; of thousands the first ones. */
    Set<String> failed() {
        return failed;
    }

    /** How many failed tests were known. */
    int knownFailures() {
        return knownFailures;
    }

    /** Writes the failed tests as an array, and counts those that do not fit. */
    int writeFailed(JsonText out) {
        out.raw(cases.endArray().toString());
        return matching - shown;
    }

    /** Writes the report's counts, and suites that could not be read, as members of the object that is open. */
    void writeTotals(JsonText out) {
        String members = totals.endObject().toString();
        if (members.length() > 2) {
            out.name("totals").raw(members);
        }
        if (brokenSuites.size() > 1) {
            out.name("broken_suites").raw(brokenSuites.endArray().toString());
        }
    }

    static ToolOutput show(ToolCall call) {
        return call.send(call.request(), answer -> new TestReportReading(call).read(call, answer));
    }

    private void read(InputStream body) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                report(parser);
            }
        }
    }

    private ToolOutput read(ToolCall call, GitLabAnswer answer) throws IOException {
        read(answer.body());
        totals.name("test_suites").raw(suites.endArray().toString());
        if (moreSuites > 0) {
            totals.field("more_suites", moreSuites);
        }
        totals.name(show.equals("all") ? "tests" : show + "_tests")
                .raw(cases.endArray().toString());
        if (offset > 0) {
            totals.field("offset", offset);
        }
        if (offset + shown < matching) {
            totals.field("cut", "size limit: " + shown + " of " + matching + " tests shown")
                    .field("next", call.next(Map.of("offset", offset + shown)));
        }
        if (suites.size() > 2 || shown > 0) {
            totals.markUserText();
        }
        return ToolOutput.text(totals.endObject().finished());
    }

    private void report(JsonParser parser) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            if (SCALARS.contains(name) && value.isNumeric()) {
                totals.name(name).number(parser.getText());
            } else if (name.equals("test_suites") && value == JsonToken.START_ARRAY) {
                while ((value = parser.nextToken()) != JsonToken.END_ARRAY && value != null) {
                    if (value == JsonToken.START_OBJECT) {
                        suite(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void suite(JsonParser parser) throws IOException {
        JsonText suite = new JsonText().beginObject();
        String suiteName = "";
        boolean broken = false;
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            if (name.equals("name") && value == JsonToken.VALUE_STRING) {
                suiteName = cut(parser.getText(), NAME_CHARS);
                suite.field("name", suiteName);
            } else if (SCALARS.contains(name) && value.isNumeric()) {
                if (parser.getDoubleValue() != 0) {
                    suite.name(name).number(parser.getText());
                }
            } else if (name.equals("suite_error") && value == JsonToken.VALUE_STRING) {
                suite.field(name, cut(parser.getText(), messageChars));
                broken = true;
            } else if (name.equals("test_cases") && value == JsonToken.START_ARRAY) {
                cases(parser, suiteName);
            } else {
                parser.skipChildren();
            }
        }
        suite.endObject();
        if (broken && brokenSuites.size() + suite.size() <= room / 8) {
            brokenSuites.raw(suite.toString());
        }
        // The tests matter more than the names of hundreds of suites.
        if (suites.size() + suite.size() > room / 4) {
            moreSuites++;
        } else {
            suites.raw(suite.toString());
        }
    }

    private void cases(JsonParser parser, String suiteName) throws IOException {
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
            if (token == JsonToken.START_OBJECT) {
                testCase(parser, suiteName);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void testCase(JsonParser parser, String suiteName) throws IOException {
        JsonText one = new JsonText().beginObject();
        if (!suiteName.isEmpty()) {
            one.field("suite", suiteName);
        }
        String status = "";
        String testName = "";
        String className = "";
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case "status" -> {
                    status = string(parser, 50);
                    one.field(name, status);
                }
                case "name" -> {
                    testName = string(parser, NAME_CHARS);
                    one.field(name, testName);
                }
                case "classname" -> {
                    className = string(parser, NAME_CHARS);
                    one.field(name, className);
                }
                case "file" -> one.field(name, string(parser, NAME_CHARS));
                case "system_output", "stack_trace" -> one.field(name, string(parser, messageChars));
                case "execution_time" -> number(parser, name, one);
                case "recent_failures" -> recentFailures(parser, one);
                default -> parser.skipChildren();
            }
        }
        take(status, suiteName + ": " + className + (className.isEmpty() ? "" : " ") + testName, one.endObject());
    }

    private void take(String status, String key, JsonText one) {
        boolean isFailed = status.equals("failed") || status.equals("error");
        if (isFailed && failed.size() < MAX_FAILED) {
            failed.add(key);
        }
        if (isFailed && known.test(key)) {
            knownFailures++;
            return;
        }
        boolean wanted = switch (show) {
            case "failed" -> isFailed;
            case "skipped" -> status.equals("skipped");
            default -> true;
        };
        if (!wanted) {
            return;
        }
        matching++;
        if (full || matching <= offset) {
            return;
        }
        if (shown > 0 && cases.size() + one.size() > room / 4 * 3) {
            full = true;
            return;
        }
        cases.raw(one.toString());
        shown++;
    }

    private static void number(JsonParser parser, String name, JsonText out) throws IOException {
        if (parser.currentToken().isNumeric()) {
            out.name(name).number(parser.getText());
        } else {
            parser.skipChildren();
        }
    }

    private static void recentFailures(JsonParser parser, JsonText out) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        String name;
        while ((name = parser.nextFieldName()) != null) {
            parser.nextToken();
            if (name.equals("count")) {
                number(parser, "recent_failures", out);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Messages may be text, a list of texts, or an object of them; the texts matter. */
    private static String string(JsonParser parser, int chars) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isScalarValue()) {
            return cut(parser.getText(), chars);
        }
        StringBuilder all = new StringBuilder();
        int depth = 1;
        while (depth > 0 && (token = parser.nextToken()) != null) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING && all.length() <= chars) {
                all.append(all.isEmpty() ? "" : "\n").append(parser.getText());
            }
        }
        return cut(all.toString(), chars);
    }

    private static String cut(String text, int chars) {
        String clean = TextCleaner.prose(text);
        if (clean.length() <= chars) {
            return clean;
        }
        int end = chars > 0 && Character.isHighSurrogate(clean.charAt(chars - 1)) ? chars - 1 : chars;
        return clean.substring(0, end) + "… [" + end + " of " + clean.length() + " characters]";
    }
}
