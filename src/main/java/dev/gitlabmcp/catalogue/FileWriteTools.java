package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.ToolBuilder.custom;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import java.util.List;

/**
 * Changes to files, each of which is a commit: https://docs.gitlab.com/api/repository_files/,
 * https://docs.gitlab.com/api/commits/#create-a-commit-with-multiple-files-and-actions
 */
final class FileWriteTools {
    static final String COMMITS = "/projects/{project_id}/repository/commits";

    /** A commit that was just made; an attempt without result has only {@code dry_run}. */
    static final Shape NEW_COMMIT = Shape.of(
            field("dry_run"),
            field("id"),
            text("title").max(200),
            text("author_name"),
            time("committed_date"),
            field("parent_ids").as("parents"),
            field("stats.additions").as("additions"),
            field("stats.deletions").as("deletions"),
            field("web_url"));

    static final Param<String> FILE_PATH = Params.filePath("file_path", "Path.").required();
    static final Param<String> BRANCH = Params.text("branch", "Branch.").required();
    static final Param<String> COMMIT_MESSAGE =
            longText("commit_message", "Message.").required();
    static final Param<String> START_BRANCH = Params.text("start_branch", "Start branch here.");
    static final Param<String> START_SHA = Params.text("start_sha", "Create branch from this commit.")
            .max(64)
            .unless("start_branch")
            .unlisted();
    static final Param<String> START_PROJECT = projectId(
                    "start_project", "Project of start_branch or start_sha, if another.")
            .unlisted();
    static final Param<String> AUTHOR_NAME =
            Params.text("author_name", "Author if not oneself.").unlisted();
    static final Param<String> AUTHOR_EMAIL =
            Params.text("author_email", "Author's email.").unlisted();
    static final Param<Boolean> FORCE = flag(
                    "force",
                    "Replace branch, and its own commits with it, by a new start from start_branch or start_sha.")
            .deletes()
            .unlisted();
    static final Param<Boolean> ALLOW_EMPTY =
            flag("allow_empty", "Also commit no change (GitLab 18.8).").unlisted();
    static final Param<Boolean> STATS =
            flag("stats", "Counts of lines in the answer; default true.").unlisted();

    static final Param<String> CONTENT = longText("content", "All of it.");
    static final Param<String> ENCODING = choice("encoding", "Of content; default text.", "text", "base64");
    static final Param<String> PREVIOUS_PATH = Params.text("previous_path", "Move from this path.");
    static final Param<String> LAST_COMMIT_ID = Params.text("last_commit_id", "Refuse if changed since this commit.")
            .max(64);
    static final Param<Boolean> EXECUTE = flag("execute_filemode", "Make it executable or not.");

    /** The members of one file in a commit; what is not given GitLab, or a look at the branch, decides. */
    static final Param<String> ACTION =
            choice("action", "Default: create or update.", "create", "update", "delete", "move", "chmod");

    static final Param<String> IN_FILE_PATH = Params.text("file_path", "").required();
    static final Param<String> IN_CONTENT = longText("content", "");
    static final Param<String> IN_ENCODING = choice("encoding", "", "text", "base64");
    static final Param<String> IN_PREVIOUS_PATH = Params.text("previous_path", "For move.");
    static final Param<String> IN_LAST_COMMIT_ID = Params.text("last_commit_id", "");
    static final Param<Boolean> IN_EXECUTE = flag("execute_filemode", "");

    static final Param<List<Arguments>> FILES = fieldsList(
            "files",
            "Files to write, delete or move.",
            IN_FILE_PATH,
            IN_CONTENT,
            ACTION,
            IN_PREVIOUS_PATH,
            IN_ENCODING,
            IN_LAST_COMMIT_ID,
            IN_EXECUTE);
    static final Param<List<Arguments>> ACTIONS = fieldsList(
                    "actions",
                    "GitLab's name for files.",
                    IN_FILE_PATH,
                    IN_CONTENT,
                    ACTION,
                    IN_PREVIOUS_PATH,
                    IN_ENCODING,
                    IN_LAST_COMMIT_ID,
                    IN_EXECUTE)
            .unless("files")
            .unlisted();

    static final ToolDefinition CREATE_OR_UPDATE_FILE = custom("create_or_update_file")
            .title("Write file")
            .description("Writes and commits one file.")
            .arguments(
                    PROJECT_ID.required(),
                    FILE_PATH,
                    CONTENT.required(),
                    COMMIT_MESSAGE,
                    BRANCH,
                    LAST_COMMIT_ID.unlisted(),
                    START_BRANCH.unlisted(),
                    PREVIOUS_PATH.unlisted(),
                    ENCODING.unlisted(),
                    EXECUTE.unlisted(),
                    AUTHOR_NAME,
                    AUTHOR_EMAIL,
                    Params.text("commit_id", "Not needed: last_commit_id is the guard.")
                            .unlisted())
            .handledBy(FileWriting::createOrUpdate)
            .define();

    static final ToolDefinition PUSH_FILES = post("push_files", COMMITS)
            .title("Commit files")
            .description("Makes one commit that creates, updates, deletes or moves files.")
            .aliases("create_commit", "add_commit")
            .path(PROJECT_ID)
            .body(BRANCH, COMMIT_MESSAGE)
            .arguments(FILES)
            .body(ACTIONS, START_BRANCH, START_SHA, START_PROJECT, AUTHOR_NAME, AUTHOR_EMAIL, FORCE, ALLOW_EMPTY, STATS)
            .destructive("files may be overwritten and deleted")
            .handledBy(FileWriting::push)
            .define();

    static final ToolDefinition DELETE_FILE = delete("delete_file", RepositoryTools.FILE)
            .title("Delete file")
            .description("Deletes one file with a commit; several: push_files.")
            .path(PROJECT_ID, FILE_PATH)
            .query(BRANCH, COMMIT_MESSAGE, LAST_COMMIT_ID, START_BRANCH, AUTHOR_NAME, AUTHOR_EMAIL)
            .returns(Shape.EVERYTHING)
            .define();

    private FileWriteTools() {}
}
