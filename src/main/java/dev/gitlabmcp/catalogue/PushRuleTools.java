package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * What pushed commits must be like (Premium): https://docs.gitlab.com/api/project_push_rules/,
 * https://docs.gitlab.com/api/group_push_rules/
 */
final class PushRuleTools {
    private static final String OF_PROJECT = "/projects/{project_id}/push_rule";
    private static final String OF_GROUP = "/groups/{group_id}/push_rule";

    static final Shape PUSH_RULES = Shape.of(
            field("id"),
            field("commit_message_regex"),
            field("commit_message_negative_regex"),
            field("branch_name_regex"),
            field("author_email_regex"),
            field("file_name_regex"),
            field("max_file_size").ifSet(),
            field("deny_delete_tag").ifSet(),
            field("member_check").ifSet(),
            field("prevent_secrets").ifSet(),
            field("commit_committer_check").ifSet(),
            field("commit_committer_name_check").ifSet(),
            field("reject_unsigned_commits").ifSet(),
            field("reject_non_dco_commits").ifSet());

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");

    private static final Param<?>[] RULES = {
        text("commit_message_regex", "All commit messages must match."),
        text("commit_message_negative_regex", "No commit message may match.").unlisted(),
        text("branch_name_regex", "All branch names must match."),
        text("author_email_regex", "All authors' emails must match."),
        text("file_name_regex", "No file name may match."),
        integer("max_file_size", "MB; 0 for any.").min(0),
        flag("deny_delete_tag", "No deleting of tags by git push."),
        flag("member_check", "Only authors who are users of this GitLab."),
        flag("prevent_secrets", "No files that look like secrets."),
        flag("reject_unsigned_commits", "Only signed commits."),
        flag("commit_committer_check", "Committers' emails must be verified and their own.")
                .unlisted(),
        flag("commit_committer_name_check", "Committers' names must be those of their accounts.")
                .unlisted(),
        flag("reject_non_dco_commits", "Only commits with Signed-off-by.").unlisted()
    };

    static final ToolDefinition GET_PUSH_RULES = get("get_push_rules", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Get push rules")
            .description("Shows what commits pushed to a project, or to a group's new projects, must be like.")
            .path(PROJECT_ID, GROUP)
            .returns(PUSH_RULES)
            .define();

    static final ToolDefinition ADD_PUSH_RULES = post("add_push_rules", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Add push rules")
            .description("Gives a project or group push rules where it has none; else update_push_rules.")
            .path(PROJECT_ID, GROUP)
            .body(RULES)
            .returns(PUSH_RULES)
            .define();

    static final ToolDefinition UPDATE_PUSH_RULES = put("update_push_rules", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Update push rules")
            .description("Changes the push rules of a project or group; \"\" removes an expression.")
            .aliases("edit_push_rules")
            .path(PROJECT_ID, GROUP)
            .body(RULES)
            .returns(PUSH_RULES)
            .define();

    static final ToolDefinition DELETE_PUSH_RULES = delete("delete_push_rules", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Delete push rules")
            .description("Removes all push rules of a project or group.")
            .path(PROJECT_ID, GROUP)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "push_rules", "Push rules", GET_PUSH_RULES, ADD_PUSH_RULES, UPDATE_PUSH_RULES, DELETE_PUSH_RULES);

    private PushRuleTools() {}
}
