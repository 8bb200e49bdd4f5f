package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Emoji on issues, merge requests and their comments: https://docs.gitlab.com/api/emoji_reactions/ */
final class ReactionTools {
    private static final String OF_ISSUE = "/projects/{project_id}/issues/{issue_iid}/award_emoji";
    private static final String OF_ISSUE_NOTE = "/projects/{project_id}/issues/{issue_iid}/notes/{note_id}/award_emoji";
    private static final String OF_MERGE_REQUEST =
            "/projects/{project_id}/merge_requests/{merge_request_iid}/award_emoji";
    private static final String OF_MERGE_REQUEST_NOTE =
            "/projects/{project_id}/merge_requests/{merge_request_iid}/notes/{note_id}/award_emoji";
    private static final String AWARD = "/{award_id}";

    static final Shape REACTION =
            Shape.of(field("id").as("award_id"), field("name"), field("user.username"), time("created_at"));

    private static final Param<Integer> MERGE_REQUEST = MERGE_REQUEST_IID.unless("issue_iid");
    private static final Param<Long> NOTE_ID = id("note_id", "Comment's id; without, of the whole.");
    private static final Param<String> DISCUSSION_ID =
            text("discussion_id", "Not needed: note_id says all.").unlisted();

    static final ToolDefinition LIST_REACTIONS = get("list_emoji_reactions", OF_ISSUE_NOTE)
            .orAt(OF_ISSUE)
            .orAt(OF_MERGE_REQUEST_NOTE)
            .orAt(OF_MERGE_REQUEST)
            .title("List reactions")
            .description("Lists the emoji on an issue or merge request, or on one of its comments.")
            .aliases(
                    "list_issue_emoji_reactions",
                    "list_issue_note_emoji_reactions",
                    "list_merge_request_emoji_reactions",
                    "list_merge_request_note_emoji_reactions")
            .path(PROJECT_ID.required(), ISSUE_IID, MERGE_REQUEST, NOTE_ID)
            .arguments(DISCUSSION_ID)
            .paginated()
            .returns(REACTION)
            .define();

    static final ToolDefinition CREATE_REACTION = post("create_emoji_reaction", OF_ISSUE_NOTE)
            .orAt(OF_ISSUE)
            .orAt(OF_MERGE_REQUEST_NOTE)
            .orAt(OF_MERGE_REQUEST)
            .title("React")
            .description("Puts an emoji on an issue or merge request, or on one of its comments.")
            .aliases(
                    "create_issue_emoji_reaction",
                    "create_issue_note_emoji_reaction",
                    "create_merge_request_emoji_reaction",
                    "create_merge_request_note_emoji_reaction")
            .path(PROJECT_ID.required(), ISSUE_IID, MERGE_REQUEST, NOTE_ID)
            .arguments(DISCUSSION_ID)
            .body(text("name", "Emoji's name, such as thumbsup.").max(255).required())
            .returns(REACTION)
            .define();

    static final ToolDefinition DELETE_REACTION = delete("delete_emoji_reaction", OF_ISSUE_NOTE + AWARD)
            .orAt(OF_ISSUE + AWARD)
            .orAt(OF_MERGE_REQUEST_NOTE + AWARD)
            .orAt(OF_MERGE_REQUEST + AWARD)
            .title("Remove reaction")
            .description("Removes one's own emoji from an issue or merge request, or from one of its comments.")
            .aliases(
                    "delete_issue_emoji_reaction",
                    "delete_issue_note_emoji_reaction",
                    "delete_merge_request_emoji_reaction",
                    "delete_merge_request_note_emoji_reaction")
            .path(
                    PROJECT_ID.required(),
                    ISSUE_IID,
                    MERGE_REQUEST,
                    NOTE_ID,
                    id("award_id", "award_id of list_emoji_reactions.").required())
            .arguments(DISCUSSION_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("emoji_reactions", "Emoji reactions", LIST_REACTIONS, CREATE_REACTION, DELETE_REACTION);

    private ReactionTools() {}
}
