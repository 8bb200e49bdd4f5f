package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.regex;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Container images of projects and groups: https://docs.gitlab.com/api/container_registry/ */
final class RegistryTools {
    private static final String REPOSITORIES = "/projects/{project_id}/registry/repositories";
    private static final String ONE = REPOSITORIES + "/{repository_id}";
    private static final String TAGS = ONE + "/tags";
    private static final String TAG = TAGS + "/{tag_name}";

    static final Shape REPOSITORY = Shape.of(
            field("id"),
            field("path"),
            field("project_id"),
            field("location"),
            field("status"),
            field("tags_count"),
            field("size"),
            field("tags[].name"),
            time("created_at"),
            time("cleanup_policy_started_at"));

    private static final Shape TAG_SUMMARY = Shape.of(field("name"), field("location"));

    static final Shape REGISTRY_TAG = Shape.of(
            field("name"),
            field("location"),
            field("digest"),
            field("short_revision").as("revision"),
            field("total_size"),
            time("created_at"));

    private static final Param<Long> REPOSITORY_ID = id("repository_id", "Id of list_registry_repositories.");
    private static final Param<String> TAG_NAME =
            Params.text("tag_name", "Tag.").max(255);
    private static final Param<Boolean> WITH_TAGS = flag("tags", "With the names of its tags.");
    private static final Param<Boolean> TAGS_COUNT = flag("tags_count", "With the number of tags.");

    static final ToolDefinition LIST_REPOSITORIES = get("list_registry_repositories", REPOSITORIES)
            .orAt("/groups/{group_id}/registry/repositories")
            .title("List registry repositories")
            .description("Lists the container image repositories of a project or of a group's projects.")
            .aliases("list_container_repositories")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(WITH_TAGS.unless("group_id"), TAGS_COUNT.unless("group_id"))
            .paginated()
            .returns(REPOSITORY)
            .define();

    static final ToolDefinition GET_REPOSITORY = get(
                    "get_registry_repository", "/registry/repositories/{repository_id}")
            .title("Get registry repository")
            .description("Shows one container image repository; with size, the bytes it takes.")
            .path(REPOSITORY_ID)
            .query(WITH_TAGS, TAGS_COUNT, flag("size", "With its size, which takes a while."))
            .returns(REPOSITORY)
            .define();

    static final ToolDefinition DELETE_REPOSITORY = delete("delete_registry_repository", ONE)
            .title("Delete registry repository")
            .description("Deletes a container image repository with ALL its tags, in the background.")
            .path(PROJECT_ID, REPOSITORY_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_TAGS = get("list_registry_tags", TAGS)
            .title("List image tags")
            .description("Lists the tags of a container image repository. Size and date: get_registry_tag.")
            .path(PROJECT_ID, REPOSITORY_ID)
            .paginated()
            .returns(TAG_SUMMARY)
            .define();

    static final ToolDefinition GET_TAG = get("get_registry_tag", TAG)
            .title("Get image tag")
            .description("Shows a container image's digest, size and date.")
            .path(PROJECT_ID, REPOSITORY_ID, TAG_NAME)
            .returns(REGISTRY_TAG)
            .define();

    static final ToolDefinition DELETE_TAG = delete("delete_registry_tag", TAG)
            .title("Delete image tag")
            .description("Deletes one tag of a container image repository.")
            .path(PROJECT_ID, REPOSITORY_ID, TAG_NAME)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition DELETE_TAGS = delete("delete_registry_tags", TAGS)
            .title("Delete image tags")
            .description(
                    "Deletes the tags of a container image repository that match, in the background; latest stays.")
            .path(PROJECT_ID, REPOSITORY_ID)
            .query(
                    regex("name_regex_delete", "Whole names to delete, as RE2; .* for all.")
                            .required(),
                    regex("name_regex_keep", "Whole names to keep, as RE2."),
                    integer("keep_n", "Keep that many of the newest.").min(1),
                    Params.text("older_than", "Only older ones: 1h, 7d, 1month."))
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "registry_repositories",
            "Container images",
            LIST_REPOSITORIES,
            GET_REPOSITORY,
            DELETE_REPOSITORY,
            LIST_TAGS,
            GET_TAG,
            DELETE_TAG,
            DELETE_TAGS);

    private RegistryTools() {}
}
