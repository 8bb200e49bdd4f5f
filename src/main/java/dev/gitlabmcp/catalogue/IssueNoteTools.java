package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Comments of issues, alone and in threads: https://docs.gitlab.com/api/notes/,
 * https://docs.gitlab.com/api/discussions/
 */
final class IssueNoteTools {
    private static final String NOTES = "/projects/{project_id}/issues/{issue_iid}/notes";
    private static final String NOTE_PATH = NOTES + "/{note_id}";
    private static final String DISCUSSIONS = "/projects/{project_id}/issues/{issue_iid}/discussions";
    private static final String DISCUSSION_PATH = DISCUSSIONS + "/{discussion_id}";
    private static final String THREAD_NOTES = DISCUSSION_PATH + "/notes";
    private static final String THREAD_NOTE_PATH = THREAD_NOTES + "/{note_id}";

    static final Shape NOTE_SUMMARY = Shape.of(members(2_000)).wholeFrom("get_issue_note");

    static final Shape NOTE = Shape.of(members(16_000));

    static final Shape DISCUSSION = Shape.of(
                    field("id"),
                    field("individual_note").ifSet(),
                    field("notes").of(members(2_000)))
            .wholeFrom("get_issue_note");

    private static Field[] members(int bodyChars) {
        return new Field[] {
            field("id"),
            field("author.username"),
            text("body").max(bodyChars),
            field("system").ifSet(),
            field("internal").ifSet(),
            field("resolved").ifSet(),
            field("resolved_by.username"),
            time("created_at"),
            time("updated_at")
        };
    }

    private static final Param<Long> NOTE_ID = id("note_id", "Comment's id.");
    private static final Param<String> DISCUSSION_ID =
            Params.text("discussion_id", "Id of list_issue_discussions.").max(64);
    private static final Param<String> BODY = markdown("body", "Text in Markdown.");
    private static final Param<String> CREATED_AT =
            dateTime("created_at", "Creation time (owner).").unlisted();

    static final ToolDefinition LIST_NOTES = get("list_issue_notes", NOTES)
            .title("List issue comments")
            .description("Lists an issue's comments and system notes one by one, newest first. By thread:"
                    + " list_issue_discussions.")
            .path(PROJECT_ID, ISSUE_IID)
            .query(
                    choice("activity_filter", "Which.", "all_notes", "only_comments", "only_activity"),
                    choice("order_by", "Order.", "created_at", "updated_at"),
                    choice("sort", "Direction.", "asc", "desc"))
            .paginated()
            .returns(NOTE_SUMMARY)
            .define();

    static final ToolDefinition GET_NOTE = get("get_issue_note", NOTE_PATH)
            .title("Get issue comment")
            .description("Shows one comment of an issue.")
            .path(PROJECT_ID, ISSUE_IID, NOTE_ID)
            .returns(NOTE)
            .define();

    static final ToolDefinition CREATE_NOTE = post("create_issue_note", THREAD_NOTES)
            .orAt(NOTES)
            .title("Comment on issue")
            .description("Adds a comment to an issue, or with discussion_id a reply to a thread.")
            .path(PROJECT_ID.required(), ISSUE_IID.required(), DISCUSSION_ID.describedAs("Thread to reply to."))
            .body(BODY.required(), flag("internal", "For members only.").unless("discussion_id"), CREATED_AT)
            .returns(NOTE.wholeFrom("get_issue_note"))
            .define();

    static final ToolDefinition UPDATE_NOTE = put("update_issue_note", THREAD_NOTE_PATH)
            .orAt(NOTE_PATH)
            .title("Edit issue comment")
            .description("Replaces the text of a comment.")
            .path(PROJECT_ID.required(), ISSUE_IID.required(), NOTE_ID.required(), DISCUSSION_ID)
            .body(
                    BODY,
                    flag("resolved", "Resolve the thread; needs discussion_id.")
                            .beside("discussion_id")
                            .unlisted())
            .returns(NOTE.wholeFrom("get_issue_note"))
            .define();

    static final ToolDefinition DELETE_NOTE = delete("delete_issue_note", THREAD_NOTE_PATH)
            .orAt(NOTE_PATH)
            .title("Delete issue comment")
            .description("Deletes a comment of an issue.")
            .path(PROJECT_ID.required(), ISSUE_IID.required(), NOTE_ID.required(), DISCUSSION_ID.unlisted())
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_DISCUSSIONS = get("list_issue_discussions", DISCUSSIONS)
            .title("List issue threads")
            .description("Lists an issue's comments by thread, oldest first.")
            .path(PROJECT_ID, ISSUE_IID)
            .paginated()
            .returns(DISCUSSION)
            .define();

    static final ToolDefinition GET_DISCUSSION = get("get_issue_discussion", DISCUSSION_PATH)
            .title("Get issue thread")
            .description("Shows one thread of an issue with its comments.")
            .path(PROJECT_ID, ISSUE_IID, DISCUSSION_ID)
            .returns(DISCUSSION)
            .define();

    static final ToolDefinition CREATE_DISCUSSION = post("create_issue_discussion", DISCUSSIONS)
            .title("Start issue thread")
            .description("Starts a thread on an issue. A plain comment or a reply: create_issue_note.")
            .path(PROJECT_ID, ISSUE_IID)
            .body(BODY.required(), CREATED_AT)
            .returns(DISCUSSION)
            .define();

    static final ToolDefinition RESOLVE_DISCUSSION = put("resolve_issue_discussion", DISCUSSION_PATH)
            .title("Resolve issue thread")
            .description("Resolves a thread of an issue, or opens it again.")
            .path(PROJECT_ID, ISSUE_IID, DISCUSSION_ID)
            .body(flag("resolved", "false opens it again.").orElse(true))
            .returns(DISCUSSION)
            .additive("it can be opened again")
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "issue_notes",
            "Comments of issues",
            LIST_DISCUSSIONS,
            GET_DISCUSSION,
            LIST_NOTES,
            GET_NOTE,
            CREATE_NOTE,
            UPDATE_NOTE,
            DELETE_NOTE,
            CREATE_DISCUSSION,
            RESOLVE_DISCUSSION,
            Commenting.CREATE_NOTE);

    private IssueNoteTools() {}
}
