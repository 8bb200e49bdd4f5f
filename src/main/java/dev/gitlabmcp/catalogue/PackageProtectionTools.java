package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.patch;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Rules on who may publish and delete packages: https://docs.gitlab.com/api/project_packages_protection_rules/ */
final class PackageProtectionTools {
    private static final String RULES = "/projects/{project_id}/packages/protection/rules";
    private static final String ONE = RULES + "/{package_protection_rule_id}";

    static final Shape RULE = Shape.of(
            field("id"),
            text("package_name_pattern"),
            field("package_type"),
            field("minimum_access_level_for_push"),
            field("minimum_access_level_for_delete"));

    private static final Param<Long> RULE_ID = id("package_protection_rule_id", "Id.");
    private static final Param<String> PATTERN = Params.text("package_name_pattern", "Name, * for any part: @shop/*.")
            .max(255);
    private static final Param<String> TYPE = choice(
            "package_type",
            "Kind.",
            "cargo",
            "conan",
            "generic",
            "helm",
            "maven",
            "npm",
            "nuget",
            "pypi",
            "terraform_module");
    private static final Param<String> PUSH =
            choice("minimum_access_level_for_push", "Least role that may publish.", "maintainer", "owner", "admin");
    private static final Param<String> DELETE =
            choice("minimum_access_level_for_delete", "Least role that may delete.", "owner", "admin");

    static final ToolDefinition LIST_RULES = get("list_package_protection_rules", RULES)
            .title("List package protection rules")
            .description("Lists a project's rules on who may publish and delete packages.")
            .path(PROJECT_ID)
            .returns(RULE)
            .define();

    static final ToolDefinition CREATE_RULE = post("create_package_protection_rule", RULES)
            .title("Create package protection rule")
            .description("Protects packages of that name; give a role for publishing, deleting or both.")
            .path(PROJECT_ID)
            .body(PATTERN.required(), TYPE.required(), PUSH, DELETE)
            .returns(RULE)
            .define();

    static final ToolDefinition UPDATE_RULE = patch("update_package_protection_rule", ONE)
            .title("Update package protection rule")
            .description("Changes a rule on who may publish and delete packages.")
            .path(PROJECT_ID, RULE_ID)
            .body(PATTERN, TYPE, PUSH, DELETE)
            .returns(RULE)
            .define();

    static final ToolDefinition DELETE_RULE = delete("delete_package_protection_rule", ONE)
            .title("Delete package protection rule")
            .description("Takes the protection of such a rule off; the packages stay.")
            .path(PROJECT_ID, RULE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "package_protection_rules", "Protection of packages", LIST_RULES, CREATE_RULE, UPDATE_RULE, DELETE_RULE);

    private PackageProtectionTools() {}
}
