package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.numberChoice;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/**
 * Who may deploy to environments: https://docs.gitlab.com/api/protected_environments/,
 * https://docs.gitlab.com/api/group_protected_environments/
 */
final class ProtectedEnvironmentTools {
    private static final String OF_PROJECT = "/projects/{project_id}/protected_environments";
    private static final String OF_GROUP = "/groups/{group_id}/protected_environments";

    static final Shape PROTECTED_ENVIRONMENT =
            Shape.of(field("name"), who("deploy_access_levels"), who("approval_rules"));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<String> NAME = Params.text("name", "Environment; in a group a tier, e.g. production.");
    private static final Param<Long> USER = bigInteger("user_id", "Member.");
    private static final Param<Long> GROUP_MEMBERS = bigInteger("group_id", "Group with access.");
    private static final Param<Integer> LEVEL = numberChoice("access_level", "Role.", List.of(20, 30, 40, 60));
    private static final Param<Integer> INHERITED =
            numberChoice("group_inheritance_type", "1: also inherited members of the group.", List.of(0, 1));
    private static final Param<Integer> APPROVALS =
            integer("required_approvals", "How many of them must approve.").min(1);
    private static final Param<Long> ENTRY = bigInteger("id", "The entry to change; without, one is added.");
    private static final Param<Boolean> REMOVE =
            flag("destroy", "Take the entry with this id away.").wire("_destroy");

    private static final Param<List<Arguments>> CHANGED_DEPLOYERS =
            fieldsList("deploy_access_levels", "Who may deploy.", ENTRY, USER, GROUP_MEMBERS, LEVEL, INHERITED, REMOVE);
    private static final Param<List<Arguments>> CHANGED_APPROVERS = fieldsList(
            "approval_rules", "Who must approve.", ENTRY, USER, GROUP_MEMBERS, LEVEL, APPROVALS, INHERITED, REMOVE);

    static final ToolDefinition LIST_PROTECTED = get("list_protected_environments", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List protected environments")
            .description("Lists protected environments of a project or group: who may deploy, who must approve.")
            .path(PROJECT_ID, GROUP)
            .paginated()
            .returns(PROTECTED_ENVIRONMENT)
            .define();

    static final ToolDefinition GET_PROTECTED = get("get_protected_environment", OF_PROJECT + "/{name}")
            .orAt(OF_GROUP + "/{name}")
            .title("Get protected environment")
            .description("Shows who may deploy to a protected environment and who must approve.")
            .path(PROJECT_ID, GROUP, NAME)
            .returns(PROTECTED_ENVIRONMENT)
            .define();

    static final ToolDefinition PROTECT = post("protect_environment", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Protect environment")
            .description("Limits deploying to an environment, or a group's tier, to users, groups or a role:"
                    + " 20 reporters, 30 developers, 40 maintainers, 60 admins.")
            .path(PROJECT_ID, GROUP)
            .body(
                    NAME.required(),
                    fieldsList(
                                    "deploy_access_levels",
                                    "Who may deploy; each with a role, user or group.",
                                    USER,
                                    GROUP_MEMBERS,
                                    LEVEL,
                                    INHERITED)
                            .required(),
                    fieldsList(
                            "approval_rules",
                            "Who must approve; as above.",
                            USER,
                            GROUP_MEMBERS,
                            LEVEL,
                            APPROVALS,
                            INHERITED))
            .returns(PROTECTED_ENVIRONMENT)
            .define();

    static final ToolDefinition UPDATE_PROTECTED = put("update_protected_environment", OF_PROJECT + "/{name}")
            .orAt(OF_GROUP + "/{name}")
            .title("Update protected environment")
            .description("Changes who may deploy or must approve; entries by the ids that"
                    + " get_protected_environment shows.")
            .path(PROJECT_ID, GROUP, NAME)
            .body(CHANGED_DEPLOYERS, CHANGED_APPROVERS)
            .idempotent(false, "entries without id are added again")
            .returns(PROTECTED_ENVIRONMENT)
            .define();

    static final ToolDefinition UNPROTECT = delete("unprotect_environment", OF_PROJECT + "/{name}")
            .orAt(OF_GROUP + "/{name}")
            .title("Unprotect environment")
            .description("Lifts the limits on who may deploy to an environment; the environment stays.")
            .path(PROJECT_ID, GROUP, NAME)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "protected_environments",
            "Protected environments",
            LIST_PROTECTED,
            GET_PROTECTED,
            PROTECT,
            UPDATE_PROTECTED,
            UNPROTECT);

    private ProtectedEnvironmentTools() {}

    private static Field who(String path) {
        return field(path)
                .of(
                        field("id"),
                        field("access_level"),
                        field("access_level_description").as("who"),
                        field("user_id"),
                        field("group_id"),
                        field("group_inheritance_type").ifSet(),
                        field("required_approvals"));
    }
}
