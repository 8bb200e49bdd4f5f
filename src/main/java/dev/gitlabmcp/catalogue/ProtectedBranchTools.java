package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.patch;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/** Protected branches: https://docs.gitlab.com/api/protected_branches/ */
final class ProtectedBranchTools {
    private static final String PROTECTED = "/projects/{project_id}/protected_branches";
    private static final String ONE = PROTECTED + "/{branch_name}";

    /** Who may do something: each has exactly one of a level, user, group or deploy key. */
    static Field access(String path) {
        return field(path)
                .of(
                        field("id"),
                        field("access_level"),
                        field("access_level_description").as("who"),
                        field("user_id"),
                        field("group_id"),
                        field("deploy_key_id"),
                        field("member_role_id"));
    }

    static final Shape PROTECTED_BRANCH = Shape.of(
            field("id"),
            field("name"),
            access("push_access_levels"),
            access("merge_access_levels"),
            access("unprotect_access_levels"),
            field("allow_force_push"),
            field("code_owner_approval_required").ifSet(),
            field("inherited").ifSet());

    private static final Param<String> NAME =
            BranchTools.BRANCH_NAME.describedAs("Branch or pattern, such as release/*.");
    private static final Param<Boolean> FORCE_PUSH = flag("allow_force_push", "Who may push may also force.");
    private static final Param<Boolean> CODE_OWNERS =
            flag("code_owner_approval_required", "Code owners must approve.").unlisted();
    private static final Param<Integer> UNPROTECT_LEVEL =
            level("unprotect_access_level", "Who may unprotect: 30, 40 or 60.").unlisted();

    /** The level a role has: 30 developers, 40 maintainers, 60 administrators, 0 nobody. */
    static Param<Integer> level(String name, String description) {
        return integer(name, description).min(0).max(60);
    }

    /** Users, groups or deploy keys that are let in beside or instead of a role (Premium). */
    static Param<List<Arguments>> allowed(String name, String description) {
        return fieldsList(
                        name,
                        description,
                        bigInteger("user_id", "Member."),
                        bigInteger("group_id", "Group with access to the project."),
                        bigInteger("deploy_key_id", "Deploy key."),
                        level("access_level", "0, 30, 40 or 60."))
                .unlisted();
    }

    private static Param<List<Arguments>> changed(String name, String description) {
        return fieldsList(
                name,
                description,
                bigInteger("id", "The entry to change; without, one is added."),
                bigInteger("user_id", "Member."),
                bigInteger("group_id", "Group with access to the project."),
                bigInteger("deploy_key_id", "Deploy key."),
                level("access_level", "0, 30, 40 or 60."),
                flag("destroy", "Take the entry with this id away.").wire("_destroy"));
    }

    static final ToolDefinition LIST_PROTECTED = get("list_protected_branches", PROTECTED)
            .title("List protected branches")
            .description("Lists protected branches and patterns with who may push, merge and unprotect.")
            .path(PROJECT_ID)
            .query(Params.text("search", "Part of the name."))
            .paginated()
            .returns(PROTECTED_BRANCH)
            .define();

    static final ToolDefinition GET_PROTECTED = get("get_protected_branch", ONE)
            .title("Get protected branch")
            .description("Shows who may push to, merge into and unprotect a branch or pattern.")
            .path(PROJECT_ID, NAME)
            .returns(PROTECTED_BRANCH)
            .define();

    static final ToolDefinition PROTECT = post("protect_branch", PROTECTED)
            .title("Protect branch")
            .description("Protects a branch or pattern. Levels: 0 nobody, 30 developers, 40 maintainers, 60 admins.")
            .path(PROJECT_ID)
            .body(
                    NAME.wire("name").required(),
                    level("push_access_level", "Who may push; default 40."),
                    level("merge_access_level", "Who may merge; default 40."),
                    FORCE_PUSH,
                    UNPROTECT_LEVEL,
                    CODE_OWNERS,
                    allowed("allowed_to_push", "Who else may push (Premium)."),
                    allowed("allowed_to_merge", "Who else may merge (Premium)."),
                    allowed("allowed_to_unprotect", "Who else may unprotect (Premium)."))
            .returns(PROTECTED_BRANCH)
            .define();

    static final ToolDefinition UPDATE_PROTECTED = patch("update_protected_branch", ONE)
            .title("Update protected branch")
            .description("Changes a branch's protection; entries by the ids that get_protected_branch shows.")
            .aliases("update_branch_protection")
            .path(PROJECT_ID, NAME)
            .body(
                    FORCE_PUSH,
                    changed("allowed_to_push", "Who may push."),
                    changed("allowed_to_merge", "Who may merge."),
                    changed("allowed_to_unprotect", "Who may unprotect.").unlisted(),
                    UNPROTECT_LEVEL,
                    CODE_OWNERS)
            .returns(PROTECTED_BRANCH)
            .idempotent(false, "entries without id are added again")
            .define();

    static final ToolDefinition UNPROTECT = delete("unprotect_branch", ONE)
            .title("Unprotect branch")
            .description("Takes the protection off a branch or pattern; the branch stays.")
            .path(PROJECT_ID, NAME)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "protected_branches",
            "Protected branches",
            LIST_PROTECTED,
            GET_PROTECTED,
            PROTECT,
            UPDATE_PROTECTED,
            UNPROTECT);

    private ProtectedBranchTools() {}
}
