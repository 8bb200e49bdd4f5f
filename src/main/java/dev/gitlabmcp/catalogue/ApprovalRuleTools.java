package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.number;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/**
 * Rules that say who has to approve, all Premium: https://docs.gitlab.com/api/merge_request_approvals/. What changes
 * the rules of one merge request has tools of its own, so that leaving out a number never changes those of a project.
 */
final class ApprovalRuleTools {
    private static final String OF_MERGE_REQUEST =
            "/projects/{project_id}/merge_requests/{merge_request_iid}/approval_rules";
    private static final String OF_PROJECT = "/projects/{project_id}/approval_rules";
    private static final String OF_GROUP = "/groups/{group_id}/approval_rules";
    private static final String ONE = "/{approval_rule_id}";

    static final Shape RULE = Shape.of(
            field("id"),
            field("name"),
            field("rule_type"),
            field("report_type"),
            field("approvals_required"),
            field("users[].username"),
            field("groups[].full_path"),
            field("eligible_approvers[].username"),
            field("protected_branches[].name"),
            field("applies_to_all_protected_branches").ifSet(),
            field("contains_hidden_groups").ifSet(),
            field("overridden").ifSet(),
            field("section"));

    private static final Param<Long> RULE_ID = bigInteger("approval_rule_id", "Of list_approval_rules.");
    private static final Param<String> NAME = Params.text("name", "Name.");
    private static final Param<Integer> REQUIRED =
            integer("approvals_required", "Approvals needed.").min(0);
    private static final Param<List<Long>> USER_IDS = integerList("user_ids", "Who may approve.");
    private static final Param<List<String>> USERNAMES = textList("usernames", "Who may approve.");
    private static final Param<List<Long>> GROUP_IDS = integerList("group_ids", "Whose members may approve.");
    private static final Param<Boolean> REMOVE_HIDDEN =
            flag("remove_hidden_groups", "Drop groups one cannot see.").unlisted();
    private static final Param<String> RULE_TYPE = Params.text("rule_type", "regular, any_approver, report_approver.");
    private static final Param<List<Long>> BRANCH_IDS =
            integerList("protected_branch_ids", "Only for these protected branches.");
    private static final Param<Boolean> ALL_BRANCHES =
            flag("applies_to_all_protected_branches", "For all protected branches.");
    private static final Param<Double> COVERAGE = number("coverage_minimum_threshold", "Coverage below needs approval.")
            .unlisted();
    private static final Param<Integer> VULNERABILITIES = integer("vulnerabilities_allowed", "Vulnerabilities allowed.")
            .min(0)
            .unlisted();
    private static final Param<List<String>> SCANNERS =
            textList("scanners", "Security scanners.").unlisted();
    private static final Param<List<String>> SEVERITIES =
            textList("severity_levels", "Severities.").unlisted();
    private static final Param<List<String>> STATES =
            textList("vulnerability_states", "Vulnerability states.").unlisted();

    static final ToolDefinition LIST = get("list_approval_rules", OF_MERGE_REQUEST)
            .orAt(OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List approval rules")
            .description("Lists the approval rules of a merge request, a project or a group (Premium).")
            .aliases("list_merge_request_approval_rules", "list_project_approval_rules", "list_group_approval_rules")
            .path(PROJECT_ID, MERGE_REQUEST_IID, GROUP_ID.unless("project_id"))
            .paginated()
            .returns(RULE)
            .define();

    static final ToolDefinition GET = get("get_approval_rule", OF_MERGE_REQUEST + ONE)
            .orAt(OF_PROJECT + ONE)
            .title("Get approval rule")
            .description("Shows an approval rule of a merge request or a project (Premium).")
            .path(PROJECT_ID, MERGE_REQUEST_IID, RULE_ID)
            .returns(RULE)
            .define();

    static final ToolDefinition CREATE = post("create_approval_rule", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create approval rule")
            .description("Adds an approval rule to a project or group (Premium).")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .body(
                    NAME.required(),
                    REQUIRED.required(),
                    USER_IDS,
                    USERNAMES.beside("project_id"),
                    GROUP_IDS,
                    BRANCH_IDS.beside("project_id"),
                    ALL_BRANCHES.beside("project_id"),
                    RULE_TYPE,
                    choice("report_type", "Of a report_approver rule.", "code_coverage")
                            .beside("project_id")
                            .unlisted(),
                    COVERAGE.beside("project_id"),
                    VULNERABILITIES.beside("project_id"),
                    SCANNERS.beside("project_id"),
                    SEVERITIES.beside("project_id"),
                    STATES.beside("project_id"))
            .returns(RULE)
            .define();

    static final ToolDefinition UPDATE = put("update_approval_rule", OF_PROJECT + ONE)
            .orAt(OF_GROUP + ONE)
            .title("Update approval rule")
            .description("Changes an approval rule of a project or group (Premium); lists replace the former ones.")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"), RULE_ID.required())
            .body(
                    NAME,
                    REQUIRED,
                    USER_IDS,
                    USERNAMES.beside("project_id"),
                    GROUP_IDS,
                    BRANCH_IDS.beside("project_id"),
                    ALL_BRANCHES.beside("project_id"),
                    REMOVE_HIDDEN.beside("project_id"),
                    RULE_TYPE.describedAs("Type (groups).").beside("group_id").unlisted(),
                    COVERAGE.beside("project_id"),
                    VULNERABILITIES.beside("project_id"),
                    SCANNERS.beside("project_id"),
                    SEVERITIES.beside("project_id"),
                    STATES.beside("project_id"))
            .returns(RULE)
            .define();

    static final ToolDefinition DELETE = delete("delete_approval_rule", OF_PROJECT + ONE)
            .title("Delete approval rule")
            .description("Deletes an approval rule of a project for good (Premium).")
            .path(PROJECT_ID, RULE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition CREATE_OF_MERGE_REQUEST = post("create_merge_request_approval_rule", OF_MERGE_REQUEST)
            .title("Create approval rule of a merge request")
            .description("Adds an approval rule to one merge request (Premium).")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(
                    NAME.required(),
                    REQUIRED.required(),
                    USER_IDS,
                    USERNAMES,
                    GROUP_IDS,
                    bigInteger("approval_project_rule_id", "Take over this project rule."))
            .returns(RULE)
            .define();

    static final ToolDefinition UPDATE_OF_MERGE_REQUEST = put(
                    "update_merge_request_approval_rule", OF_MERGE_REQUEST + ONE)
            .title("Update approval rule of a merge request")
            .description("Changes an approval rule of one merge request (Premium); lists replace the former ones.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, RULE_ID)
            .body(NAME, REQUIRED, USER_IDS, USERNAMES, GROUP_IDS, REMOVE_HIDDEN)
            .returns(RULE)
            .define();

    static final ToolDefinition DELETE_OF_MERGE_REQUEST = delete(
                    "delete_merge_request_approval_rule", OF_MERGE_REQUEST + ONE)
            .title("Delete approval rule of a merge request")
            .description("Deletes an approval rule of one merge request for good (Premium).")
            .path(PROJECT_ID, MERGE_REQUEST_IID, RULE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "approval_rules",
            "Approval rules",
            LIST,
            GET,
            CREATE,
            UPDATE,
            DELETE,
            CREATE_OF_MERGE_REQUEST,
            UPDATE_OF_MERGE_REQUEST,
            DELETE_OF_MERGE_REQUEST);

    private ApprovalRuleTools() {}
}
