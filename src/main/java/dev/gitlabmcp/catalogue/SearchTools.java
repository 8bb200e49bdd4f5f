package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.code;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.choiceList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;

/** Search: https://docs.gitlab.com/api/search/ */
final class SearchTools {
    private static final String IN_PROJECT = "/projects/{project_id}/search";
    private static final String IN_GROUP = "/groups/{group_id}/search";

    private static final Shape CODE = Shape.of(
            field("path"),
            field("startline").as("line"),
            code("data").max(2_000),
            field("ref"),
            field("project_id"),
            field("group_id"));

    /** One shape for all scopes: their answers share names, and what one does not have is left out. */
    static final Shape FOUND = Shape.of(
            field("path"),
            field("startline").as("line"),
            code("data").max(2_000),
            field("ref"),
            field("id"),
            field("iid"),
            field("path_with_namespace"),
            text("title").max(300),
            text("file_name").max(300),
            field("username"),
            field("name"),
            text("body").max(1_000),
            field("noteable_type"),
            field("noteable_iid"),
            text("description").max(200),
            field("state"),
            field("draft").ifSet(),
            field("labels"),
            field("author.username"),
            field("author_name"),
            field("assignees[].username"),
            field("source_branch"),
            field("target_branch"),
            field("due_date"),
            field("default_branch"),
            field("project_id"),
            field("group_id"),
            time("created_at"),
            field("web_url"));

    private static final Shape MEANING = Shape.of(
            field("confidence"),
            field("results")
                    .of(
                            field("path"),
                            field("score"),
                            field("snippet_ranges")
                                    .of(
                                            field("start_line"),
                                            field("end_line"),
                                            code("content").max(2_000))),
            // What GitLab's page documents instead, as a plain list.
            field("path"),
            field("start_line"),
            code("content").max(2_000),
            field("score"));

    private static final Param<String> SEARCH =
            Params.text("search", "Words to find.").required();
    private static final Param<String> REF =
            Params.text("ref", "Branch or tag (project).").max(1024).unless("group_id");
    private static final Param<String> SEARCH_TYPE = choice(
                    "search_type", "Kind of search.", "basic", "advanced", "zoekt")
            .unlisted();
    private static final Param<String> ORDER_BY =
            choice("order_by", "Order.", "created_at").unlisted();
    private static final Param<String> SORT =
            choice("sort", "By date.", "asc", "desc").unlisted();
    private static final Param<Boolean> ARCHIVED = flag("include_archived", "Also archived projects.")
            .unless("project_id")
            .unlisted();
    private static final Param<Boolean> NO_FORKS =
            flag("exclude_forks", "Not in forks.").unless("project_id").unlisted();
    private static final Param<Integer> CONTEXT =
            integer("num_context_lines", "Lines around each match.").min(0).unlisted();
    private static final Param<Boolean> REGEX =
            flag("regex", "search is a regular expression (exact code search).").unlisted();

    private static final Param<String> FILENAME = Params.text("filename", "File name; * allowed.");
    private static final Param<String> PATH =
            Params.text("path", "Part of the path; * allowed.").unlisted();
    private static final Param<String> EXTENSION = Params.text("extension", "Such as java.");

    static final ToolDefinition SEARCH_GITLAB = get("search_gitlab", IN_PROJECT)
            .orAt(IN_GROUP)
            .orAt("/search")
            .title("Search")
            .description("Searches a project, a group or, with neither, everything. Code: search_code.")
            .aliases("search")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(
                    choice(
                                    "scope",
                                    "What to find.",
                                    "issues",
                                    "merge_requests",
                                    "projects",
                                    "blobs",
                                    "commits",
                                    "notes",
                                    "milestones",
                                    "users",
                                    "wiki_blobs",
                                    "work_items",
                                    "snippet_titles")
                            .required(),
                    SEARCH,
                    REF.unlisted(),
                    choice("state", "Of issues, merge requests.", "all", "opened", "closed", "merged")
                            .unlisted(),
                    flag("confidential", "Only, or no, confidential issues.").unlisted(),
                    choiceList(
                                    "type",
                                    "Of work items.",
                                    "issue",
                                    "task",
                                    "epic",
                                    "incident",
                                    "test_case",
                                    "requirement",
                                    "objective",
                                    "key_result",
                                    "ticket")
                            .commaSeparated()
                            .unlisted(),
                    textList("search_fields", "Only in these fields, such as title (advanced).")
                            .wire("fields")
                            .commaSeparated()
                            .unlisted(),
                    ORDER_BY,
                    SORT,
                    SEARCH_TYPE,
                    ARCHIVED,
                    NO_FORKS,
                    CONTEXT,
                    REGEX)
            .paginated()
            .returns(FOUND)
            .define();

    static final ToolDefinition SEARCH_CODE = get("search_code", IN_PROJECT)
            .orAt(IN_GROUP)
            .orAt("/search")
            .title("Search code")
            .description("Finds code in a project; in a group or everywhere if GitLab has advanced search.")
            .aliases("search_project_code", "search_group_code")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(
                    SEARCH,
                    choice("scope", "Of a repository or a wiki.", "blobs", "wiki_blobs")
                            .orElse("blobs")
                            .unlisted(),
                    REF.unlisted(),
                    REGEX,
                    ORDER_BY,
                    SORT,
                    SEARCH_TYPE,
                    ARCHIVED,
                    NO_FORKS,
                    CONTEXT)
            .arguments(FILENAME, PATH, EXTENSION)
            .paginated()
            .returns(CODE)
            .handledBy(SearchTools::searchCode)
            .define();

    static final ToolDefinition SEARCH_BY_MEANING = get("search_code_by_meaning", IN_PROJECT + "/semantic")
            .title("Search code by meaning")
            .description("Finds code of a project by what it does (GitLab 18.11, where semantic search is set up).")
            .aliases("semantic_search", "semantic_code_search")
            .path(PROJECT_ID)
            .query(
                    Params.text("q", "What the code does.").max(1000).required(),
                    Params.text("directory_path", "Only below, such as app/services/.")
                            .max(100),
                    integer("limit", "Results (default 20).").min(1).max(100),
                    integer("knn", "Neighbours to look at (default 64).")
                            .min(1)
                            .max(100)
                            .unlisted())
            .returns(MEANING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("search", "Search", SEARCH_GITLAB, SEARCH_CODE, SEARCH_BY_MEANING);

    private SearchTools() {}

    /** GitLab takes filters of code as words within the text to find. */
    private static ToolOutput searchCode(ToolCall call) {
        StringBuilder query = new StringBuilder(call.get(SEARCH));
        addFilter(call, FILENAME, query);
        addFilter(call, PATH, query);
        addFilter(call, EXTENSION, query);
        return call.answer(call.with(SEARCH, query.toString()).request(), CODE);
    }

    private static void addFilter(ToolCall call, Param<String> filter, StringBuilder query) {
        String value = call.find(filter).orElse("").strip().replace("\"", "");
        if (!value.isEmpty()) {
            boolean quoted = value.indexOf(' ') >= 0;
            query.append(' ').append(filter.name()).append(':');
            query.append(quoted ? "\"" + value + "\"" : value);
        }
    }
}
