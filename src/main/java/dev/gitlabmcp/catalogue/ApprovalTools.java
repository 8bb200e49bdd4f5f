package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;

/** Approvals of merge requests and how projects want them: https://docs.gitlab.com/api/merge_request_approvals/ */
final class ApprovalTools {
    private static final String PATH = "/projects/{project_id}/merge_requests/{merge_request_iid}";
    private static final String SETTING = "/projects/{project_id}/merge_request_approval_setting";
    private static final String GROUP_SETTING = "/groups/{group_id}/merge_request_approval_setting";

    static final Shape APPROVALS = Shape.of(
            field("approved"),
            field("approvals_required"),
            field("approvals_left"),
            field("approved_by").of(field("user.username").as("username"), time("approved_at")),
            field("suggested_approvers[].username").as("suggested_approvers"),
            field("user_has_approved"),
            field("user_can_approve"),
            field("require_password_to_approve").ifSet());

    static final Shape STATE = Shape.of(
            field("approval_rules_overwritten").ifSet(),
            field("rules")
                    .of(
                            field("id"),
                            field("name"),
                            field("rule_type"),
                            field("approvals_required"),
                            field("approved"),
                            field("approved_by[].username"),
                            field("eligible_approvers[].username"),
                            field("code_owner").ifSet(),
                            field("section")));

    private static final Param<Boolean> REAUTHENTICATION =
            flag("require_reauthentication_to_approve", "Approvers must authenticate again.");
    private static final Param<Boolean> PASSWORD = flag(
                    "require_password_to_approve", "Approvers must give their password.")
            .unlisted();
    private static final Param<Boolean> SELECTIVE =
            flag("selective_code_owner_removals", "A push resets only Code Owners whose files changed.");

    static final ToolDefinition APPROVE = post("approve_merge_request", PATH + "/approve")
            .title("Approve")
            .description("Approves a merge request; with sha only if that is still its head.")
            .idempotent(true, "one has approved or not")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(
                    Params.text("sha", "Full head commit that was reviewed."),
                    flag("publish_review", "Publish one's draft notes, too.").unlisted(),
                    Params.text("approval_password", "The user's password, where the project wants it.")
                            .secret()
                            .unlisted())
            .returns(APPROVALS)
            .define();

    static final ToolDefinition UNAPPROVE = post("unapprove_merge_request", PATH + "/unapprove")
            .title("Take approval back")
            .description("Takes the token's user's approval of a merge request back.")
            .destructive("the approval is gone")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(APPROVALS)
            .define();

    static final ToolDefinition GET_STATE = get("get_merge_request_approval_state", PATH + "/approval_state")
            .title("Get approvals")
            .description("Shows who approved a merge request, what is missing and, where licensed, each rule.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .handledBy(ApprovalTools::showState)
            .define();

    static final ToolDefinition RESET = put("reset_merge_request_approvals", PATH + "/reset_approvals")
            .title("Reset approvals")
            .description("Removes all approvals of a merge request; only for tokens of projects, groups and bots.")
            .destructive("everybody has to approve again")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition GET_SETTINGS = get("get_merge_request_approval_settings", SETTING)
            .orAt(GROUP_SETTING)
            .title("Get approval settings")
            .description("Shows how a project or group wants approvals, and what it inherits (Premium).")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition UPDATE_SETTINGS = put("update_merge_request_approval_settings", SETTING)
            .orAt(GROUP_SETTING)
            .title("Update approval settings")
            .description("Changes how a project or group wants approvals (Premium); what is not given stays.")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .body(
                    flag("allow_author_approval", "Authors may approve their own."),
                    flag("allow_committer_approval", "Committers may approve."),
                    flag(
                            "allow_overrides_to_approver_list_per_merge_request",
                            "Rules may be changed per merge request."),
                    flag("retain_approvals_on_push", "A push keeps approvals."),
                    SELECTIVE,
                    REAUTHENTICATION,
                    PASSWORD)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition GET_CONFIGURATION = get("get_project_approvals", "/projects/{project_id}/approvals")
            .title("Get project approvals")
            .description("Shows a project's approval configuration in its older form (Premium); newer:"
                    + " get_merge_request_approval_settings.")
            .path(PROJECT_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition UPDATE_CONFIGURATION = post(
                    "update_project_approvals", "/projects/{project_id}/approvals")
            .title("Update project approvals")
            .description("Changes a project's approval configuration in its older form (Premium); what is not given"
                    + " stays.")
            .destructive("it replaces settings")
            .idempotent(true, "settings are set, not added")
            .path(PROJECT_ID)
            .body(
                    integer("approvals_before_merge", "Approvals needed; use rules instead.")
                            .min(0)
                            .unlisted(),
                    flag("reset_approvals_on_push", "A push resets approvals."),
                    SELECTIVE,
                    flag(
                            "disable_overriding_approvers_per_merge_request",
                            "Rules may not be changed per merge request."),
                    flag("merge_requests_author_approval", "Authors may approve their own."),
                    flag("merge_requests_disable_committers_approval", "Committers may not approve."),
                    REAUTHENTICATION,
                    PASSWORD)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "approvals",
            "Approvals of merge requests",
            APPROVE,
            UNAPPROVE,
            GET_STATE,
            RESET,
            GET_SETTINGS,
            UPDATE_SETTINGS,
            GET_CONFIGURATION,
            UPDATE_CONFIGURATION);

    private ApprovalTools() {}

    /** Asks who approved a merge request. */
    static GitLabRequest approvals(String project, int iid) {
        return GitLabRequest.get(PATH + "/approvals")
                .path("project_id", project)
                .path("merge_request_iid", iid)
                .build();
    }

    /** Who approved is for everybody to see; the rules only come with a licence. */
    private static ToolOutput showState(ToolCall call) {
        JsonText out = new JsonText().beginObject();
        GitLabRequest approvals = approvals(call.get(PROJECT_ID), call.get(MERGE_REQUEST_IID));
        call.scope().show(approvals, APPROVALS, call.scope().brief(), out.name("approvals"));
        long mark = out.mark();
        try {
            call.scope().show(call.request(), STATE, call.scope().brief(), out.name("state"));
        } catch (ToolException e) {
            if (!SmallAnswers.isRefused(e, 403, 404)) {
                throw e;
            }
            out.reset(mark);
            out.field("note", "this GitLab shows no approval rules (they need Premium)");
        }
        return ToolOutput.text(out.endObject().finished());
    }
}
