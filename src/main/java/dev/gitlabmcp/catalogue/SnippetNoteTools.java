package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Comments on snippets of projects, alone and in threads: https://docs.gitlab.com/api/notes/#snippets,
 * https://docs.gitlab.com/api/discussions/#snippets. Personal snippets have none in GitLab's API.
 */
final class SnippetNoteTools {
    private static final String SNIPPET = "/projects/{project_id}/snippets/{snippet_id}";
    private static final String NOTES = SNIPPET + "/notes";
    private static final String NOTE_PATH = NOTES + "/{note_id}";
    private static final String DISCUSSIONS = SNIPPET + "/discussions";
    private static final String THREAD_NOTES = DISCUSSIONS + "/{discussion_id}/notes";

    static final Param<Long> NOTE_ID = id("note_id", "Comment's id.");
    static final Param<String> BODY = markdown("body", "Text in Markdown.");
    static final Param<Boolean> INTERNAL = flag("internal", "For members only.");
    static final Param<String> CREATED_AT =
            dateTime("created_at", "Creation time (owner).").unlisted();
    static final Param<String> ACTIVITY_FILTER =
            choice("activity_filter", "Which.", "all_notes", "only_comments", "only_activity");
    static final Param<String> ORDER_BY = choice("order_by", "Order.", "created_at", "updated_at");
    static final Param<String> SORT = choice("sort", "Direction.", "asc", "desc");

    private static final Param<Long> SNIPPET_ID = SnippetTools.SNIPPET_ID;
    private static final Param<String> DISCUSSION_ID =
            Params.text("discussion_id", "Id of list_snippet_discussions.").max(64);

    static final ToolDefinition LIST_NOTES = get("list_snippet_notes", NOTES)
            .title("List snippet comments")
            .description("Lists the comments on a project's snippet one by one, newest first.")
            .path(PROJECT_ID, SNIPPET_ID)
            .query(ACTIVITY_FILTER, ORDER_BY, SORT)
            .paginated()
            .returns(IssueNoteTools.NOTE_SUMMARY.wholeFrom("get_snippet_note"))
            .define();

    static final ToolDefinition GET_NOTE = get("get_snippet_note", NOTE_PATH)
            .title("Get snippet comment")
            .description("Shows one comment on a project's snippet.")
            .path(PROJECT_ID, SNIPPET_ID, NOTE_ID)
            .returns(IssueNoteTools.NOTE)
            .define();

    static final ToolDefinition CREATE_NOTE = post("create_snippet_note", THREAD_NOTES)
            .orAt(NOTES)
            .title("Comment on snippet")
            .description("Adds a comment to a project's snippet, or with discussion_id a reply to a thread.")
            .path(PROJECT_ID.required(), SNIPPET_ID, DISCUSSION_ID.describedAs("Thread to reply to."))
            .body(BODY.required(), INTERNAL.unless("discussion_id"), CREATED_AT)
            .returns(IssueNoteTools.NOTE.wholeFrom("get_snippet_note"))
            .define();

    static final ToolDefinition UPDATE_NOTE = put("update_snippet_note", NOTE_PATH)
            .title("Edit snippet comment")
            .description("Replaces the text of a comment on a project's snippet, in a thread or not.")
            .path(PROJECT_ID, SNIPPET_ID, NOTE_ID)
            .body(BODY.required())
            .returns(IssueNoteTools.NOTE.wholeFrom("get_snippet_note"))
            .define();

    static final ToolDefinition DELETE_NOTE = delete("delete_snippet_note", NOTE_PATH)
            .title("Delete snippet comment")
            .description("Deletes a comment on a project's snippet, in a thread or not.")
            .path(PROJECT_ID, SNIPPET_ID, NOTE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_DISCUSSIONS = get("list_snippet_discussions", DISCUSSIONS)
            .title("List snippet threads")
            .description("Lists the comments on a project's snippet by thread.")
            .path(PROJECT_ID, SNIPPET_ID)
            .paginated()
            .returns(IssueNoteTools.DISCUSSION.wholeFrom("get_snippet_note"))
            .define();

    static final ToolDefinition CREATE_DISCUSSION = post("create_snippet_discussion", DISCUSSIONS)
            .title("Start snippet thread")
            .description("Starts a thread on a project's snippet. A plain comment or a reply: create_snippet_note.")
            .path(PROJECT_ID, SNIPPET_ID)
            .body(BODY.required(), CREATED_AT)
            .returns(IssueNoteTools.DISCUSSION.wholeFrom("get_snippet_note"))
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "snippet_notes",
            "Comments on snippets",
            LIST_DISCUSSIONS,
            LIST_NOTES,
            GET_NOTE,
            CREATE_NOTE,
            UPDATE_NOTE,
            DELETE_NOTE,
            CREATE_DISCUSSION);

    private SnippetNoteTools() {}
}
