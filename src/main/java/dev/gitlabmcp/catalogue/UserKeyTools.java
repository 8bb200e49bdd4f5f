package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Keys by which users sign in and sign commits: https://docs.gitlab.com/api/user_keys/ */
final class UserKeyTools {
    private static final String SSH = "/user/keys";
    private static final String GPG = "/user/gpg_keys";
    private static final String ONE = "/{key_id}";

    static final Shape SSH_KEY_SUMMARY = Shape.of(
            field("id"),
            text("title"),
            field("usage_type"),
            time("created_at"),
            time("expires_at"),
            time("last_used_at"));

    static final Shape SSH_KEY = Shape.of(
            field("id"),
            text("title"),
            text("key").max(8_000),
            field("usage_type"),
            time("created_at"),
            time("expires_at"),
            time("last_used_at"));

    private static final Shape GPG_KEY_SUMMARY =
            Shape.of(field("id"), text("key").max(80), time("created_at")).wholeFrom("get_gpg_key");

    static final Shape GPG_KEY = Shape.of(field("id"), text("key").max(16_000), time("created_at"));

    private static final Param<Long> KEY_ID = id("key_id", "Id.");

    static final ToolDefinition LIST_SSH_KEYS = get("list_ssh_keys", "/users/{user_id}/keys")
            .orAt(SSH)
            .title("List SSH keys")
            .description("Lists one's own SSH keys, or another user's public ones; the key itself: get_ssh_key.")
            .path(UserTools.USER_ID)
            .paginated()
            .returns(SSH_KEY_SUMMARY)
            .define();

    static final ToolDefinition GET_SSH_KEY = get("get_ssh_key", SSH + ONE)
            .title("Get SSH key")
            .description("Shows one of one's own SSH public keys.")
            .path(KEY_ID)
            .returns(SSH_KEY)
            .define();

    static final ToolDefinition ADD_SSH_KEY = post("add_ssh_key", SSH)
            .title("Add SSH key")
            .description("Adds an SSH public key to one's own account: whoever has its private key gets in.")
            .body(
                    longText("key", "Public key: ssh-ed25519 AAAA...")
                            .max(8_192)
                            .required(),
                    Params.text("title", "What to call it.").max(255).required(),
                    dateTime("expires_at", "When it ends."),
                    choice("usage_type", "What for; default both.", "auth_and_signing", "auth", "signing"))
            .returns(SSH_KEY_SUMMARY)
            .define();

    static final ToolDefinition DELETE_SSH_KEY = delete("delete_ssh_key", SSH + ONE)
            .title("Delete SSH key")
            .description("Removes an SSH key from one's own account; it no longer opens anything.")
            .path(KEY_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_GPG_KEYS = get("list_gpg_keys", "/users/{user_id}/gpg_keys")
            .orAt(GPG)
            .title("List GPG keys")
            .description("Lists one's own GPG keys, or another user's public ones.")
            .path(bigInteger("user_id", "Numeric id; one's own if left out."))
            .paginated()
            .returns(GPG_KEY_SUMMARY)
            .define();

    static final ToolDefinition GET_GPG_KEY = get("get_gpg_key", "/users/{user_id}/gpg_keys" + ONE)
            .orAt(GPG + ONE)
            .title("Get GPG key")
            .description("Shows a whole GPG public key, one's own or another user's.")
            .path(KEY_ID.required(), bigInteger("user_id", "Numeric id; one's own if left out."))
            .returns(GPG_KEY)
            .define();

    static final ToolDefinition ADD_GPG_KEY = post("add_gpg_key", GPG)
            .title("Add GPG key")
            .description("Adds a GPG public key to one's own account, so that commits signed with it are verified.")
            .body(longText("key", "Public key, armored.").max(65_536).required())
            .returns(GPG_KEY_SUMMARY)
            .define();

    static final ToolDefinition DELETE_GPG_KEY = delete("delete_gpg_key", GPG + ONE)
            .title("Delete GPG key")
            .description("Removes a GPG key from one's own account; commits that were verified stay so.")
            .path(KEY_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition REVOKE_GPG_KEY = post("revoke_gpg_key", GPG + ONE + "/revoke")
            .title("Revoke GPG key")
            .description("Removes a GPG key from one's own account and no longer verifies commits signed with it.")
            .deletes("the key is gone and its signatures count no more")
            .path(KEY_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "user_keys",
            "SSH and GPG keys",
            LIST_SSH_KEYS,
            GET_SSH_KEY,
            ADD_SSH_KEY,
            DELETE_SSH_KEY,
            LIST_GPG_KEYS,
            GET_GPG_KEY,
            ADD_GPG_KEY,
            DELETE_GPG_KEY,
            REVOKE_GPG_KEY);

    private UserKeyTools() {}
}
