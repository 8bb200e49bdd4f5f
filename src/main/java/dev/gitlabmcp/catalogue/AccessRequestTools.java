package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.MemberTools.GROUP;
import static dev.gitlabmcp.catalogue.MemberTools.MEMBER;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Requests to become a member of a project or group: https://docs.gitlab.com/api/access_requests/ */
final class AccessRequestTools {
    private static final String OF_PROJECT = "/projects/{project_id}/access_requests";
    private static final String OF_GROUP = "/groups/{group_id}/access_requests";

    private static final Shape ACCESS_REQUEST =
            Shape.of(field("id"), field("username"), text("name"), field("state"), time("requested_at"));

    private static final Param<Long> REQUESTER =
            bigInteger("user_id", "Numeric id of who asked.").required();

    static final ToolDefinition LIST_ACCESS_REQUESTS = get("list_access_requests", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List access requests")
            .description("Lists the users who ask to become members of a project or group.")
            .path(PROJECT_ID, GROUP)
            .paginated()
            .returns(ACCESS_REQUEST)
            .define();

    static final ToolDefinition CREATE_ACCESS_REQUEST = post("create_access_request", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Request access")
            .description("Asks to become a member of a project or group oneself.")
            .aliases("request_access")
            .path(PROJECT_ID, GROUP)
            .returns(ACCESS_REQUEST)
            .define();

    static final ToolDefinition APPROVE_ACCESS_REQUEST = put(
                    "approve_access_request", OF_PROJECT + "/{user_id}/approve")
            .orAt(OF_GROUP + "/{user_id}/approve")
            .title("Approve access request")
            .description("Makes who asked a member of a project or group, as developer unless said otherwise.")
            .path(PROJECT_ID, GROUP, REQUESTER)
            .body(AccessLevels.ACCESS_LEVEL)
            .returns(MEMBER)
            .additive("it adds a member")
            .idempotent(false, "afterwards there is no such request any more")
            .define();

    static final ToolDefinition DELETE_ACCESS_REQUEST = delete("delete_access_request", OF_PROJECT + "/{user_id}")
            .orAt(OF_GROUP + "/{user_id}")
            .title("Deny access request")
            .description("Denies a request to become a member of a project or group.")
            .aliases("deny_access_request")
            .path(PROJECT_ID, GROUP, REQUESTER)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "access_requests",
            "Access requests",
            LIST_ACCESS_REQUESTS,
            CREATE_ACCESS_REQUEST,
            APPROVE_ACCESS_REQUEST,
            DELETE_ACCESS_REQUEST);

    private AccessRequestTools() {}
}
