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

/**
 * Rules on who may push and delete images: https://docs.gitlab.com/api/container_repository_protection_rules/,
 * https://docs.gitlab.com/api/container_registry_protection_tag_rules/
 */
final class RegistryProtectionTools {
    private static final String REPOSITORY_RULES = "/projects/{project_id}/registry/protection/repository/rules";
    private static final String TAG_RULES = "/projects/{project_id}/registry/protection/tag/rules";
    private static final String ONE = "/{protection_rule_id}";

    static final Shape RULE = Shape.of(
            field("id"),
            text("repository_path_pattern"),
            text("tag_name_pattern"),
            field("minimum_access_level_for_push"),
            field("minimum_access_level_for_delete"));

    private static final Param<Long> RULE_ID = id("protection_rule_id", "Id.");
    private static final Param<String> PATH_PATTERN =
            Params.text("repository_path_pattern", "Path below the project's, * for any part: lena/shop/*.");
    private static final Param<String> TAG_PATTERN = Params.text("tag_name_pattern", "Tag, * for any part: v*.");
    private static final Param<String> PUSH =
            choice("minimum_access_level_for_push", "Least role that may push.", "maintainer", "owner", "admin");
    private static final Param<String> DELETE =
            choice("minimum_access_level_for_delete", "Least role that may delete.", "maintainer", "owner", "admin");
    /** No choice of words: one of them is empty, which some model providers refuse. */
    private static final Param<String> NEW_PUSH = Params.text(
                    "minimum_access_level_for_push", "maintainer, owner, admin; \"\" for no limit on pushing.")
            .max(20);

    private static final Param<String> NEW_DELETE = Params.text(
                    "minimum_access_level_for_delete", "maintainer, owner, admin; \"\" for no limit on deleting.")
            .max(20);

    static final ToolDefinition LIST_REPOSITORY_RULES = get("list_registry_protection_rules", REPOSITORY_RULES)
            .title("List image protection rules")
            .description("Lists a project's rules on who may push and delete container images.")
            .path(PROJECT_ID)
            .returns(RULE)
            .define();

    static final ToolDefinition CREATE_REPOSITORY_RULE = post("create_registry_protection_rule", REPOSITORY_RULES)
            .title("Create image protection rule")
            .description("Protects container image repositories; give a role for pushing, deleting or both.")
            .path(PROJECT_ID)
            .body(PATH_PATTERN.required(), PUSH, DELETE)
            .returns(RULE)
            .define();

    static final ToolDefinition UPDATE_REPOSITORY_RULE = patch(
                    "update_registry_protection_rule", REPOSITORY_RULES + ONE)
            .title("Update image protection rule")
            .description("Changes a rule on who may push and delete container images.")
            .path(PROJECT_ID, RULE_ID)
            .body(PATH_PATTERN, NEW_PUSH, NEW_DELETE)
            .returns(RULE)
            .define();

    static final ToolDefinition DELETE_REPOSITORY_RULE = delete(
                    "delete_registry_protection_rule", REPOSITORY_RULES + ONE)
            .title("Delete image protection rule")
            .description("Takes the protection of such a rule off; the images stay.")
            .path(PROJECT_ID, RULE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_TAG_RULES = get("list_registry_tag_protection_rules", TAG_RULES)
            .title("List image tag protection rules")
            .description("Lists a project's rules on who may push and delete tags of container images.")
            .path(PROJECT_ID)
            .returns(RULE)
            .define();

    static final ToolDefinition CREATE_TAG_RULE = post("create_registry_tag_protection_rule", TAG_RULES)
            .title("Create image tag protection rule")
            .description("Protects tags of container images.")
            .path(PROJECT_ID)
            .body(TAG_PATTERN.required(), PUSH.required(), DELETE.required())
            .returns(RULE)
            .define();

    static final ToolDefinition UPDATE_TAG_RULE = patch("update_registry_tag_protection_rule", TAG_RULES + ONE)
            .title("Update image tag protection rule")
            .description("Changes a rule on who may push and delete tags of container images.")
            .path(PROJECT_ID, RULE_ID)
            .body(TAG_PATTERN, NEW_PUSH, NEW_DELETE)
            .returns(RULE)
            .define();

    static final ToolDefinition DELETE_TAG_RULE = delete("delete_registry_tag_protection_rule", TAG_RULES + ONE)
            .title("Delete image tag protection rule")
            .description("Takes the protection of such a rule off; the tags stay.")
            .path(PROJECT_ID, RULE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "registry_protection_rules",
            "Protection of container images",
            LIST_REPOSITORY_RULES,
            CREATE_REPOSITORY_RULE,
            UPDATE_REPOSITORY_RULE,
            DELETE_REPOSITORY_RULE,
            LIST_TAG_RULES,
            CREATE_TAG_RULE,
            UPDATE_TAG_RULE,
            DELETE_TAG_RULE);

    private RegistryProtectionTools() {}
}
