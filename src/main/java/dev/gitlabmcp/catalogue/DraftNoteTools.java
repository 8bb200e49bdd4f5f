package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.DiffPosition.POSITION;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
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

/** Comments of a review that only their author sees until they are published: https://docs.gitlab.com/api/draft_notes/ */
final class DraftNoteTools {
    private static final String PATH = "/projects/{project_id}/merge_requests/{merge_request_iid}/draft_notes";

    static final Shape DRAFT_NOTE = Shape.of(
            field("id"),
            text("note").max(8_000),
            field("discussion_id"),
            field("resolve_discussion").ifSet(),
            field("position.new_path").as("path"),
            field("position.new_line").as("line"),
            field("position.old_line").as("old_line"),
            field("position.line_range.start.new_line").as("start_line"),
            field("position.line_range.start.old_line").as("start_old_line"),
            field("line_code"),
            field("commit_id"));

    static final Param<Long> ID = bigInteger("draft_note_id", "Draft note id.");
    static final Param<String> BODY = markdown("body", "Markdown.").wire("note");
    static final Param<String> IN_REPLY_TO = Params.text("in_reply_to_discussion_id", "Thread it answers.");
    static final Param<String> COMMIT_ID =
            Params.text("commit_id", "Comment on this commit's diff.").unlisted();
    static final Param<Boolean> RESOLVE = flag("resolve_discussion", "Publishing resolves the thread.");

    static final ToolDefinition LIST_DRAFT_NOTES = get("list_draft_notes", PATH)
            .title("List draft notes")
            .description("Lists one's own unpublished comments on a merge request.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(DRAFT_NOTE)
            .define();

    static final ToolDefinition GET_DRAFT_NOTE = get("get_draft_note", PATH + "/{draft_note_id}")
            .title("Get draft note")
            .description("Shows one unpublished comment.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, ID)
            .returns(DRAFT_NOTE)
            .define();

    static final ToolDefinition CREATE_DRAFT_NOTE = post("create_draft_note", PATH)
            .title("Draft a comment")
            .description("Drafts a comment of a review, on the diff, in a thread or on the whole; publish_draft_note or"
                    + " publish_all_draft_notes shows it to others.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(BODY.required(), IN_REPLY_TO, RESOLVE, COMMIT_ID)
            .arguments(POSITION)
            .returns(DRAFT_NOTE)
            .handledBy(ThreadWriting::createDraft)
            .define();

    static final ToolDefinition UPDATE_DRAFT_NOTE = put("update_draft_note", PATH + "/{draft_note_id}")
            .title("Edit draft note")
            .description("Changes text or position of an unpublished comment; what is not given stays.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, ID)
            .body(BODY.describedAs("New text in Markdown."))
            .arguments(POSITION)
            .returns(DRAFT_NOTE)
            .handledBy(ThreadWriting::updateDraft)
            .define();

    static final ToolDefinition DELETE_DRAFT_NOTE = delete("delete_draft_note", PATH + "/{draft_note_id}")
            .title("Delete draft note")
            .description("Deletes an unpublished comment for good.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition PUBLISH_DRAFT_NOTE = put("publish_draft_note", PATH + "/{draft_note_id}/publish")
            .title("Publish draft note")
            .description("Publishes one unpublished comment.")
            .additive("it becomes a comment")
            .idempotent(false, "a published comment is no draft any more")
            .path(PROJECT_ID, MERGE_REQUEST_IID, ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition PUBLISH_ALL = post("publish_all_draft_notes", PATH + "/bulk_publish")
            .title("Publish review")
            .description("Publishes all of one's unpublished comments on a merge request, with a summary and a verdict"
                    + " (GitLab 19.2) if wanted; to approve, use approve_merge_request.")
            .aliases("bulk_publish_draft_notes")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(
                    choice("reviewer_state", "Verdict; no approval.", "requested_changes", "reviewed"),
                    markdown("note", "Summary in Markdown."),
                    flag("internal", "Summary for members only."))
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "draft_notes",
            "Unpublished comments of a review",
            LIST_DRAFT_NOTES,
            GET_DRAFT_NOTE,
            CREATE_DRAFT_NOTE,
            UPDATE_DRAFT_NOTE,
            DELETE_DRAFT_NOTE,
            PUBLISH_DRAFT_NOTE,
            PUBLISH_ALL);

    private DraftNoteTools() {}
}
