package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.patch;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/** Users: https://docs.gitlab.com/api/users/, https://docs.gitlab.com/api/user_follow_unfollow/ */
final class UserTools {
    /** Several users by name. */
    static final Param<List<String>> USERNAMES =
            textList("usernames", "Exact names; without other filters.").max(50);

    /** A user by number or name. */
    static final Param<String> USER_ID = Params.text("user_id", "Id or user name.");

    private static final Param<Long> NUMERIC_USER_ID = bigInteger("user_id", "Numeric id; get_user shows it.");

    private static final Shape STATUS =
            Shape.of(field("emoji"), text("message"), field("availability"), time("clear_status_at"));

    private static final Shape MEMBERSHIP = Shape.of(
            field("source_type").as("type"),
            field("source_id").as("id"),
            text("source_name").as("name"),
            field("access_level"));

    static final ToolDefinition GET_USERS = get("get_users", "/users")
            .title("Find users")
            .description("Finds users by their exact user names, or searches or lists them.")
            .aliases("list_users", "search_users")
            .arguments(USERNAMES)
            .query(
                    Params.text("search", "Words in name or user name, or an e-mail address."),
                    Params.text("username", "Exact user name.").unlisted(),
                    flag("active", "Only active ones."),
                    flag("humans", "No bots."),
                    Params.text("public_email", "Exact public e-mail address.").unlisted(),
                    Params.text("extern_uid", "Id at a sign-in provider (admin).")
                            .unlisted(),
                    Params.text("provider", "That provider.").unlisted(),
                    flag("external", "Only external ones.").unlisted(),
                    flag("blocked", "Only blocked ones.").unlisted(),
                    dateTime("created_after", "ISO 8601.").unlisted(),
                    dateTime("created_before", "ISO 8601.").unlisted(),
                    flag("without_projects", "Without projects.").unlisted(),
                    flag("without_project_bots", "No bots of projects.").unlisted(),
                    flag("admins", "Only administrators (admin).").unlisted(),
                    flag("auditors", "Only auditors (admin).").unlisted(),
                    flag("skip_ldap", "None of LDAP.").unlisted(),
                    choice("two_factor", "Two factors (admin).", "enabled", "disabled")
                            .unlisted(),
                    flag("exclude_active", "No active ones.").unlisted(),
                    flag("exclude_external", "No external ones.").unlisted(),
                    flag("exclude_humans", "Only bots.").unlisted(),
                    flag("exclude_internal", "No internal ones.").unlisted(),
                    choice("order_by", "Order.", "id", "name", "username", "created_at", "updated_at")
                            .unlisted(),
                    ProjectFilters.SORT.unlisted(),
                    ProjectFilters.CUSTOM_ATTRIBUTES)
            .paginated()
            .returns(UserShapes.USER_SUMMARY)
            .handledBy(UserLookup::list)
            .define();

    static final ToolDefinition GET_USER = get("get_user", "/users/{user_id}")
            .title("Get user")
            .description("Shows a user's profile. One's own: whoami.")
            .path(USER_ID)
            .query(ProjectFilters.CUSTOM_ATTRIBUTES)
            .returns(UserShapes.USER)
            .handledBy(UserLookup::get)
            .define();

    static final ToolDefinition GET_USER_STATUS = get("get_user_status", "/users/{user_id}/status")
            .orAt("/user/status")
            .title("Get user status")
            .description("Shows what a user has set as status, or one's own: busy, message.")
            .path(USER_ID)
            .returns(STATUS)
            .define();

    static final ToolDefinition SET_USER_STATUS = patch("set_user_status", "/user/status")
            .title("Set own status")
            .description("Changes one's own status; what is not given stays.")
            .body(
                    Params.text("message", "Message; \"\" for none.").max(100),
                    Params.text("emoji", "Name without colons, such as coffee."),
                    choice("availability", "Availability.", "busy", "not_set"),
                    choice(
                            "clear_status_after",
                            "Remove it after that.",
                            "30_minutes",
                            "3_hours",
                            "8_hours",
                            "1_day",
                            "3_days",
                            "7_days",
                            "30_days"))
            .returns(STATUS)
            .define();

    static final ToolDefinition LIST_FOLLOWERS = get("list_user_followers", "/users/{user_id}/followers")
            .title("List followers")
            .description("Lists who follows a user.")
            .path(NUMERIC_USER_ID)
            .paginated()
            .returns(UserShapes.USER_SUMMARY)
            .define();

    static final ToolDefinition LIST_FOLLOWING = get("list_user_following", "/users/{user_id}/following")
            .title("List followed users")
            .description("Lists whom a user follows.")
            .path(NUMERIC_USER_ID)
            .paginated()
            .returns(UserShapes.USER_SUMMARY)
            .define();

    static final ToolDefinition LIST_MEMBERSHIPS = get("list_user_memberships", "/users/{user_id}/memberships")
            .title("List memberships")
            .description("Lists a user's projects and groups with access levels (admin).")
            .path(NUMERIC_USER_ID)
            .query(choice("type", "Only projects, or groups.", "Project", "Namespace"))
            .paginated()
            .returns(MEMBERSHIP)
            .define();

    static final ToolDefinition GET_ASSOCIATIONS_COUNT = get(
                    "get_user_associations_count", "/users/{user_id}/associations_count")
            .title("Count user's associations")
            .description("Counts a user's groups, projects, issues and merge requests; of others only for admins.")
            .path(NUMERIC_USER_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "users",
            "Users",
            MyWork.LIST_MY_WORK,
            GET_USERS,
            GET_USER,
            GET_USER_STATUS,
            SET_USER_STATUS,
            LIST_FOLLOWERS,
            LIST_FOLLOWING,
            LIST_MEMBERSHIPS,
            GET_ASSOCIATIONS_COUNT);

    private UserTools() {}
}
