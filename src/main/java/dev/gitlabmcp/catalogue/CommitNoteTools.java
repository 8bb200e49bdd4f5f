package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.CommitTools.COMMIT_PATH;
import static dev.gitlabmcp.catalogue.CommitTools.SHA;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Comments of commits, alone and in threads: https://docs.gitlab.com/api/commits/#list-all-commit-comments,
 * https://docs.gitlab.com/api/discussions/#commits
 */
final class CommitNoteTools {
    private static final String DISCUSSIONS = COMMIT_PATH + "/discussions";
    private static final String DISCUSSION_PATH = DISCUSSIONS + "/{discussion_id}";
    private static final String NOTES = DISCUSSION_PATH + "/notes";
    private static final String NOTE_PATH = NOTES + "/{note_id}";

    static final Shape COMMENT = Shape.of(
            field("author.username"),
            text("note").max(4_000),
            field("path"),
            field("line"),
            field("line_type"),
            time("created_at"));

    static final Shape NOTE = Shape.of(members());

    static final Shape DISCUSSION = Shape.of(
            field("id"), field("individual_note").ifSet(), field("notes").of(members()));

    private static Field[] members() {
        return new Field[] {
            field("id"),
            field("author.username"),
            text("body").max(4_000),
            field("position.new_path").as("new_path"),
            field("position.new_line").as("new_line"),
            field("position.old_line").as("old_line"),
            time("created_at"),
            time("updated_at")
        };
    }

    private static final Param<String> DISCUSSION_ID =
            Params.text("discussion_id", "Id of list_commit_discussions.").max(64);
    private static final Param<Long> NOTE_ID = id("note_id", "Comment's id.");
    private static final Param<String> BODY = markdown("body", "Text in Markdown.");

    private static final Param<Arguments> POSITION = fields(
                    "position",
                    "Where in the diff; lines removed have old_line only, lines added new_line only.",
                    Params.text("base_sha", "Parent commit.").required(),
                    Params.text("start_sha", "Parent commit.").required(),
                    Params.text("head_sha", "The commit.").required(),
                    choice("position_type", "", "text", "image", "file").required(),
                    Params.text("old_path", ""),
                    Params.text("new_path", ""),
                    integer("old_line", ""),
                    integer("new_line", ""),
                    integer("width", "Of an image."),
                    integer("height", "Of an image."),
                    integer("x", "In an image."),
                    integer("y", "In an image."))
            .unless("discussion_id")
            .unlisted();

    static final ToolDefinition LIST_COMMENTS = get("list_commit_comments", COMMIT_PATH + "/comments")
            .title("List commit comments")
            .description("Lists the comments on a commit. With ids and threads: list_commit_discussions.")
            .path(PROJECT_ID, SHA)
            .paginated()
            .returns(COMMENT)
            .define();

    static final ToolDefinition CREATE_COMMENT = post("create_commit_comment", COMMIT_PATH + "/comments")
            .title("Comment on commit")
            .description("Comments on a commit, or with path and line on a line of its diff.")
            .path(PROJECT_ID, SHA)
            .body(
                    markdown("note", "Text in Markdown.").required(),
                    Params.text("path", "File."),
                    integer("line", "Line of that file; needs path."),
                    choice("line_type", "old: the line before the change.", "new", "old"))
            .returns(COMMENT)
            .define();

    static final ToolDefinition LIST_DISCUSSIONS = get("list_commit_discussions", DISCUSSIONS)
            .title("List commit threads")
            .description("Lists the comments on a commit by thread.")
            .path(PROJECT_ID, SHA)
            .paginated()
            .returns(DISCUSSION.wholeFrom("get_commit_discussion"))
            .define();

    static final ToolDefinition GET_DISCUSSION = get("get_commit_discussion", DISCUSSION_PATH)
            .title("Get commit thread")
            .description("Shows one thread of comments on a commit.")
            .path(PROJECT_ID, SHA, DISCUSSION_ID)
            .returns(DISCUSSION)
            .define();

    static final ToolDefinition CREATE_DISCUSSION = post("create_commit_discussion", NOTES)
            .orAt(DISCUSSIONS)
            .title("Start commit thread")
            .description("Starts a thread on a commit, or with discussion_id replies to one.")
            .path(PROJECT_ID.required(), SHA.required(), DISCUSSION_ID.describedAs("Thread to reply to."))
            .body(
                    BODY.required(),
                    POSITION,
                    dateTime("created_at", "Creation time (owner).").unlisted())
            .returns(Shape.of(
                    field("id"),
                    field("author.username"),
                    text("body").max(4_000),
                    field("notes").of(members()),
                    time("created_at")))
            .define();

    static final ToolDefinition UPDATE_NOTE = put("update_commit_discussion_note", NOTE_PATH)
            .title("Edit commit comment")
            .description("Replaces the text of a comment in a commit's thread.")
            .path(PROJECT_ID, SHA, DISCUSSION_ID, NOTE_ID)
            .body(BODY, flag("resolved", "Resolve the thread.").unlisted())
            .returns(NOTE)
            .define();

    static final ToolDefinition DELETE_NOTE = delete("delete_commit_discussion_note", NOTE_PATH)
            .title("Delete commit comment")
            .description("Deletes a comment of a commit's thread.")
            .path(PROJECT_ID, SHA, DISCUSSION_ID, NOTE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "commit_comments",
            "Comments on commits",
            LIST_COMMENTS,
            CREATE_COMMENT,
            LIST_DISCUSSIONS,
            GET_DISCUSSION,
            CREATE_DISCUSSION,
            UPDATE_NOTE,
            DELETE_NOTE);

    private CommitNoteTools() {}
}
