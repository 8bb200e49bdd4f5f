package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.code;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
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

/** Comments on merge requests: https://docs.gitlab.com/api/notes/#merge-requests */
final class MergeRequestNoteTools {
    private static final String PATH = "/projects/{project_id}/merge_requests/{merge_request_iid}/notes";
    private static final int LISTED_CHARS = 2_000;

    static final Shape NOTE = Shape.of(fields(16_000));
    private static final Shape NOTE_SUMMARY = Shape.of(fields(LISTED_CHARS)).wholeFrom("get_merge_request_note");

    static final Param<Long> NOTE_ID = bigInteger("note_id", "Note id.");
    private static final Param<String> BODY = markdown("body", "Markdown.").required();

    static final ToolDefinition LIST_NOTES = get("list_merge_request_notes", PATH)
            .title("List comments")
            .description(
                    "Lists comments and system notes of a merge request; as threads: list_merge_request_discussions.")
            .aliases("get_merge_request_notes")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .query(
                    choice(
                            "activity_filter",
                            "Only comments, or only system notes.",
                            "all_notes",
                            "only_comments",
                            "only_activity"),
                    choice("order_by", "Order.", "created_at", "updated_at"),
                    choice("sort", "Direction.", "asc", "desc"))
            .paginated()
            .returns(NOTE_SUMMARY)
            .define();

    static final ToolDefinition GET_NOTE = get("get_merge_request_note", PATH + "/{note_id}")
            .title("Get comment")
            .description("Shows one comment of a merge request, in a thread or not.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, NOTE_ID)
            .returns(NOTE)
            .define();

    static final ToolDefinition CREATE_NOTE = post("create_merge_request_note", PATH)
            .title("Comment")
            .description("Comments on a merge request as a whole. On lines: create_merge_request_thread.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(
                    BODY,
                    flag("internal", "For members only."),
                    dateTime("created_at", "Creation time (owner).").unlisted(),
                    Params.text("merge_request_diff_head_sha", "Head commit, for /merge.")
                            .unlisted())
            .returns(NOTE)
            .define();

    static final ToolDefinition UPDATE_NOTE = put("update_merge_request_note", PATH + "/{note_id}")
            .title("Edit comment")
            .description("Replaces the text of one's own comment on a merge request.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, NOTE_ID)
            .body(BODY)
            .returns(NOTE)
            .define();

    static final ToolDefinition DELETE_NOTE = delete("delete_merge_request_note", PATH + "/{note_id}")
            .title("Delete comment")
            .description("Deletes a comment of a merge request for good.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, NOTE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "merge_request_notes",
            "Comments on merge requests",
            LIST_NOTES,
            GET_NOTE,
            CREATE_NOTE,
            UPDATE_NOTE,
            DELETE_NOTE);

    private MergeRequestNoteTools() {}

    /** What is shown of a comment, of whose text at most so many characters. */
    static Field[] fields(int chars) {
        return new Field[] {
            field("id"),
            field("type"),
            text("body").max(chars),
            field("author.username"),
            field("system").ifSet(),
            field("internal").ifSet(),
            field("resolvable").ifSet(),
            field("resolved"),
            field("resolved_by.username"),
            field("position.new_path").as("path"),
            field("position.new_line").as("line"),
            field("position.old_line").as("old_line"),
            field("position.line_range.start.new_line").as("start_line"),
            field("position.line_range.start.old_line").as("start_old_line"),
            field("suggestions")
                    .of(
                            field("id"),
                            field("from_line"),
                            field("to_line"),
                            field("appliable"),
                            field("applied").ifSet(),
                            code("to_content").max(1_000)),
            time("created_at")
        };
    }
}
