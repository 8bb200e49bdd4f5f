package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Which security scans run: https://docs.gitlab.com/api/project_security_settings/,
 * https://docs.gitlab.com/api/group_security_settings/
 */
final class SecuritySettingTools {
    private static final String SETTINGS = "/security_settings";

    static final ToolDefinition GET_SETTINGS = get("get_security_settings", "/projects/{project_id}" + SETTINGS)
            .title("Get security settings")
            .description("Shows which security scans a project has switched on (Ultimate).")
            .path(PROJECT_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition UPDATE_SETTINGS = put("update_security_settings", "/projects/{project_id}" + SETTINGS)
            .orAt("/groups/{group_id}" + SETTINGS)
            .title("Update security settings")
            .description("Switches secret push protection of a project, or of all projects of a group (Ultimate).")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .body(
                    flag("secret_push_protection_enabled", "Refuse pushes that hold secrets.")
                            .required(),
                    integerList("projects_to_exclude", "Of groups: ids of projects to leave alone.")
                            .unless("project_id"),
                    flag("fast_dependency_paths_enabled", "Of projects: record one path to each dependency only.")
                            .unless("group_id")
                            .unlisted())
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("security_settings", "Security settings", GET_SETTINGS, UPDATE_SETTINGS);

    private SecuritySettingTools() {}
}
