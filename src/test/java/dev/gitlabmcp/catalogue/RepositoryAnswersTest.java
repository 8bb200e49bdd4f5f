package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.StubGitLab.Answer;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolTestCase;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Comparisons, blame and files that are long or odd, and URLs in place of paths. */
class RepositoryAnswersTest extends ToolTestCase {
    private static final ResultLimits SMALL = new ResultLimits(4096);
    private static final String COMPARE = "GET /projects/1/repository/compare";
    private static final String BLAME = "GET /projects/1/repository/files/a.txt/blame";
    private static final String ONE_TO_TWO = "{'project_id':1,'from':'one','to':'two'}";

    /** Follows {@code next} until there is none; all texts in one. */
    private String follow(ToolDefinition tool, String arguments) {
        StringBuilder all = new StringBuilder();
        String next = tool.name() + " " + arguments.replace('\'', '"');
        for (int i = 0; i < 100 && !next.isEmpty(); i++) {
            CallToolResult result = call(tool, next.substring(tool.name().length() + 1), SMALL);
            assertThat(result.isError()).as(block(result, 0)).isFalse();
            int bytes = 0;
            for (int b = 0; b < result.content().size(); b++) {
                bytes += block(result, b).getBytes(StandardCharsets.UTF_8).length;
            }
            assertThat(bytes).isLessThanOrEqualTo(SMALL.maxBytes());
            all.append(result.content().size() > 1 ? block(result, 1) : "");
            next = tree(block(result, 0)).path("next").asText();
        }
        assertThat(next).isEmpty();
        return all.toString();
    }

    private static String diff(String path, String text) {
        return "{\"old_path\":\"" + path + "\",\"new_path\":\"" + path + "\",\"diff\":\"" + text + "\"}";
    }

    private static String lines(String front, int count) {
        return IntStream.range(0, count).mapToObj(i -> front + i + "\\n").collect(Collectors.joining());
    }

    @Test
    void compare_longDiffs_areReadToTheirEnd() {
        String many = IntStream.range(0, 90)
                .mapToObj(i -> diff("dir/file-" + i + ".txt", "+x" + i + "\\n"))
                .collect(Collectors.joining(","));
        gitlab.on(COMPARE, "{\"diffs\":[" + diff("a", lines("+a", 500)) + "," + many + "]}");
        String all = follow(CompareTools.GET_BRANCH_DIFFS, ONE_TO_TWO);
        assertThat(all.lines().filter(line -> line.startsWith("+a")))
                .hasSize(500)
                .doesNotHaveDuplicates();
        assertThat(all.lines().filter(line -> line.startsWith("+x")))
                .hasSize(90)
                .doesNotHaveDuplicates();
        assertThat(all).contains("=== a (from line ");
    }

    @Test
    void compare_lineThatNeverFits_isCutAndPassed() {
        gitlab.on(COMPARE, "{\"diffs\":[" + diff("min.js", "+" + "ä".repeat(9_000) + "\\n+end\\n") + "]}");
        assertThat(follow(CompareTools.GET_BRANCH_DIFFS, ONE_TO_TWO))
                .contains("more characters in this line]\n")
                .contains("+end\n");
    }

    @Test
    void compare_manyCommits_showsTheLast() {
        String commits = IntStream.range(0, 40)
                .mapToObj(i -> "{\"id\":\"abcdefabcdefabcdef\",\"title\":\"Step " + i + "\"}")
                .collect(Collectors.joining(","));
        gitlab.on(COMPARE, "{\"commits\":[" + commits + ",7],\"diffs\":null,\"new\":{\"x\":[1]}}");
        JsonNode facts = success(CompareTools.GET_BRANCH_DIFFS, ONE_TO_TWO);
        assertThat(facts.get("commit_count").asInt()).isEqualTo(40);
        assertThat(facts.get("last_commits")).hasSize(30);
        assertThat(facts.at("/last_commits/29").asText()).isEqualTo("abcdefabcdef Step 39");
    }

    @Test
    void commitDiff_readsAllPages() {
        gitlab.on("GET /projects/1/repository/commits/c/diff", request -> {
            boolean first = request.target().contains("page=1&");
            Answer answer = Answer.json(200, "[" + diff(first ? "a" : "b", "+x\\n") + "]");
            return first ? answer.with("X-Next-Page", "2") : answer;
        });
        JsonNode facts = success(CommitTools.GET_COMMIT_DIFF, "{'project_id':1,'sha':'c'}");
        assertThat(facts.get("files")).isEqualTo(tree("[{\"path\":\"a\",\"added\":1},{\"path\":\"b\",\"added\":1}]"));
        assertThat(context.progress()).containsExactly("read 100 files");
    }

