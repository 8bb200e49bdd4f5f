package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.DiffPosition.POSITION;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.MergeRequestNoteTools.NOTE_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.dateTime;
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

/** Threads of merge requests, on lines or on the whole: https://docs.gitlab.com/api/discussions/#merge-requests */
final class ThreadTools {
    private static final String PATH = "/projects/{project_id}/merge_requests/{merge_request_iid}/discussions";

    static final Shape DISCUSSION = Shape.of(
                    field("id"),
                    field("individual_note").ifSet(),
                    field("notes").of(MergeRequestNoteTools.fields(8_000)))
            .wholeFrom("get_merge_request_note");

    private static final Shape DISCUSSION_SUMMARY = Shape.of(
                    field("id"),
                    field("individual_note").ifSet(),
                    field("notes").of(MergeRequestNoteTools.fields(2_000)))
            .wholeFrom("get_merge_request_note");

    static final Param<String> BODY = markdown("body", "Markdown.").required();
    static final Param<String> CREATED_AT =
            dateTime("created_at", "Creation time (owner).").unlisted();
    static final Param<String> COMMIT_ID =
            Params.text("commit_id", "Comment on this commit's diff.").unlisted();
    private static final Param<String> DISCUSSION_ID = Params.text("discussion_id", "Thread id.");
    private static final Param<Boolean> RESOLVED = flag("resolved", "true resolves, false reopens.");

    static final ToolDefinition LIST_DISCUSSIONS = get("list_merge_request_discussions", PATH)
            .title("List threads")
            .description("Lists a merge request's threads.")
            .aliases("mr_discussions")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .paginated()
            .returns(DISCUSSION_SUMMARY)
            .define();

    static final ToolDefinition GET_DISCUSSION = get("get_merge_request_discussion", PATH + "/{discussion_id}")
            .title("Get thread")
            .description("Shows one thread of a merge request.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, DISCUSSION_ID)
            .returns(DISCUSSION)
            .define();

    static final ToolDefinition CREATE_THREAD = post("create_merge_request_thread", PATH)
            .title("Start thread")
            .description(
                    "Starts a thread on a merge request: with position on a line, lines or a file of its diff, else"
                            + " on the whole.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(BODY, CREATED_AT, COMMIT_ID)
            .arguments(POSITION)
            .returns(DISCUSSION)
            .handledBy(ThreadWriting::startThread)
            .define();

    static final ToolDefinition CREATE_NOTE = post(
                    "create_merge_request_discussion_note", PATH + "/{discussion_id}/notes")
            .title("Reply")
            .description("Replies in a thread of a merge request.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, DISCUSSION_ID)
            .body(BODY, CREATED_AT)
            .returns(MergeRequestNoteTools.NOTE)
            .define();

    static final ToolDefinition UPDATE_NOTE = put(
                    "update_merge_request_discussion_note", PATH + "/{discussion_id}/notes/{note_id}")
            .title("Edit comment in thread")
            .description("Replaces the text of a comment in a thread, or resolves the thread by it; one of the two.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, DISCUSSION_ID, NOTE_ID)
            .body(markdown("body", "New text in Markdown."), RESOLVED.unless("body"))
            .returns(MergeRequestNoteTools.NOTE)
            .define();

    static final ToolDefinition DELETE_NOTE = delete(
                    "delete_merge_request_discussion_note", PATH + "/{discussion_id}/notes/{note_id}")
            .title("Delete comment in thread")
            .description("Deletes a comment in a thread for good.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, DISCUSSION_ID, NOTE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition RESOLVE = put("resolve_merge_request_thread", PATH + "/{discussion_id}")
            .title("Resolve thread")
            .description("Resolves a thread of a merge request, or reopens it.")
            .additive("a thread can be reopened")
            .path(PROJECT_ID, MERGE_REQUEST_IID, DISCUSSION_ID)
            .body(RESOLVED.required())
            .returns(DISCUSSION)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "merge_request_discussions",
            "Threads of merge requests",
            LIST_DISCUSSIONS,
            GET_DISCUSSION,
            CREATE_THREAD,
            CREATE_NOTE,
            UPDATE_NOTE,
            DELETE_NOTE,
            RESOLVE);

    private ThreadTools() {}
}
