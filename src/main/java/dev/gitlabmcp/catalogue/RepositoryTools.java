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
    static final Shape TREE_ENTRY = Shape.of(
            field("path"),
            field("type"),
            field("last_commit").of(sha("id"), text("title").max(100), field("author_name"), time("committed_date")));

    static final Param<String> FILE_PATH =
            Params.text("file_path", "Path from the root.").required();
    static final Param<String> REF = Params.text("ref", "Branch, tag or commit; default branch if left out.")
            .max(1024);
    static final Param<Boolean> LFS = flag("lfs", "The content behind an LFS pointer.");
    static final Param<Integer> START_LINE =
            integer("start_line", "First line.").min(1);
    static final Param<Integer> END_LINE = integer("end_line", "Last line.").min(1);
    static final Param<Long> BYTE_OFFSET = bigInteger("byte_offset", "Begin at this byte instead.");

    static final ToolDefinition GET_FILE_CONTENTS = get(
                    "get_file_contents", "/projects/{project_id}/repository/files/{file_path}/raw")
            .title("Get file")
            .description("Shows a text file, lines of it, or a picture; of other files the facts.")
            .aliases("get_repository_file")
            .path(PROJECT_ID, FILE_PATH)
            .query(REF, LFS)
            .arguments(START_LINE, END_LINE, BYTE_OFFSET.unless("start_line"))
            .handledBy(FileReading::show)
            .define();

    static final ToolDefinition GET_REPOSITORY_TREE = get(
                    "get_repository_tree", "/projects/{project_id}/repository/tree")
            .title("List files")
            .description("Lists files (blob) and directories (tree) of a directory.")
            .aliases("list_repository_tree")
            .path(PROJECT_ID)
            .query(
                    Params.text("path", "Directory; the root if left out.").max(1024),
                    REF,
                    flag("recursive", "All below."),
                    flag("with_last_commit", "Add each entry's last commit.").unless("recursive"))
            .keyset()
            .returns(TREE_ENTRY)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("repository_files", "Repository files", GET_FILE_CONTENTS, GET_REPOSITORY_TREE);

    private RepositoryTools() {}
}
