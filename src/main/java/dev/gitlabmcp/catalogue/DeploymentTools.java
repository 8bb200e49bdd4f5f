package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
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
import java.util.Arrays;

/** Deployments to environments: https://docs.gitlab.com/api/deployments/ */
final class DeploymentTools {
    private static final String DEPLOYMENTS = "/projects/{project_id}/deployments";
    private static final String ONE = DEPLOYMENTS + "/{deployment_id}";

    static final Shape DEPLOYMENT_SUMMARY = Shape.of(
            field("id"),
            field("environment.name"),
            field("status"),
            field("ref"),
            sha("sha"),
            text("deployable.commit.title").as("commit_title").max(100),
            field("deployable.pipeline.id").as("pipeline_id"),
            field("user.username"),
            time("created_at"),
            time("updated_at"));

    static final Shape DEPLOYMENT = Shape.of(
            field("id"),
            field("iid"),
            field("environment").of(field("id"), field("name"), field("external_url")),
            field("status"),
            field("ref"),
            sha("sha"),
            field("user.username"),
            field("deployable")
                    .as("job")
                    .of(
                            field("id"),
                            field("name"),
                            field("stage"),
                            field("status"),
                            field("pipeline.id"),
                            text("commit.title").as("commit_title").max(200)),
            field("pending_approval_count").ifSet(),
            field("approvals")
                    .of(field("user.username"), field("status"), text("comment").max(500), time("created_at")),
            field("approval_summary.rules")
                    .as("approval_rules")
                    .of(
                            field("access_level_description").as("who"),
                            field("required_approvals"),
                            field("deployment_approvals").as("decisions").of(field("user.username"), field("status"))),
            time("created_at"),
            time("updated_at"),
            time("finished_at"));

    static final Param<Long> DEPLOYMENT_ID = id("deployment_id", "Id.");
    private static final Param<String> STATUS = choice("status", "Status.", "running", "success", "failed", "canceled")
            .required();

    static final ToolDefinition LIST_DEPLOYMENTS = get("list_deployments", DEPLOYMENTS)
            .title("List deployments")
            .description("Lists a project's deployments, newest first.")
            .path(PROJECT_ID)
            .query(
                    Params.text("environment", "Environment's name."),
                    choice(
                            "status",
                            "Status.",
                            "created",
                            "running",
                            "success",
                            "failed",
                            "canceled",
                            "skipped",
                            "blocked"),
                    dateTime("updated_after", "ISO 8601."),
                    dateTime("updated_before", "ISO 8601.").unlisted(),
                    dateTime("finished_after", "ISO 8601; with order_by finished_at and status success.")
                            .unlisted(),
                    dateTime("finished_before", "As finished_after.").unlisted(),
                    choice("order_by", "Order.", "id", "iid", "created_at", "updated_at", "finished_at")
                            .unlisted(),
                    choice("sort", "Direction.", "asc", "desc").orElse("desc"))
            .paginated()
            .returns(DEPLOYMENT_SUMMARY)
            .define();

    static final ToolDefinition GET_DEPLOYMENT = get("get_deployment", ONE)
            .title("Get deployment")
            .description("Shows a deployment, its job and its approvals.")
            .path(PROJECT_ID, DEPLOYMENT_ID)
            .returns(DEPLOYMENT)
            .define();

    static final ToolDefinition CREATE_DEPLOYMENT = post("create_deployment", DEPLOYMENTS)
            .title("Record deployment")
            .description("Records a deployment made outside of GitLab's jobs; it deploys nothing itself.")
            .path(PROJECT_ID)
            .body(
                    Params.text("environment", "Environment's name; created if new.")
                            .required(),
                    Params.text("sha", "Full id of the commit.").required(),
                    Params.text("ref", "Branch or tag.").required(),
                    flag("tag", "Whether ref is a tag.").required(),
                    STATUS)
            .returns(DEPLOYMENT)
            .define();

    static final ToolDefinition UPDATE_DEPLOYMENT = put("update_deployment", ONE)
            .title("Update deployment")
            .description("Sets the status of a deployment that create_deployment recorded.")
            .path(PROJECT_ID, DEPLOYMENT_ID)
            .body(STATUS.describedAs("New status."))
            .returns(DEPLOYMENT)
            .define();

    static final ToolDefinition DELETE_DEPLOYMENT = delete("delete_deployment", ONE)
            .title("Delete deployment")
            .description("Deletes the record of a deployment, neither running nor its environment's last one.")
            .path(PROJECT_ID, DEPLOYMENT_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_MERGE_REQUESTS = get("list_deployment_merge_requests", ONE + "/merge_requests")
            .title("List deployed merge requests")
            .description("Lists the merge requests that a deployment brought to its environment.")
            .path(PROJECT_ID, DEPLOYMENT_ID)
            .query(MergeRequestFilters.STATE.unlisted(), MergeRequestFilters.SCOPE.unlisted())
            .query(Arrays.stream(MergeRequestFilters.common())
                    .map(Param::unlisted)
                    .toArray(Param<?>[]::new))
            .paginated()
            .returns(MergeRequestTools.MERGE_REQUEST_SUMMARY)
            .define();

    static final ToolDefinition APPROVE_DEPLOYMENT = post("approve_deployment", ONE + "/approval")
            .title("Approve or reject deployment")
            .description("Approves or rejects a deployment that waits for approval (Premium).")
            .path(PROJECT_ID, DEPLOYMENT_ID)
            .body(
                    choice("status", "Decision.", "approved", "rejected").required(),
                    Params.text("comment", "Why."),
                    Params.text("represented_as", "User, group or role to decide for, if under several rules."))
            .destructive("the job of a rejected deployment fails")
            .returns(Shape.of(field("user.username"), field("status"), text("comment"), time("created_at")))
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "deployments",
            "Deployments",
            LIST_DEPLOYMENTS,
            GET_DEPLOYMENT,
            CREATE_DEPLOYMENT,
            UPDATE_DEPLOYMENT,
            DELETE_DEPLOYMENT,
            LIST_MERGE_REQUESTS,
            APPROVE_DEPLOYMENT);

    private DeploymentTools() {}
}
