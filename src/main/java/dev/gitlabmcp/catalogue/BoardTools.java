package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.integer;
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
 * Issue boards of projects and groups, and their lists: https://docs.gitlab.com/api/boards/,
 * https://docs.gitlab.com/api/group_boards/
 */
final class BoardTools {
    private static final String OF_PROJECT = "/projects/{project_id}/boards";
    private static final String OF_GROUP = "/groups/{group_id}/boards";
    private static final String BOARD_PATH = "/{board_id}";
    private static final String LISTS = BOARD_PATH + "/lists";
    private static final String LIST_PATH = LISTS + "/{list_id}";

    static final Shape BOARD_LIST = Shape.of(listMembers());

    static final Shape BOARD = Shape.of(
            field("id"),
            text("name"),
            field("project.path_with_namespace"),
            field("group.web_url"),
            field("milestone.title"),
            field("assignee.username"),
            field("labels[].name"),
            field("weight").ifSet(),
            field("hide_backlog_list").ifSet(),
            field("hide_closed_list").ifSet(),
            field("lists").of(listMembers()));

    private static Field[] listMembers() {
        return new Field[] {
            field("id"),
            field("position"),
            field("label.name"),
            field("milestone.title"),
            field("assignee.username"),
            field("iteration.id"),
            field("max_issue_count").ifSet(),
            field("max_issue_weight").ifSet()
        };
    }

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<Long> BOARD_ID = id("board_id", "Board's id.").required();
    private static final Param<Long> LIST_ID =
            id("list_id", "Id of list_board_lists.").required();

    static final ToolDefinition LIST_BOARDS = get("list_boards", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List issue boards")
            .description("Lists the issue boards of a project or group with their lists.")
            .aliases("list_group_boards", "list_issue_boards")
            .path(PROJECT_ID, GROUP)
            .paginated()
            .returns(BOARD)
            .define();

    static final ToolDefinition GET_BOARD = get("get_board", OF_PROJECT + BOARD_PATH)
            .orAt(OF_GROUP + BOARD_PATH)
            .title("Get issue board")
            .description("Shows one issue board with its lists.")
            .aliases("get_group_board", "get_issue_board")
            .path(PROJECT_ID, GROUP, BOARD_ID)
            .returns(BOARD)
            .define();

    static final ToolDefinition CREATE_BOARD = post("create_board", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create issue board")
            .description("Creates an issue board; groups and second boards may need Premium.")
            .aliases("create_group_board", "create_issue_board")
            .path(PROJECT_ID, GROUP)
            .body(Params.text("name", "Name.").max(255).required())
            .returns(BOARD)
            .define();

    static final ToolDefinition UPDATE_BOARD = put("update_board", OF_PROJECT + BOARD_PATH)
            .orAt(OF_GROUP + BOARD_PATH)
            .title("Update issue board")
            .description("Renames an issue board or changes what it is limited to (Premium).")
            .aliases("update_group_board", "update_issue_board")
            .path(PROJECT_ID, GROUP, BOARD_ID)
            .body(
                    Params.text("name", "New name.").max(255),
                    Params.text("labels", "Only with these labels, with commas between."),
                    bigInteger("milestone_id", "Only of this milestone."),
                    bigInteger("assignee_id", "Only of this user."),
                    integer("weight", "Only of this weight.").min(0),
                    flag("hide_backlog_list", "Hide Open."),
                    flag("hide_closed_list", "Hide Closed."))
            .returns(BOARD)
            .define();

    static final ToolDefinition DELETE_BOARD = delete("delete_board", OF_PROJECT + BOARD_PATH)
            .orAt(OF_GROUP + BOARD_PATH)
            .title("Delete issue board")
            .description("Deletes an issue board with its lists; the issues stay.")
            .aliases("delete_group_board", "delete_issue_board")
            .path(PROJECT_ID, GROUP, BOARD_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_LISTS = get("list_board_lists", OF_PROJECT + LISTS)
            .orAt(OF_GROUP + LISTS)
            .title("List board lists")
            .description("Lists the columns of an issue board, except Open and Closed.")
            .aliases("list_group_board_lists")
            .path(PROJECT_ID, GROUP, BOARD_ID)
            .paginated()
            .returns(BOARD_LIST)
            .define();

    static final ToolDefinition GET_LIST = get("get_board_list", OF_PROJECT + LIST_PATH)
            .orAt(OF_GROUP + LIST_PATH)
            .title("Get board list")
            .description("Shows one column of an issue board.")
            .aliases("get_group_board_list")
            .path(PROJECT_ID, GROUP, BOARD_ID, LIST_ID)
            .returns(BOARD_LIST)
            .define();

    static final ToolDefinition CREATE_LIST = post("create_board_list", OF_PROJECT + LISTS)
            .orAt(OF_GROUP + LISTS)
            .title("Create board list")
            .description("Adds a column to an issue board, for a label or (Premium) a milestone, user or iteration:"
                    + " give one of these.")
            .aliases("create_group_board_list")
            .path(PROJECT_ID, GROUP, BOARD_ID)
            .body(
                    bigInteger("label_id", "Label's id."),
                    bigInteger("milestone_id", "Milestone's id.").unless("label_id"),
                    bigInteger("assignee_id", "User's id.").unless("label_id"),
                    bigInteger("iteration_id", "Iteration's id.").unless("label_id"))
            .returns(BOARD_LIST)
            .define();

    static final ToolDefinition UPDATE_LIST = put("update_board_list", OF_PROJECT + LIST_PATH)
            .orAt(OF_GROUP + LIST_PATH)
            .title("Move board list")
            .description("Moves a column of an issue board to another position.")
            .aliases("update_group_board_list")
            .path(PROJECT_ID, GROUP, BOARD_ID, LIST_ID)
            .body(integer("position", "From 0.").min(0).required())
            .returns(BOARD_LIST)
            .additive("only the order of columns changes")
            .define();

    static final ToolDefinition DELETE_LIST = delete("delete_board_list", OF_PROJECT + LIST_PATH)
            .orAt(OF_GROUP + LIST_PATH)
            .title("Delete board list")
            .description("Removes a column from an issue board; the issues stay.")
            .aliases("delete_group_board_list")
            .path(PROJECT_ID, GROUP, BOARD_ID, LIST_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "boards",
            "Issue boards",
            LIST_BOARDS,
            GET_BOARD,
            CREATE_BOARD,
            UPDATE_BOARD,
            DELETE_BOARD,
            LIST_LISTS,
            GET_LIST,
            CREATE_LIST,
            UPDATE_LIST,
            DELETE_LIST);

    private BoardTools() {}
}
