package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Files of a repository: https://docs.gitlab.com/api/repository_files/, https://docs.gitlab.com/api/repositories/ */
final class RepositoryTools {
    static final String FILE = "/projects/{project_id}/repository/files/{file_path}";
    static final String TREE = "/projects/{project_id}/repository/tree";

    static final Shape TREE_ENTRY = Shape.of(
            field("path"),
            field("type"),
            field("last_commit").of(sha("id"), text("title").max(100), field("author_name"), time("committed_date")));

    static final Param<String> FILE_PATH =
            Params.filePath("file_path", "Path or URL.").also("path").required();
    static final Param<String> REF = Params.text("ref", "Branch, tag or commit.");
    static final Param<Integer> START_LINE =
            integer("start_line", "First line.").min(1);
    static final Param<Integer> END_LINE = integer("end_line", "Last line.").min(1);
    static final Param<Long> BYTE_OFFSET = bigInteger("byte_offset", "Begin at this byte instead.")
            .unless("start_line")
            .unlisted();
    static final Param<Integer> RANGE_START =
            integer("range_start", "First line.").min(1).wire("range[start]");
    static final Param<Integer> RANGE_END =
            integer("range_end", "Last line.").min(1).wire("range[end]");
    private static final Param<String> REF_OR_HEAD = REF.orElse("HEAD");

    static final ToolDefinition GET_FILE_CONTENTS = get("get_file_contents", FILE + "/raw")
            .title("Get file")
            .description("Shows a text file, lines of it, or a picture; of other files the facts.")
            .aliases("get_repository_file")
            .path(PROJECT_ID, FILE_PATH)
            .query(REF, flag("lfs", "The content behind an LFS pointer.").unlisted())
            .arguments(START_LINE, END_LINE, BYTE_OFFSET)
            .handledBy(FileReading::file)
            .define();

    static final ToolDefinition GET_REPOSITORY_TREE = get("get_repository_tree", TREE)
            .title("List files")
            .description("Lists files (blob) and directories (tree).")
            .aliases("list_repository_tree")
            .path(PROJECT_ID)
            .query(
                    Params.filePath("path", "Directory or URL."),
                    REF,
                    flag("recursive", "All below."),
                    flag("with_last_commit", "Add each entry's last commit (GitLab 19.3).")
                            .unless("recursive")
                            .unlisted())
            .keyset()
            .returns(TREE_ENTRY)
            .define();

    static final ToolDefinition GET_FILE_METADATA = get("get_file_metadata", FILE)
            .title("Get file facts")
            .description("Shows size, checksum, last commit and mode of a file without its content.")
            .path(PROJECT_ID, FILE_PATH)
            .query(REF_OR_HEAD)
            .handledBy(FileReading::metadata)
            .define();

    static final ToolDefinition GET_FILE_BLAME = get("get_file_blame", FILE + "/blame")
            .title("Get blame")
            .description("Shows which commit last changed each line of a file.")
            .path(PROJECT_ID, FILE_PATH)
            .query(REF_OR_HEAD, RANGE_START, RANGE_END)
            .handledBy(FileBlame::show)
            .define();

    static final ToolDefinition GET_BLOB = get("get_blob", "/projects/{project_id}/repository/blobs/{sha}/raw")
            .title("Get blob")
            .description("Shows a file's content by blob id, whatever its path. By path: get_file_contents.")
            .path(PROJECT_ID, Params.text("sha", "Blob id.").max(64))
            .arguments(START_LINE, END_LINE, BYTE_OFFSET)
            .handledBy(FileReading::blob)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "repository_files",
            "Repository files",
            GET_FILE_CONTENTS,
            GET_REPOSITORY_TREE,
            GET_FILE_METADATA,
            GET_FILE_BLAME,
            GET_BLOB,
            FileWriteTools.CREATE_OR_UPDATE_FILE,
            FileWriteTools.PUSH_FILES,
            FileWriteTools.DELETE_FILE);

    private RepositoryTools() {}
}
