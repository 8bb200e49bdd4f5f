package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.StubGitLab.Answer;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolTestCase;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is too long for one result: each cut names the call that goes on, and those calls together bring everything. */
class LongAnswersTest extends ToolTestCase {
    private static final ResultLimits SMALL = new ResultLimits(4096);
    private static final String TRACE = "GET /projects/1/jobs/2/trace";
    private static final String RAW = "GET /projects/1/repository/files/a.txt/raw";

    private static String lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "this is line " + i + "\n")
                .collect(Collectors.joining());
    }

    /** Follows {@code next} until there is none; all texts in one. */
    private String follow(ToolDefinition tool, String arguments, ResultLimits limits) {
        StringBuilder all = new StringBuilder();
        String next = tool.name() + " " + arguments.replace('\'', '"');
        for (int i = 0; i < 200 && !next.isEmpty(); i++) {
            assertThat(next).startsWith(tool.name() + " ");
            CallToolResult result = call(tool, next.substring(tool.name().length() + 1), limits);
            assertThat(result.isError()).as(block(result, 0)).isFalse();
            int bytes = block(result, 0).getBytes(StandardCharsets.UTF_8).length
                    + block(result, 1).getBytes(StandardCharsets.UTF_8).length;
            assertThat(bytes).isLessThanOrEqualTo(limits.maxBytes());
            all.append(block(result, 1));
            next = tree(block(result, 0)).path("next").asText();
        }
        assertThat(next).isEmpty();
        return all.toString();
    }

    @Test
    void file_longText_isReadToItsEnd() {
        gitlab.on(RAW, r -> Answer.bytes(lines(1000).getBytes(StandardCharsets.UTF_8)));
        String arguments = "{'project_id':1,'file_path':'a.txt'}";
        assertThat(follow(RepositoryTools.GET_FILE_CONTENTS, arguments, SMALL)).isEqualTo(lines(1000));
    }

    @Test
    void file_oneLongLine_isReadToItsEnd() {
        String text = "äö".repeat(5000);
        gitlab.on(RAW, r -> Answer.bytes(text.getBytes(StandardCharsets.UTF_8)));
        String arguments = "{'project_id':1,'file_path':'a.txt','end_line':1}";
        assertThat(follow(RepositoryTools.GET_FILE_CONTENTS, arguments, SMALL)).isEqualTo(text);
    }

    @Test
    void file_windowThatWasAskedFor_isNoCut() {
        gitlab.on(RAW, r -> Answer.bytes(lines(50).getBytes(StandardCharsets.UTF_8)));
        JsonNode facts =
                success(RepositoryTools.GET_FILE_CONTENTS, "{'project_id':1,'file_path':'a.txt','end_line':2}");
        assertThat(facts.has("next")).isFalse();
        assertThat(facts.get("lines").asText()).isEqualTo("1-2");
    }

    @Test
    void file_binary_isOnlyDescribed() {
        gitlab.on(RAW, r -> Answer.bytes(new byte[] {1, 0, 2}).with("X-Gitlab-Size", "3"));
        assertThat(success(RepositoryTools.GET_FILE_CONTENTS, "{'project_id':1,'file_path':'a.txt'}"))
                .isEqualTo(object("{'file_path':'a.txt','size':3,'binary':true,'note':'binary content is not shown'}"));
    }

    @Test
    void log_endByDefault_withTheWayBack() {
        gitlab.on(TRACE, r -> Answer.bytes(lines(1000).getBytes(StandardCharsets.UTF_8)));
        CallToolResult result = call(JobTools.GET_JOB_OUTPUT, "{'project_id':1,'job_id':2,'tail':5}", SMALL);
        assertThat(block(result, 1)).startsWith("this is line 996\n").endsWith("this is line 1000\n");
        JsonNode facts = tree(block(result, 0));
        assertThat(facts.get("lines").asText()).isEqualTo("996-1000");
        String before = facts.get("previous").asText();
        CallToolResult earlier = call(JobTools.GET_JOB_OUTPUT, before.substring(before.indexOf('{')), SMALL);
        assertThat(block(earlier, 1)).endsWith("this is line 995\n");
        assertThat(gitlab.last().target()).isEqualTo("/projects/1/jobs/2/trace");
    }

    @Test
    void log_byBytes_isReadToItsEnd() {
        gitlab.on(TRACE, r -> Answer.bytes(lines(600).getBytes(StandardCharsets.UTF_8)));
        String arguments = "{'project_id':1,'job_id':2,'byte_offset':0}";
        assertThat(follow(JobTools.GET_JOB_OUTPUT, arguments, SMALL)).isEqualTo(lines(600));
    }

    @Test
    void log_grep_findsEachMatchOnce() {
        gitlab.on(TRACE, r -> Answer.bytes(lines(600).getBytes(StandardCharsets.UTF_8)));
        String found = follow(
                JobTools.GET_JOB_OUTPUT, "{'project_id':1,'job_id':2,'grep':'line \\\\d*7$','context_lines':0}", SMALL);
        assertThat(found.lines().count()).isEqualTo(60);
    }

    @Test
    void log_empty_saysSo() {
        gitlab.on(TRACE, r -> Answer.bytes(new byte[0]));
        assertThat(success(JobTools.GET_JOB_OUTPUT, "{'project_id':1,'job_id':2}"))
                .isEqualTo(object("{'total_lines':0,'total_bytes':0}"));
    }

    @Test
    void issue_longDescription_isReadToItsEnd() {
        String text = IntStream.range(0, 9000).mapToObj(i -> i + " ").collect(Collectors.joining());
        gitlab.on("GET /projects/1/issues/2", "{\"iid\":2,\"description\":\"" + text + "\",\"state\":\"opened\"}");
        StringBuilder all = new StringBuilder();
        String arguments = "{\"project_id\":1,\"issue_iid\":2}";
        for (int i = 0; i < 50 && !arguments.isEmpty(); i++) {
            JsonNode issue = tree(block(call(IssueTools.GET_ISSUE, arguments, ResultLimits.DEFAULT), 0));
            String shown = issue.get("description").asText();
            assertThat(issue.get("state").asText()).isEqualTo("opened");
            int note = shown.indexOf("… [");
            all.append(note < 0 ? shown : shown.substring(0, note));
            int next = shown.indexOf("next: get_issue ");
            arguments = next < 0 ? "" : shown.substring(shown.indexOf('{', next), shown.lastIndexOf(']'));
        }
        assertThat(all.toString()).isEqualTo(text);
    }

    @Test
    void diff_isSearchedOverPagesAndReadToItsEnd() {
        AtomicInteger pages = new AtomicInteger();
        String diff = IntStream.range(0, 400)
                .mapToObj(i -> "+added line " + i + "\\n")
                .collect(Collectors.joining());
        gitlab.on("GET /projects/1/merge_requests/2/diffs", r -> {
            pages.incrementAndGet();
            boolean first = r.target().contains("page=1&");
            String body = first
                    ? "[{\"diff\":\"x\",\"new_path\":\"a\",\"old_path\":\"a\"}]"
                    : "[{\"diff\":\"" + diff + "\",\"new_path\":\"b\",\"old_path\":\"c\",\"renamed_file\":true},"
                            + "{\"diff\":\"\",\"too_large\":true,\"new_path\":\"d\",\"old_path\":\"d\"}]";
            Answer answer = Answer.json(200, body);
            return first ? answer.with("X-Next-Page", "2") : answer;
        });
        String all =
                follow(DiffTools.GET_FILE_DIFF, "{'project_id':1,'merge_request_iid':2,'file_paths':['d','c']}", SMALL);
        assertThat(all.lines().filter(line -> line.startsWith("+added")).count())
                .isEqualTo(400);
        assertThat(all).contains("=== d (no diff in GitLab: too large");
        assertThat(pages.get()).isGreaterThan(2);
        assertThat(context.progress()).contains("searched 50 files");
    }

    @Test
    void changedFiles_marksWhatHasNoDiff() {
        gitlab.on(
                "GET /projects/1/merge_requests/2/diffs",
                "[{\"diff\":\"@@ -1 +1,2 @@\\n"
                        + "-a\\n"
                        + "+b\\n"
                        + "+c\\n"
                        + "\",\"new_path\":\"a\",\"old_path\":\"a\",\"generated_file\":true},"
                        + "{\"diff\":\"\",\"collapsed\":true,\"new_path\":\"n\",\"old_path\":\"o\",\"renamed_file\":true},"
                        + "{\"diff\":null,\"new_path\":\"x\",\"old_path\":\"x\",\"deleted_file\":true,\"unknown\":{\"y\":[1]}}]");
        assertThat(success(DiffTools.LIST_CHANGED_FILES, "{'project_id':1,'merge_request_iid':2}")
                        .get("items"))
                .isEqualTo(tree("[{'path':'a','added':2,'removed':1,'generated':true},"
                        .concat("{'path':'n','change':'renamed','old_path':'o','collapsed':true},")
                        .concat("{'path':'x','change':'deleted'}]")
                        .replace('\'', '"')));
    }
}
