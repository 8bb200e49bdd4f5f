package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.Map;

/**
 * Wikis of projects and groups: https://docs.gitlab.com/api/wikis/, https://docs.gitlab.com/api/group_wikis/. A
 * page's slug is its path in the wiki.
 */
final class WikiTools {
    private static final String OF_PROJECT = "/projects/{project_id}/wikis";
    private static final String OF_GROUP = "/groups/{group_id}/wikis";
    private static final String PAGE_PATH = "/{slug}";

    static final Shape PAGE_SUMMARY = Shape.of(
                    field("slug"),
                    text("title"),
                    text("front_matter.title").as("front_matter_title"),
                    field("wiki_page_meta_id"),
                    text("content").max(1_000))
            .wholeFrom("get_wiki_page");

    static final Shape PAGE = Shape.of(
            field("slug"),
            text("title"),
            field("format"),
            text("front_matter"),
            field("wiki_page_meta_id"),
            text("content").max(32_000));

    /** What was just written need not come back. */
    private static final Shape WRITTEN =
            Shape.of(field("slug"), text("title"), field("format"), text("front_matter"), field("wiki_page_meta_id"));

    private static final Shape ATTACHMENT = Shape.of(
            text("file_name"),
            field("file_path"),
            field("branch"),
            field("link.url").as("url"),
            field("link.markdown").as("markdown"));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<String> SLUG =
            Params.text("slug", "The page's path, such as setup/linux.").required();
    private static final Param<String> TITLE = Params.text("title", "Title, with its directories: setup/Linux.");
    private static final Param<String> CONTENT = longText("content", "The whole text.");
    private static final Param<String> FORMAT =
            choice("format", "Markup.", "markdown", "rdoc", "asciidoc", "org").unlisted();
    private static final Param<Arguments> FRONT_MATTER =
            fields("front_matter", "Its title is shown instead of the path's.", Params.text("title", "Title to show."));

    private static final Param<Boolean> RENDER_HTML =
            flag("render_html", "Content as HTML.").unlisted();
    private static final Param<String> FILENAME =
            UploadTools.FILENAME.describedAs("Its name, such as chart.png.").required();
    private static final Param<String> FILE =
            longText("content", "The file, in base64.").required();
    private static final Param<String> BRANCH =
            Params.text("branch", "Branch of the wiki's repository.").unlisted();

    static final ToolDefinition LIST_PAGES = get("list_wiki_pages", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List wiki pages")
            .description("Lists the pages of a project's or group's wiki. A page's text: get_wiki_page.")
            .aliases("list_group_wiki_pages")
            .path(PROJECT_ID, GROUP)
            .query(flag("with_content", "With the first 1,000 characters of each page."))
            .arguments(RENDER_HTML.describedAs("Not needed: get_wiki_page renders."))
            .paginated()
            .returns(PAGE_SUMMARY)
            .handledBy(WikiPaging::list)
            .define();

    static final ToolDefinition GET_PAGE = get("get_wiki_page", OF_PROJECT + PAGE_PATH)
            .orAt(OF_GROUP + PAGE_PATH)
            .title("Get wiki page")
            .description("Shows the text of a page of a project's or group's wiki.")
            .aliases("get_group_wiki_page")
            .path(PROJECT_ID, GROUP, SLUG)
            .query(Params.text("version", "Commit, for the text at that time."), RENDER_HTML)
            .returns(PAGE)
            .define();

    static final ToolDefinition CREATE_PAGE = post("create_wiki_page", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create wiki page")
            .description("Adds a page to a project's or group's wiki; the page named home is the first one.")
            .aliases("create_group_wiki_page")
            .path(PROJECT_ID, GROUP)
            .body(TITLE.required(), CONTENT.required(), FORMAT, FRONT_MATTER.unlisted())
            .returns(WRITTEN)
            .define();

    static final ToolDefinition UPDATE_PAGE = put("update_wiki_page", OF_PROJECT + PAGE_PATH)
            .orAt(OF_GROUP + PAGE_PATH)
            .title("Update wiki page")
            .description("Replaces the text of a wiki page, or moves it with title.")
            .aliases("update_group_wiki_page")
            .path(PROJECT_ID, GROUP, SLUG)
            .body(
                    TITLE.describedAs("New name, which changes the slug; /name moves the page to the top."),
                    CONTENT,
                    FORMAT,
                    FRONT_MATTER)
            .returns(WRITTEN)
            .handledBy(WikiTools::update)
            .define();

    static final ToolDefinition DELETE_PAGE = delete("delete_wiki_page", OF_PROJECT + PAGE_PATH)
            .orAt(OF_GROUP + PAGE_PATH)
            .title("Delete wiki page")
            .description("Deletes a page of a project's or group's wiki.")
            .aliases("delete_group_wiki_page")
            .path(PROJECT_ID, GROUP, SLUG)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition UPLOAD_ATTACHMENT = post("upload_wiki_attachment", OF_PROJECT + "/attachments")
            .orAt(OF_GROUP + "/attachments")
            .title("Upload wiki attachment")
            .description("Uploads a small file to a wiki; the answer's markdown goes into a page to show it.")
            .path(PROJECT_ID, GROUP)
            .arguments(FILE, FILENAME, BRANCH)
            .returns(ATTACHMENT)
            .handledBy(WikiTools::upload)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "wiki_pages", "Wiki pages", LIST_PAGES, GET_PAGE, CREATE_PAGE, UPDATE_PAGE, DELETE_PAGE, UPLOAD_ATTACHMENT);

    private WikiTools() {}

    /** Without its directory in the title GitLab moves a page to the top of the wiki, even where no title is given. */
    private static ToolOutput update(ToolCall call) {
        String slug = call.get(SLUG);
        int slash = slug.lastIndexOf('/');
        String title = call.find(TITLE).orElse("");
        boolean changes = call.has(TITLE) || call.has(CONTENT) || call.has(FORMAT) || call.has(FRONT_MATTER);
        if (slash <= 0 || title.indexOf('/') >= 0 || !changes) {
            return call.answer(call.request(), WRITTEN);
        }
        String whole = title.isEmpty() ? slug : slug.substring(0, slash + 1) + title;
        return call.answer(call.with(TITLE, whole).request(), WRITTEN);
    }

    private static ToolOutput upload(ToolCall call) {
        if (!call.has(PROJECT_ID) && !call.has(GROUP)) {
            throw ToolException.invalid("project_id", "is missing: give project_id, or group_id");
        }
        GitLabRequest.Builder request = call.has(PROJECT_ID)
                ? GitLabRequest.post(OF_PROJECT + "/attachments").path("project_id", call.get(PROJECT_ID))
                : GitLabRequest.post(OF_GROUP + "/attachments").path("group_id", call.get(GROUP));
        Map<String, String> branch =
                call.find(BRANCH).map(b -> Map.of("branch", b)).orElse(Map.of());
        byte[] file = UploadTools.decoded(call.get(FILE));
        return call.answer(
                request.file("file", call.get(FILENAME), file, branch).build(), ATTACHMENT);
    }
}
