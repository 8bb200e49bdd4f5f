package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.SourceBranch.SOURCE_BRANCH;
import static dev.gitlabmcp.shaping.Field.code;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.regexList;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import com.google.re2j.Pattern;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/** The changes of a merge request: https://docs.gitlab.com/api/merge_requests/#list-merge-request-diffs */
final class DiffTools {
    private static final String VERSIONS = "/projects/{project_id}/merge_requests/{merge_request_iid}/versions";

    static final Shape CHANGED_FILE =
            Shape.coded((parser, out) -> FileDiff.read(parser).writeFacts(out));

    private static final Shape FILE_WITH_DIFF =
            Shape.coded((parser, out) -> FileDiff.read(parser).writeWhole(out));

    static final Shape VERSION = Shape.of(
            field("id").as("version_id"),
            field("base_commit_sha"),
            field("start_commit_sha"),
            field("head_commit_sha"),
            field("state"),
            field("real_size").as("files"),
            time("created_at"),
            field("commits").of(sha("id"), text("title").max(200), field("author_name")),
            field("diffs")
                    .of(
                            field("new_path"),
                            field("old_path"),
                            field("new_file").ifSet(),
                            field("renamed_file").ifSet(),
                            field("deleted_file").ifSet(),
                            field("collapsed").ifSet(),
                            field("too_large").ifSet(),
                            field("generated_file").ifSet(),
                            code("diff").max(4_000)));

    static final Param<List<String>> FILE_PATHS =
            textList("file_paths", "Paths, old or new.").max(20).required();
    static final Param<Boolean> UNIDIFF = flag("unidiff", "With unified diff headers.");
    static final Param<Integer> START_LINE = integer("start_line", "Begin the first file's diff at this line of it.")
            .min(1);
    static final Param<Integer> START_FILE =
            integer("start_file", "Begin at this file, as next says.").min(1).unlisted();
    static final Param<List<Pattern>> EXCLUDED = regexList(
                    "excluded_file_patterns", "Leave out paths that match (RE2).")
            .max(50);
    static final Param<Boolean> EXCLUDE_GENERATED = flag("exclude_generated", "Leave out generated files.");

    static final ToolDefinition LIST_CHANGED_FILES = get("list_merge_request_changed_files", DiffPages.PATH)
            .title("List changed files")
            .description(
                    "Lists the files a merge request changes, with line counts; collapsed and too_large ones have no"
                            + " diff in GitLab.")
            .path(PROJECT_ID)
            .pathOrFound(MERGE_REQUEST_IID)
            .arguments(SOURCE_BRANCH.unlisted(), EXCLUDED.unlisted())
            .paginated()
            .returns(CHANGED_FILE)
            .handledBy(DiffReading::listFiles)
            .define();

    static final ToolDefinition LIST_DIFFS = get("list_merge_request_diffs", DiffPages.PATH)
            .title("List diffs")
            .description("Shows a merge request's diffs file by file, page by page.")
            .path(PROJECT_ID)
            .pathOrFound(MERGE_REQUEST_IID)
            .arguments(SOURCE_BRANCH.unlisted())
            .query(UNIDIFF)
            .paginated()
            .returns(FILE_WITH_DIFF)
            .handledBy(SourceBranch::serve)
            .define();

    static final ToolDefinition GET_DIFFS = get("get_merge_request_diffs", DiffPages.PATH)
            .title("Get all diffs")
            .description("Shows all of a merge request's diffs in one text, as far as it fits; next goes on.")
            .path(PROJECT_ID)
            .pathOrFound(MERGE_REQUEST_IID)
            .arguments(SOURCE_BRANCH.unlisted(), EXCLUDED, EXCLUDE_GENERATED, START_FILE, START_LINE.unlisted())
            .handledBy(DiffReading::showAll)
            .define();

    static final ToolDefinition GET_FILE_DIFF = get("get_merge_request_file_diff", DiffPages.PATH)
            .title("Get diffs")
            .description("Shows how a merge request changes the named files.")
            .path(PROJECT_ID)
            .pathOrFound(MERGE_REQUEST_IID)
            .query(UNIDIFF.unlisted())
            .arguments(FILE_PATHS, START_LINE, SOURCE_BRANCH.unlisted())
            .handledBy(DiffReading::showFiles)
            .define();

    static final ToolDefinition LIST_VERSIONS = get("list_merge_request_versions", VERSIONS)
            .title("List diff versions")
            .description("Lists the versions of a merge request's diff, one for each push, newest first.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(VERSION)
            .define();

    static final ToolDefinition GET_VERSION = get("get_merge_request_version", VERSIONS + "/{version_id}")
            .title("Get diff version")
            .description("Shows one version of a merge request's diff with its commits and diffs.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, bigInteger("version_id", "Of list_merge_request_versions."))
            .query(UNIDIFF)
            .returns(VERSION)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "merge_request_diffs",
            "Diffs of merge requests",
            LIST_CHANGED_FILES,
            GET_FILE_DIFF,
            LIST_DIFFS,
            GET_DIFFS,
            LIST_VERSIONS,
            GET_VERSION);

    private DiffTools() {}
}
