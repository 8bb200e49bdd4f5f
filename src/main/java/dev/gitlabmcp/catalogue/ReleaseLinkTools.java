package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.choice;
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

/** Links of releases to files and pages: https://docs.gitlab.com/api/releases/links/ */
final class ReleaseLinkTools {
    private static final String LINKS = "/projects/{project_id}/releases/{tag_name}/assets/links";
    private static final String ONE = LINKS + "/{link_id}";

    static final Shape RELEASE_LINK =
            Shape.of(field("id"), text("name"), field("url"), field("direct_asset_url"), field("link_type"));

    static final Param<String> NAME =
            Params.text("name", "Name, unique in the release.").max(255);
    static final Param<String> URL = Params.text("url", "Address, unique in the release.");
    static final Param<String> PATH =
            Params.text("direct_asset_path", "Path of a lasting address in GitLab, e.g. /bin/app.");
    static final Param<String> TYPE = choice("link_type", "Kind.", "other", "runbook", "image", "package");

    private static final Param<String> TAG_NAME = Params.text("tag_name", "The release's tag.");
    private static final Param<Long> LINK_ID = id("link_id", "Id.");

    static final ToolDefinition LIST_LINKS = get("list_release_links", LINKS)
            .title("List release links")
            .description("Lists the links of a release: its downloads, packages, images and runbooks.")
            .path(PROJECT_ID, TAG_NAME)
            .paginated()
            .returns(RELEASE_LINK)
            .define();

    static final ToolDefinition GET_LINK = get("get_release_link", ONE)
            .title("Get release link")
            .description("Shows a link of a release.")
            .path(PROJECT_ID, TAG_NAME, LINK_ID)
            .returns(RELEASE_LINK)
            .define();

    static final ToolDefinition CREATE_LINK = post("create_release_link", LINKS)
            .title("Create release link")
            .description("Adds a link to a release, such as a download.")
            .path(PROJECT_ID, TAG_NAME)
            .body(NAME.required(), URL.required(), PATH, TYPE)
            .returns(RELEASE_LINK)
            .define();

    static final ToolDefinition UPDATE_LINK = put("update_release_link", ONE)
            .title("Update release link")
            .description("Changes a link of a release.")
            .path(PROJECT_ID, TAG_NAME, LINK_ID)
            .body(NAME, URL, PATH, TYPE)
            .returns(RELEASE_LINK)
            .define();

    static final ToolDefinition DELETE_LINK = delete("delete_release_link", ONE)
            .title("Delete release link")
            .description("Takes a link off a release; the file it leads to stays.")
            .path(PROJECT_ID, TAG_NAME, LINK_ID)
            .returns(RELEASE_LINK)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "release_links", "Links of releases", LIST_LINKS, GET_LINK, CREATE_LINK, UPDATE_LINK, DELETE_LINK);

    private ReleaseLinkTools() {}
}
