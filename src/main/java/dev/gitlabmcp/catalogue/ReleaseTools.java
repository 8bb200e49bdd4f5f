package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.RepositoryTools.BYTE_OFFSET;
import static dev.gitlabmcp.catalogue.RepositoryTools.END_LINE;
import static dev.gitlabmcp.catalogue.RepositoryTools.START_LINE;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.longText;
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

/** Releases: https://docs.gitlab.com/api/releases/ */
final class ReleaseTools {
    private static final String RELEASES = "/projects/{project_id}/releases";
    static final String ONE = RELEASES + "/{tag_name}";

    static final Shape RELEASE_SUMMARY = Shape.of(
                    field("tag_name"),
                    text("name").max(200),
                    text("description").max(500),
                    field("description_html"),
                    time("released_at"),
                    field("upcoming_release").ifSet(),
                    field("author.username"),
                    sha("commit.id"),
                    field("milestones[].title"),
                    field("assets.count").as("assets"))
            .wholeFrom("get_release");

    static final Shape RELEASE = Shape.of(
            field("tag_name"),
            text("name"),
            text("description").max(8_000),
            field("description_html"),
            time("created_at"),
            time("released_at"),
            field("upcoming_release").ifSet(),
            field("author.username"),
            field("commit").of(sha("id"), text("title").max(200)),
            field("milestones[].title"),
            field("assets.links")
                    .as("links")
                    .of(field("id"), text("name"), field("url"), field("direct_asset_url"), field("link_type")),
            field("evidences").of(field("sha"), field("filepath"), time("collected_at")),
            field("_links.self").as("web_url"));

    static final Param<String> TAG_NAME = Params.text("tag_name", "Its tag.");
    static final Param<String> ASSET_PATH =
            Params.text("direct_asset_path", "What follows /downloads/ in its direct_asset_url.");

    private static final Param<String> NAME = Params.text("name", "Title.");
    private static final Param<String> DESCRIPTION = longText("description", "Release notes in Markdown.");
    private static final Param<String> RELEASED_AT = dateTime("released_at", "ISO 8601; in the future: upcoming.");
    private static final Param<List<String>> MILESTONES = textList("milestones", "Milestone titles.");
    private static final Param<List<Long>> MILESTONE_IDS = integerList("milestone_ids", "Or milestone ids.")
            .unless("milestones")
            .unlisted();
    private static final Param<Boolean> HTML =
            flag("include_html_description", "Add the notes as HTML.").unlisted();

    static final ToolDefinition LIST_RELEASES = get("list_releases", RELEASES)
            .orAt("/groups/{group_id}/releases")
            .title("List releases")
            .description("Lists releases of a project or of a group's projects (Premium), latest first.")
            .aliases("list_group_releases")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(
                    choice("order_by", "Order; default released_at.", "released_at", "created_at")
                            .unless("group_id"),
                    choice("sort", "Direction; default desc.", "asc", "desc"),
                    dateTime("updated_after", "ISO 8601.").unless("group_id").unlisted(),
                    dateTime("updated_before", "ISO 8601.").unless("group_id").unlisted(),
                    HTML.unless("group_id"),
                    flag("simple", "Of a group: fewer fields.")
                            .unless("project_id")
                            .unlisted())
            .paginated()
            .returns(RELEASE_SUMMARY)
            .define();

    static final ToolDefinition GET_RELEASE = get("get_release", ONE)
            .orAt(RELEASES + "/permalink/latest")
            .title("Get release")
            .description("Shows a release with its notes and links; without tag_name the latest one.")
            .path(PROJECT_ID.required(), TAG_NAME.describedAs("Its tag; the latest if left out."))
            .query(HTML.beside("tag_name"))
            .returns(RELEASE)
            .define();

    static final ToolDefinition CREATE_RELEASE = post("create_release", RELEASES)
            .title("Create release")
            .description("Publishes a release of a tag; of a new tag with ref.")
            .path(PROJECT_ID)
            .body(
                    TAG_NAME.describedAs("Tag.").required(),
                    Params.text("ref", "For a new tag: branch, tag or commit it is made from."),
                    NAME,
                    DESCRIPTION,
                    MILESTONES,
                    MILESTONE_IDS,
                    fields(
                            "assets",
                            "What belongs to it.",
                            fieldsList(
                                    "links",
                                    "Downloads.",
                                    ReleaseLinkTools.NAME.required(),
                                    ReleaseLinkTools.URL.required(),
                                    ReleaseLinkTools.PATH,
                                    ReleaseLinkTools.TYPE)),
                    RELEASED_AT.unlisted(),
                    Params.longText("tag_message", "Makes a new tag an annotated one.")
                            .unlisted())
            .returns(RELEASE.wholeFrom("get_release"))
            .define();

    static final ToolDefinition UPDATE_RELEASE = put("update_release", ONE)
            .title("Update release")
            .description("Changes a release; its links: create_release_link and the like.")
            .path(PROJECT_ID, TAG_NAME)
            .body(
                    NAME,
                    DESCRIPTION,
                    MILESTONES.describedAs("Milestone titles; [] for none."),
                    MILESTONE_IDS,
                    RELEASED_AT)
            .returns(RELEASE.wholeFrom("get_release"))
            .define();

    static final ToolDefinition DELETE_RELEASE = delete("delete_release", ONE)
            .title("Delete release")
            .description("Deletes a release; its tag stays.")
            .path(PROJECT_ID, TAG_NAME)
            .returns(Shape.of(field("tag_name"), text("name")))
            .define();

    static final ToolDefinition CREATE_EVIDENCE = post("create_release_evidence", ONE + "/evidence")
            .title("Collect release evidence")
            .description("Has GitLab record the state of a release, its milestones and issues (Premium).")
            .path(PROJECT_ID, TAG_NAME)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition DOWNLOAD_ASSET = get("download_release_asset", ONE + "/downloads/{direct_asset_path}")
            .title("Get release asset")
            .description("Shows a release's text file, lines of it, or a picture; of other files the facts, of what"
                    + " lies outside GitLab the address.")
            .path(PROJECT_ID, TAG_NAME, ASSET_PATH)
            .arguments(START_LINE, END_LINE, BYTE_OFFSET.unless("start_line"))
            .handledBy(ReleaseAsset::show)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "releases",
            "Releases",
            LIST_RELEASES,
            GET_RELEASE,
            CREATE_RELEASE,
            UPDATE_RELEASE,
            DELETE_RELEASE,
            CREATE_EVIDENCE,
            DOWNLOAD_ASSET);

    private ReleaseTools() {}
}
