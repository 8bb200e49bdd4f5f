package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
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
 * One's own account: https://docs.gitlab.com/api/user_email_addresses/,
 * https://docs.gitlab.com/api/users/#get-your-user-preferences
 */
final class AccountTools {
    private static final String EMAILS = "/user/emails";
    private static final String ONE = EMAILS + "/{email_id}";
    private static final String PREFERENCES = "/user/preferences";

    private static final Shape EMAIL = Shape.of(field("id"), field("email"), time("confirmed_at"));

    private static final Shape SETTINGS = Shape.of(
            field("view_diffs_file_by_file"),
            field("show_whitespace_in_diffs"),
            field("pass_user_identities_to_ci_jwt"),
            field("policy_advanced_editor"));

    private static final Param<Long> EMAIL_ID = id("email_id", "Id.");

    static final ToolDefinition LIST_EMAILS = get("list_user_emails", EMAILS)
            .title("List own e-mail addresses")
            .description("Lists the e-mail addresses of one's own account beside the primary one.")
            .paginated()
            .returns(EMAIL)
            .define();

    static final ToolDefinition GET_EMAIL = get("get_user_email", ONE)
            .title("Get own e-mail address")
            .description("Shows one of one's own e-mail addresses and since when it is confirmed.")
            .path(EMAIL_ID)
            .returns(EMAIL)
            .define();

    static final ToolDefinition ADD_EMAIL = post("add_user_email", EMAILS)
            .title("Add e-mail address")
            .description("Adds an e-mail address to one's own account; GitLab writes to it to have it confirmed.")
            .body(Params.text("email", "Address.").max(255).required())
            .returns(EMAIL)
            .define();

    static final ToolDefinition DELETE_EMAIL = delete("delete_user_email", ONE)
            .title("Delete e-mail address")
            .description("Removes an e-mail address from one's own account.")
            .path(EMAIL_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition GET_PREFERENCES = get("get_user_preferences", PREFERENCES)
            .title("Get own preferences")
            .description("Shows how one has set up diffs and the like.")
            .returns(SETTINGS)
            .define();

    static final ToolDefinition UPDATE_PREFERENCES = put("update_user_preferences", PREFERENCES)
            .title("Update own preferences")
            .description("Changes how one sees diffs and what jobs learn of oneself.")
            .body(
                    flag("view_diffs_file_by_file", "One file of a diff on a page."),
                    flag("show_whitespace_in_diffs", "Show changes of white space."),
                    flag("pass_user_identities_to_ci_jwt", "Tell jobs one's accounts elsewhere."),
                    flag("policy_advanced_editor", "Advanced editor for policies.")
                            .unlisted())
            .returns(SETTINGS)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "user_account",
            "One's own account",
            LIST_EMAILS,
            GET_EMAIL,
            ADD_EMAIL,
            DELETE_EMAIL,
            GET_PREFERENCES,
            UPDATE_PREFERENCES);

    private AccountTools() {}
}
