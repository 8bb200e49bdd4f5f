package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The changes of a merge request: https://docs.gitlab.com/api/merge_requests/#list-merge-request-diffs */
final class DiffTools {
    /** Diffs are large; GitLab shows at most a few thousand files of a merge request. */
    private static final int PAGE_SIZE = 50;

    private static final int MAX_PAGES = 100;
    private static final String PATH = "/projects/{project_id}/merge_requests/{merge_request_iid}/diffs";

    static final Shape CHANGED_FILE =
            Shape.coded((parser, out) -> FileDiff.read(parser).writeFacts(out));

    private static final Param<List<String>> FILE_PATHS =
            textList("file_paths", "Paths, old or new.").max(20).required();
    private static final Param<Boolean> UNIDIFF = flag("unidiff", "With unified diff headers.");
    private static final Param<Integer> START_LINE = integer(
                    "start_line", "Begin the first file's diff at this line of it.")
            .min(1);

    static final ToolDefinition LIST_CHANGED_FILES = get("list_merge_request_changed_files", PATH)
            .title("List changed files")
            .description(
                    "Lists the files a merge request changes, with line counts; collapsed and too_large ones have no"
                            + " diff in GitLab.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(CHANGED_FILE)
            .define();

    static final ToolDefinition GET_FILE_DIFF = get("get_merge_request_file_diff", PATH)
            .title("Get diffs")
            .description("Shows how a merge request changes the named files.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .query(UNIDIFF)
            .arguments(FILE_PATHS, START_LINE)
            .handledBy(DiffTools::show)
            .define();

    private DiffTools() {}

    private static ToolOutput show(ToolCall call) {
        Set<String> wanted = new LinkedHashSet<>(call.get(FILE_PATHS));
        if (wanted.isEmpty()) {
            throw ToolException.invalid("file_paths", "must name a file; see list_merge_request_changed_files");
        }
        List<FileDiff> found = find(call, wanted);
        if (found.isEmpty()) {
            throw new ToolException(new ToolProblem.NothingFound(
                    "The merge request does not change " + String.join(", ", wanted) + ".",
                    "See list_merge_request_changed_files for the paths it changes."));
        }
        return new DiffText(call, found, List.copyOf(wanted))
                .write(call.find(START_LINE).orElse(1));
    }

    /** The wanted files' diffs in the order in which they were asked for; those found leave the set. */
    private static List<FileDiff> find(ToolCall call, Set<String> wanted) {
        List<String> order = List.copyOf(wanted);
        List<FileDiff> found = new ArrayList<>();
        OptionalInt page = OptionalInt.of(1);
        for (int i = 0; i < MAX_PAGES && page.isPresent() && !wanted.isEmpty(); i++) {
            page = call.send(request(call, page.getAsInt()), answer -> read(answer, wanted, found));
            if (page.isPresent()) {
                call.context().progress(i + 1, null, "searched " + (i + 1) * PAGE_SIZE + " files");
            }
        }
        found.sort((a, b) -> Integer.compare(place(order, a), place(order, b)));
        return found;
    }

    private static int place(List<String> order, FileDiff diff) {
        int at = order.indexOf(diff.newPath());
        return at >= 0 ? at : order.indexOf(diff.oldPath());
    }

    private static GitLabRequest request(ToolCall call, int page) {
        GitLabRequest.Builder request = GitLabRequest.get(PATH)
                .path("project_id", call.get(PROJECT_ID))
                .path("merge_request_iid", call.get(MERGE_REQUEST_IID))
                .query("page", Integer.toString(page))
                .query("per_page", Integer.toString(PAGE_SIZE));
        call.find(UNIDIFF).ifPresent(unidiff -> request.query("unidiff", unidiff.toString()));
        return request.build();
    }

    private static OptionalInt read(GitLabAnswer answer, Set<String> wanted, List<FileDiff> found) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            JsonToken token = parser.nextToken();
            while (!wanted.isEmpty() && token != null && (token = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (token == JsonToken.START_OBJECT) {
                    FileDiff diff = FileDiff.read(parser);
                    if (wanted.removeIf(diff::isOf)) {
                        found.add(diff);
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        return answer.paging().nextPage();
    }

    /** All changed files without their diffs, for a prompt; one page of at most a hundred. */
    static GitLabRequest changedFiles(String project, int iid) {
        return GitLabRequest.get(PATH)
                .path("project_id", project)
                .path("merge_request_iid", iid)
                .query("per_page", "100")
                .build();
    }
}