    @Test
    void blame_longFile_isReadToItsEnd() {
        gitlab.on(BLAME, request -> {
            int first = request.target().contains("start%5D=")
                    ? Integer.parseInt(request.target().replaceAll(".*start%5D=(\\d+)&.*", "$1"))
                    : 1;
            String text = IntStream.rangeClosed(first, 600)
                    .mapToObj(i -> "\"line " + i + "\"")
                    .collect(Collectors.joining(","));
            return Answer.json(200, "[{\"lines\":[" + text + "],\"commit\":{\"id\":null,\"message\":7}}]");
        });
        String all = follow(RepositoryTools.GET_FILE_BLAME, "{'project_id':1,'file_path':'a.txt'}");
        assertThat(all.lines().filter(line -> line.startsWith("line ")))
                .hasSize(600)
                .doesNotHaveDuplicates();
    }

    @Test
    void blame_lineThatNeverFits_isCutAndPassed() {
        gitlab.on(BLAME, request -> {
            boolean all = !request.target().contains("start%5D=2");
            String first = all ? "\"" + "€".repeat(5_000) + "\"," : "";
            return Answer.json(
                    200,
                    "[{\"commit\":{\"author_name\":\"" + "ä".repeat(900) + "\"},\"lines\":[" + first + "\"end\"]}]");
        });
        assertThat(follow(RepositoryTools.GET_FILE_BLAME, "{'project_id':1,'file_path':'a.txt'}"))
                .contains("€…\n")
                .contains("end\n");
    }

    @Test
    void push_refusedLook_isNoNewFile() {
        gitlab.on("HEAD /projects/1/repository/files/a", request -> Answer.json(403, ""));
        assertThat(failure(
                        FileWriteTools.PUSH_FILES,
                        "{'project_id':1,'branch':'b','commit_message':'m','files':[{'file_path':'a','content':''}]}"))
                .startsWith("GitLab answered 403");
        assertThat(gitlab.requests()).hasSize(1);
    }

    @Test
    void push_moreFilesThanLooks_asksForActions() {
        String files = String.join(",", Collections.nCopies(101, "{'file_path':'a','content':'x'}"));
        assertThat(failure(
                        FileWriteTools.PUSH_FILES,
                        "{'project_id':1,'branch':'b','commit_message':'m','files':[" + files + "]}"))
                .contains("files has 101 files without action");
        assertThat(gitlab.requests()).isEmpty();
    }

    @Test
    void urls_nameProjectRefAndPath() {
        String page = gitlab.webUrl() + "/lena/tools/web/shop/-/";
        gitlab.on(
                "GET /projects/lena%2Ftools%2Fweb%2Fshop/repository/files/a%20b%2F%23c%2Bd.md/raw",
                request -> Answer.bytes("x\n".getBytes(StandardCharsets.UTF_8)));
        JsonNode file =
                success(RepositoryTools.GET_FILE_CONTENTS, "{'file_path':'" + page + "blob/main/a%20b/%23c+d.md'}");
        assertThat(file.get("file_path").asText()).isEqualTo("a b/#c+d.md");
        assertThat(gitlab.last().target()).endsWith("/raw?ref=main");
        gitlab.on("GET /projects/lena%2Ftools%2Fweb%2Fshop/repository/tree", "[]");
        success(RepositoryTools.GET_REPOSITORY_TREE, "{'path':'" + page + "tree/main/src','per_page':5}");
        assertThat(gitlab.last().target()).endsWith("/tree?path=src&ref=main&per_page=5&pagination=keyset");
        gitlab.on("GET /projects/lena%2Ftools%2Fweb%2Fshop/repository/commits/1f0c9a7b", "{}");
        success(CommitTools.GET_COMMIT, "{'sha':'" + page + "commit/1f0c9a7b'}");
    }

    @Test
    void attachment_picture_isShown() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
        gitlab.on("GET /projects/1/uploads/5ec4e7/a.png", request -> Answer.bytes(png));
        CallToolResult result =
                call(UploadTools.DOWNLOAD_ATTACHMENT, "{'project_id':1,'secret':'5ec4e7','filename':'a.png'}");
        assertThat(result.content().get(1)).isInstanceOf(Content.Image.class);
        assertThat(block(result, 0)).contains("\"filename\":\"a.png\"", "image/png");
    }
}
