package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.textList;
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

/** Copies of a repository elsewhere that GitLab pushes to: https://docs.gitlab.com/api/remote_mirrors/ */
final class RemoteMirrorTools {
    private static final String MIRRORS = "/projects/{project_id}/remote_mirrors";
    private static final String ONE = MIRRORS + "/{mirror_id}";

    static final Shape MIRROR = Shape.of(
            field("id"),
            field("enabled"),
            field("url"),
            field("auth_method"),
            field("only_protected_branches"),
            field("keep_divergent_refs"),
            text("mirror_branch_regex"),
            field("update_status"),
            text("last_error").max(1_000),
            time("last_update_started_at"),
            time("last_successful_update_at"),
            field("host_keys[].fingerprint_sha256"));

    private static final Param<Long> MIRROR_ID = id("mirror_id", "Id.");
    private static final Param<Boolean> ENABLED = flag("enabled", "Whether it is pushed to.");
    private static final Param<String> AUTH_METHOD =
            choice("auth_method", "How to sign in.", "ssh_public_key", "password");
    private static final Param<Boolean> KEEP_DIVERGENT =
            flag("keep_divergent_refs", "Leave branches that went another way.");
    private static final Param<Boolean> ONLY_PROTECTED = flag("only_protected_branches", "Protected branches alone.");
    private static final Param<String> BRANCH_REGEX = Params.text(
                    "mirror_branch_regex", "Matching branches alone (Premium).")
            .unlisted();
    private static final Param<List<String>> HOST_KEYS =
            textList("host_keys", "SSH keys of the other host.").unlisted();

    static final ToolDefinition LIST_MIRRORS = get("list_remote_mirrors", MIRRORS)
            .title("List push mirrors")
            .description("Lists the places to which a project's repository is mirrored, and how that went.")
            .path(PROJECT_ID)
            .paginated()
            .returns(MIRROR)
            .define();

    static final ToolDefinition GET_MIRROR = get("get_remote_mirror", ONE)
            .title("Get push mirror")
            .description("Shows one push mirror of a project.")
            .path(PROJECT_ID, MIRROR_ID)
            .returns(MIRROR)
            .define();

    static final ToolDefinition GET_PUBLIC_KEY = get("get_remote_mirror_public_key", ONE + "/public_key")
            .title("Get mirror's public key")
            .description("Shows the SSH public key that the other place must let in.")
            .path(PROJECT_ID, MIRROR_ID)
            .returns(Shape.of(field("public_key")))
            .define();

    static final ToolDefinition CREATE_MIRROR = post("create_remote_mirror", MIRRORS)
            .title("Create push mirror")
            .description("Mirrors a project's repository to another place, which then gets all of its code.")
            .path(PROJECT_ID)
            .body(
                    Params.text("url", "Where to; may hold user and password.")
                            .required()
                            .secret(),
                    ENABLED,
                    AUTH_METHOD,
                    KEEP_DIVERGENT,
                    ONLY_PROTECTED,
                    BRANCH_REGEX,
                    HOST_KEYS)
            .returns(MIRROR)
            .define();

    static final ToolDefinition UPDATE_MIRROR = put("update_remote_mirror", ONE)
            .title("Update push mirror")
            .description("Changes a push mirror, or switches it on or off.")
            .path(PROJECT_ID, MIRROR_ID)
            .body(ENABLED, AUTH_METHOD, KEEP_DIVERGENT, ONLY_PROTECTED, BRANCH_REGEX, HOST_KEYS)
            .returns(MIRROR)
            .define();

    static final ToolDefinition DELETE_MIRROR = delete("delete_remote_mirror", ONE)
            .title("Delete push mirror")
            .description("Stops mirroring a repository to a place; what is there stays.")
            .path(PROJECT_ID, MIRROR_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition START_SYNC = post("start_remote_mirror_sync", ONE + "/sync")
            .title("Push to mirror now")
            .description("Brings a push mirror up to date at once, in the background.")
            .destructive("branches of the mirror are overwritten")
            .path(PROJECT_ID, MIRROR_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "remote_mirrors",
            "Push mirrors",
            LIST_MIRRORS,
            GET_MIRROR,
            GET_PUBLIC_KEY,
            CREATE_MIRROR,
            UPDATE_MIRROR,
            DELETE_MIRROR,
            START_SYNC);

    private RemoteMirrorTools() {}
}
