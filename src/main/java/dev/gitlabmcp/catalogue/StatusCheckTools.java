package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.integerList;
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

/** Checks by other systems that merge requests wait for: https://docs.gitlab.com/api/status_checks/ */
final class StatusCheckTools {
    private static final String CHECKS = "/projects/{project_id}/external_status_checks";
    private static final String CHECK = CHECKS + "/{check_id}";
    private static final String MERGE_REQUEST = "/projects/{project_id}/merge_requests/{merge_request_iid}";

    static final Shape STATUS_CHECK = Shape.of(
            field("id"),
            text("name"),
            field("external_url"),
            field("status"),
            field("hmac").ifSet(),
            field("protected_branches[].name").as("protected_branches"));

    private static final Shape RESPONSE = Shape.of(
            field("id"),
            field("merge_request.iid").as("merge_request_iid"),
            field("external_status_check.id").as("external_status_check_id"),
            text("external_status_check.name").as("name"));

    private static final Param<Long> CHECK_ID = bigInteger("check_id", "Id; list_external_status_checks shows it.");
    private static final Param<Long> EXTERNAL_STATUS_CHECK_ID = bigInteger(
                    "external_status_check_id", "Id; list_merge_request_status_checks shows it.")
            .also("check_id");
    private static final Param<String> NAME =
            Params.text("name", "What it is called.").max(255);
    private static final Param<String> URL = Params.text("external_url", "Where GitLab asks for the check.");
    private static final Param<String> SHARED_SECRET =
            Params.text("shared_secret", "Key of the signature (HMAC).").secret();
    private static final Param<List<Long>> BRANCHES =
            integerList("protected_branch_ids", "Ids of protected branches; all if left out.");

    static final ToolDefinition LIST_CHECKS = get("list_external_status_checks", CHECKS)
            .title("List external status checks")
            .description("Lists the services that a project asks about each merge request (Ultimate).")
            .path(PROJECT_ID)
            .paginated()
            .returns(STATUS_CHECK)
            .define();

    static final ToolDefinition CREATE_CHECK = post("create_external_status_check", CHECKS)
            .title("Create external status check")
            .description("Has GitLab ask a service about each merge request (Ultimate).")
            .path(PROJECT_ID)
            .body(NAME.required(), URL.required(), SHARED_SECRET, BRANCHES)
            .returns(STATUS_CHECK)
            .define();

    static final ToolDefinition UPDATE_CHECK = put("update_external_status_check", CHECK)
            .title("Update external status check")
            .description("Changes a service that is asked about merge requests; what is not given stays.")
            .path(PROJECT_ID, CHECK_ID)
            .body(NAME, URL, SHARED_SECRET, BRANCHES)
            .returns(STATUS_CHECK)
            .define();

    static final ToolDefinition DELETE_CHECK = delete("delete_external_status_check", CHECK)
            .title("Delete external status check")
            .description("Removes a service that is asked about merge requests.")
            .path(PROJECT_ID, CHECK_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_STATUSES = get(
                    "list_merge_request_status_checks", MERGE_REQUEST + "/status_checks")
            .title("List status checks of a merge request")
            .description("Lists what external services say about a merge request: passed, failed or pending.")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .returns(STATUS_CHECK)
            .define();

    static final ToolDefinition SET_STATUS = post(
                    "set_merge_request_status_check", MERGE_REQUEST + "/status_check_responses")
            .title("Set status check")
            .description("Says for an external service whether a merge request passes its check.")
            .destructive("it replaces what was said before")
            .path(PROJECT_ID, MERGE_REQUEST_IID)
            .body(
                    EXTERNAL_STATUS_CHECK_ID.required(),
                    Params.text("sha", "Full head commit that was checked.").required(),
                    choice("status", "Outcome.", "passed", "failed", "pending").required())
            .returns(RESPONSE)
            .define();

    static final ToolDefinition RETRY_STATUS = post(
                    "retry_merge_request_status_check",
                    MERGE_REQUEST + "/status_checks/{external_status_check_id}/retry")
            .title("Retry status check")
            .description("Asks an external service again about a merge request that failed its check.")
            .path(PROJECT_ID, MERGE_REQUEST_IID, EXTERNAL_STATUS_CHECK_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "status_checks",
            "External status checks",
            LIST_CHECKS,
            CREATE_CHECK,
            UPDATE_CHECK,
            DELETE_CHECK,
            LIST_STATUSES,
            SET_STATUS,
            RETRY_STATUS);

    private StatusCheckTools() {}
}
