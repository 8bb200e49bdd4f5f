package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;
import java.util.stream.Stream;

/** Roles with abilities of one's own choice: https://docs.gitlab.com/api/member_roles/ */
final class MemberRoleTools {
    private static final String OF_GROUP = "/groups/{group_id}/member_roles";
    private static final String OF_INSTANCE = "/member_roles";

    /** What a role may add to the one it is based on, as GitLab names it. */
    private static final List<String> ABILITIES = List.of(
            "read_code",
            "read_vulnerability",
            "admin_vulnerability",
            "read_dependency",
            "admin_merge_request",
            "admin_group_member",
            "admin_cicd_variables",
            "admin_runners",
            "admin_web_hook",
            "admin_ai_catalog_item",
            "admin_ai_catalog_item_consumer",
            "admin_compliance_framework",
            "admin_integrations",
            "admin_protected_branch",
            "admin_protected_environments",
            "admin_push_rules",
            "admin_security_attributes",
            "admin_terraform_state",
            "apply_security_scan_profiles",
            "archive_project",
            "create_security_scan_profiles",
            "delete_security_scan_profiles",
            "destroy_package",
            "manage_deploy_tokens",
            "manage_group_access_tokens",
            "manage_merge_request_settings",
            "manage_project_access_tokens",
            "manage_security_policy_link",
            "read_admin_cicd",
            "read_admin_groups",
            "read_admin_monitoring",
            "read_admin_projects",
            "read_admin_subscription",
            "read_admin_users",
            "read_agent_artifacts",
            "read_compliance_dashboard",
            "read_crm_contact",
            "read_runners",
            "read_security_attribute",
            "read_security_scan_profiles",
            "read_virtual_registry",
            "remove_group",
            "remove_project",
            "update_sec_ai_workflow_settings",
            "update_security_scan_profiles");

    /** So many of them are what most roles are made for. */
    private static final int LISTED = 9;

    static final Shape MEMBER_ROLE = Shape.of(Stream.concat(
                    Stream.of(
                            field("id"),
                            text("name"),
                            text("description").max(500),
                            field("group_id"),
                            field("base_access_level")),
                    ABILITIES.stream().map(name -> field(name).ifSet()))
            .toArray(Field[]::new));

    static final ToolDefinition LIST_ROLES = get("list_member_roles", OF_GROUP)
            .orAt(OF_INSTANCE)
            .title("List member roles")
            .description("Lists the custom roles of a group or, without one, of the instance (Ultimate).")
            .path(GROUP_ID)
            .returns(MEMBER_ROLE)
            .define();

    static final ToolDefinition CREATE_ROLE = post("create_member_role", OF_GROUP)
            .orAt(OF_INSTANCE)
            .title("Create member role")
            .description("Creates a custom role in a top-level group or, without one, the instance (Ultimate): a base"
                    + " role with abilities more.")
            .path(GROUP_ID)
            .body(
                    Params.text("name", "What it is called.").max(255).required(),
                    integer("base_access_level", AccessLevels.ROLES)
                            .min(10)
                            .max(50)
                            .required(),
                    Params.text("description", "What it is for."))
            .body(abilities())
            .returns(MEMBER_ROLE)
            .define();

    static final ToolDefinition DELETE_ROLE = delete("delete_member_role", OF_GROUP + "/{member_role_id}")
            .orAt(OF_INSTANCE + "/{member_role_id}")
            .title("Delete member role")
            .description("Deletes a custom role that nobody has, of a group or, without one, the instance.")
            .path(
                    GROUP_ID,
                    bigInteger("member_role_id", "Id; list_member_roles shows it.")
                            .required())
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("member_roles", "Custom roles", LIST_ROLES, CREATE_ROLE, DELETE_ROLE);

    private MemberRoleTools() {}

    private static Param<?>[] abilities() {
        Param<?>[] flags = new Param<?>[ABILITIES.size()];
        for (int i = 0; i < flags.length; i++) {
            Param<Boolean> ability = flag(ABILITIES.get(i), "May do that.");
            flags[i] = i < LISTED ? ability : ability.unlisted();
        }
        return flags;
    }
}
