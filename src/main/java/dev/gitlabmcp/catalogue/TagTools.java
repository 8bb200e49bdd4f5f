package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Tags of a repository: https://docs.gitlab.com/api/tags/ */
final class TagTools {
    private static final String TAGS = "/projects/{project_id}/repository/tags";
    private static final String TAG_PATH = TAGS + "/{tag_name}";

    static final Shape TAG = Shape.of(
            field("name"),
            text("message").max(500),
            sha("commit.id").as("commit"),
            text("commit.title").as("commit_title").max(100),
            time("commit.committed_date").as("committed_date"),
            field("protected").ifSet(),
            field("release.tag_name").as("release"),
            time("created_at"));

    static final Param<String> TAG_NAME = Params.text("tag_name", "Tag.");

    static final ToolDefinition LIST_TAGS = get("list_tags", TAGS)
            .title("List tags")
            .description("Lists a repository's tags, newest first.")
            .path(PROJECT_ID)
            .query(
                    Params.text("search", "Part of the name; ^start, end$."),
                    choice("order_by", "Order; default updated.", "name", "updated", "version"),
                    choice("sort", "Direction; default desc.", "asc", "desc"))
            .paginated()
            .returns(TAG)
            .define();

    static final ToolDefinition GET_TAG = get("get_tag", TAG_PATH)
            .title("Get tag")
            .description("Shows a tag and its commit.")
            .path(PROJECT_ID, TAG_NAME)
            .returns(TAG)
            .define();

    static final ToolDefinition CREATE_TAG = post("create_tag", TAGS)
            .title("Create tag")
            .description("Creates a tag; with a message an annotated one.")
            .path(PROJECT_ID)
            .body(
                    TAG_NAME.describedAs("New tag.").required(),
                    Params.text("ref", "Branch, tag or commit.").required(),
                    longText("message", "Annotation."))
            .returns(TAG)
            .define();

    static final ToolDefinition DELETE_TAG = delete("delete_tag", TAG_PATH)
            .title("Delete tag")
            .description("Deletes a tag.")
            .path(PROJECT_ID, TAG_NAME)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition GET_TAG_SIGNATURE = get("get_tag_signature", TAG_PATH + "/signature")
            .title("Get tag signature")
            .description("Shows the signature of a tag and whether it holds; 404 if not signed.")
            .path(PROJECT_ID, TAG_NAME)
            .returns(CommitTools.SIGNATURE)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("tags", "Tags", LIST_TAGS, GET_TAG, CREATE_TAG, DELETE_TAG, GET_TAG_SIGNATURE);

    private TagTools() {}
}
