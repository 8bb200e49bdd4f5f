package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Protected tags: https://docs.gitlab.com/api/protected_tags/ */
final class ProtectedTagTools {
    private static final String PROTECTED = "/projects/{project_id}/protected_tags";
    private static final String ONE = PROTECTED + "/{tag_name}";

    static final Shape PROTECTED_TAG = Shape.of(field("name"), ProtectedBranchTools.access("create_access_levels"));

    private static final Param<String> NAME = TagTools.TAG_NAME.describedAs("Tag or pattern, such as v*.");

    static final ToolDefinition LIST_PROTECTED = get("list_protected_tags", PROTECTED)
            .title("List protected tags")
            .description("Lists protected tags and patterns with who may create them.")
            .path(PROJECT_ID)
            .paginated()
            .returns(PROTECTED_TAG)
            .define();

    static final ToolDefinition GET_PROTECTED = get("get_protected_tag", ONE)
            .title("Get protected tag")
            .description("Shows who may create a tag or those of a pattern.")
            .path(PROJECT_ID, NAME)
            .returns(PROTECTED_TAG)
            .define();

    static final ToolDefinition PROTECT = post("protect_tag", PROTECTED)
            .title("Protect tag")
            .description("Protects a tag or pattern. Levels: 0 nobody, 30 developers, 40 maintainers, 60 admins.")
            .path(PROJECT_ID)
            .body(
                    NAME.wire("name").required(),
                    ProtectedBranchTools.level("create_access_level", "Who may create; default 40."),
                    ProtectedBranchTools.allowed("allowed_to_create", "Who else may create (Premium)."))
            .returns(PROTECTED_TAG)
            .define();

    static final ToolDefinition UNPROTECT = delete("unprotect_tag", ONE)
            .title("Unprotect tag")
            .description("Takes the protection off a tag or pattern; the tag stays.")
            .path(PROJECT_ID, NAME)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("protected_tags", "Protected tags", LIST_PROTECTED, GET_PROTECTED, PROTECT, UNPROTECT);

    private ProtectedTagTools() {}
}
