package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
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

/** SSH keys of machines that reach repositories: https://docs.gitlab.com/api/deploy_keys/ */
final class DeployKeyTools {
    private static final String KEYS = "/projects/{project_id}/deploy_keys";
    private static final String ONE = KEYS + "/{key_id}";

    static final Shape DEPLOY_KEY_SUMMARY = Shape.of(
            field("id"),
            text("title").max(255),
            field("can_push"),
            field("fingerprint_sha256"),
            field("projects_with_write_access[].path_with_namespace"),
            field("projects_with_readonly_access[].path_with_namespace"),
            time("created_at"),
            time("expires_at"),
            time("last_used_at"));

    static final Shape DEPLOY_KEY = Shape.of(
            field("id"),
            text("title"),
            field("can_push"),
            field("fingerprint_sha256"),
            text("key"),
            field("usage_type"),
            time("created_at"),
            time("expires_at"),
            time("last_used_at"));

    private static final Param<Long> KEY_ID = id("key_id", "Id.");
    private static final Param<String> TITLE =
            Params.text("title", "What it is for.").max(255);
    private static final Param<Boolean> CAN_PUSH = flag("can_push", "It may also push.");

    static final ToolDefinition LIST_DEPLOY_KEYS = get("list_deploy_keys", KEYS)
            .orAt("/deploy_keys")
            .title("List deploy keys")
            .description("Lists a project's deploy keys; without a project those of the instance (administrators).")
            .path(PROJECT_ID)
            .query(flag("public", "Of the instance: only public ones.")
                    .unless("project_id")
                    .unlisted())
            .paginated()
            .returns(DEPLOY_KEY_SUMMARY)
            .define();

    static final ToolDefinition GET_DEPLOY_KEY = get("get_deploy_key", ONE)
            .title("Get deploy key")
            .description("Shows a project's deploy key with its public part.")
            .path(PROJECT_ID, KEY_ID)
            .returns(DEPLOY_KEY)
            .define();

    static final ToolDefinition ADD_DEPLOY_KEY = post("add_deploy_key", KEYS)
            .title("Add deploy key")
            .description("Adds an SSH key with which a machine may pull from a project, or also push.")
            .aliases("create_deploy_key")
            .path(PROJECT_ID)
            .body(
                    TITLE.required(),
                    Params.longText("key", "Public key, as ssh-ed25519 AAAA.").required(),
                    CAN_PUSH,
                    dateTime("expires_at", "End of its life, ISO 8601."))
            .returns(DEPLOY_KEY_SUMMARY)
            .define();

    static final ToolDefinition UPDATE_DEPLOY_KEY = put("update_deploy_key", ONE)
            .title("Update deploy key")
            .description("Changes a deploy key's title or whether it may push.")
            .path(PROJECT_ID, KEY_ID)
            .body(TITLE, CAN_PUSH)
            .returns(DEPLOY_KEY_SUMMARY)
            .define();

    static final ToolDefinition ENABLE_DEPLOY_KEY = post("enable_deploy_key", ONE + "/enable")
            .title("Enable deploy key")
            .description("Lets a deploy key of another project also pull from this one.")
            .path(PROJECT_ID, KEY_ID)
            .idempotent(true, "what is enabled stays so")
            .returns(DEPLOY_KEY_SUMMARY)
            .define();

    static final ToolDefinition DELETE_DEPLOY_KEY = delete("delete_deploy_key", ONE)
            .title("Delete deploy key")
            .description("Takes a deploy key off a project; if no other project has it, it is gone.")
            .path(PROJECT_ID, KEY_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "deploy_keys",
            "Deploy keys",
            LIST_DEPLOY_KEYS,
            GET_DEPLOY_KEY,
            ADD_DEPLOY_KEY,
            UPDATE_DEPLOY_KEY,
            ENABLE_DEPLOY_KEY,
            DELETE_DEPLOY_KEY);

    private DeployKeyTools() {}
}
