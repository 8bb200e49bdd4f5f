package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.RepositoryTools.BYTE_OFFSET;
import static dev.gitlabmcp.catalogue.RepositoryTools.END_LINE;
import static dev.gitlabmcp.catalogue.RepositoryTools.START_LINE;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.CommonParams;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;

/**
 * Snippets, personal and of projects: https://docs.gitlab.com/api/snippets/,
 * https://docs.gitlab.com/api/project_snippets/
 */
final class SnippetTools {
    private static final String OF_PROJECT = "/projects/{project_id}/snippets";
    private static final String PERSONAL = "/snippets";
    private static final String ONE = "/{snippet_id}";
    private static final String FILE = ONE + "/files/{ref}/{file_path}/raw";
    private static final String RAW = ONE + "/raw";

    static final Shape SNIPPET_SUMMARY = Shape.of(
            field("id"),
            text("title"),
            text("file_name"),
            field("visibility"),
            field("author.username"),
            field("project_id"),
            time("updated_at"));

    static final Shape SNIPPET = Shape.of(
                    field("id"),
                    text("title"),
                    text("description").max(8_000),
                    field("visibility"),
                    field("author.username"),
                    field("project_id"),
                    text("files[].path"),
                    time("created_at"),
                    time("updated_at"),
                    field("web_url"))
            .wholeFrom("get_snippet");

    static final Param<Long> SNIPPET_ID = id("snippet_id", "Id.").required();

    private static final Param<String> SCOPE = choice(
                    "scope",
                    "Without project_id: one's own (default), public ones, or all (admin).",
                    "mine",
                    "public",
                    "all")
            .unless("project_id");
    private static final Param<String> CREATED_AFTER =
            dateTime("created_after", "ISO 8601; without project_id.").unless("project_id");
    private static final Param<String> CREATED_BEFORE =
            dateTime("created_before", "ISO 8601; without project_id.").unless("project_id");
    private static final Param<String> STORAGE = Params.text("repository_storage", "With scope all: storage shard.")
            .unless("project_id")
            .unlisted();

    private static final Param<String> VISIBILITY =
            choice("visibility", "Visibility.", "private", "internal", "public");
    private static final Param<String> DESCRIPTION = longText("description", "What it is, in Markdown.");
    private static final Param<String> FILE_PATH = Params.text("file_path", "Name.");
    private static final Param<String> CONTENT = longText("content", "All of it.");
    private static final Param<String> ACTION = choice("action", "What.", "create", "update", "delete", "move");
    private static final Param<List<Arguments>> CHANGED_FILES = fieldsList(
                    "files",
                    "What happens to which file.",
                    ACTION.required(),
                    FILE_PATH.describedAs("Name; when moving, the new one."),
                    Params.text("previous_path", "Old name, when moving."),
                    CONTENT)
            .max(10);
    private static final Param<String> FILE_NAME =
            Params.text("file_name", "Name, if one file.").unless("files").unlisted();
    private static final Param<String> ONLY_CONTENT =
            longText("content", "Text, if one file.").unless("files").unlisted();

    static final ToolDefinition LIST_SNIPPETS = get("list_snippets", OF_PROJECT)
            .orAt(PERSONAL)
            .orAt(PERSONAL + "/public")
            .orAt(PERSONAL + "/all")
            .title("List snippets")
            .description("Lists a project's snippets; without project_id those by oneself, or all that are public.")
            .aliases("list_project_snippets")
            .path(PROJECT_ID)
            .arguments(SCOPE)
            .query(CREATED_AFTER, CREATED_BEFORE, STORAGE)
            .paginated()
            .returns(SNIPPET_SUMMARY)
            .handledBy(SnippetTools::list)
            .define();

    static final ToolDefinition GET_SNIPPET = get("get_snippet", OF_PROJECT + ONE)
            .orAt(PERSONAL + ONE)
            .title("Get snippet")
            .description("Shows a snippet's description and the names of its files. Their text: get_snippet_file.")
            .path(PROJECT_ID, SNIPPET_ID)
            .returns(SNIPPET)
            .define();

    static final ToolDefinition GET_FILE = get("get_snippet_file", OF_PROJECT + FILE)
            .orAt(PERSONAL + FILE)
            .orAt(OF_PROJECT + RAW)
            .orAt(PERSONAL + RAW)
            .title("Get snippet file")
            .description("Shows the text of a snippet's file, or lines of it.")
            .aliases("get_snippet_content")
            .path(
                    PROJECT_ID,
                    SNIPPET_ID,
                    FILE_PATH.describedAs("Which file; the first if left out."),
                    Params.text("ref", "Branch or commit; default HEAD.")
                            .orElse("HEAD")
                            .unlisted())
            .arguments(START_LINE, END_LINE, BYTE_OFFSET)
            .handledBy(SnippetTools::file)
            .define();

    static final ToolDefinition CREATE_SNIPPET = post("create_snippet", OF_PROJECT)
            .orAt(PERSONAL)
            .title("Create snippet")
            .description("Creates a snippet of a project, or without project_id a personal one; private unless said.")
            .path(PROJECT_ID)
            .body(
                    Params.text("title", "Title.").max(255).required(),
                    DESCRIPTION,
                    VISIBILITY.orElse("private"),
                    fieldsList("files", "Its files.", FILE_PATH.required(), CONTENT.required())
                            .max(10),
                    FILE_NAME,
                    ONLY_CONTENT)
            .returns(SNIPPET)
            .define();

    static final ToolDefinition UPDATE_SNIPPET = put("update_snippet", OF_PROJECT + ONE)
            .orAt(PERSONAL + ONE)
            .title("Update snippet")
            .description("Changes a snippet, and creates, updates, moves or deletes its files.")
            .path(PROJECT_ID, SNIPPET_ID)
            .body(
                    Params.text("title", "New title.").max(255),
                    DESCRIPTION,
                    VISIBILITY,
                    CHANGED_FILES,
                    FILE_NAME,
                    ONLY_CONTENT)
            .returns(SNIPPET)
            .handledBy(SnippetTools::update)
            .define();

    static final ToolDefinition DELETE_SNIPPET = delete("delete_snippet", OF_PROJECT + ONE)
            .orAt(PERSONAL + ONE)
            .title("Delete snippet")
            .description("Deletes a snippet with its files for good.")
            .path(PROJECT_ID, SNIPPET_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "snippets",
            "Snippets",
            LIST_SNIPPETS,
            GET_SNIPPET,
            GET_FILE,
            CREATE_SNIPPET,
            UPDATE_SNIPPET,
            DELETE_SNIPPET);

    private SnippetTools() {}

    private static ToolOutput list(ToolCall call) {
        String scope = call.find(SCOPE).orElse("mine");
        if (call.has(PROJECT_ID) || scope.equals("mine")) {
            return call.answer(call.request(), SNIPPET_SUMMARY);
        }
        GitLabRequest.Builder request = GitLabRequest.get(PERSONAL + "/" + scope);
        for (Param<String> filter : List.of(CREATED_AFTER, CREATED_BEFORE, STORAGE)) {
            call.find(filter).ifPresent(value -> request.query(filter.wireName(), value));
        }
        for (Param<Integer> page : List.of(CommonParams.PAGE, CommonParams.PER_PAGE)) {
            call.find(page).ifPresent(value -> request.query(page.wireName(), Integer.toString(value)));
        }
        return call.answer(request.build(), SNIPPET_SUMMARY);
    }

    private static ToolOutput update(ToolCall call) {
        List<Arguments> files = call.find(CHANGED_FILES).orElse(List.of());
        if (files.stream().anyMatch(file -> file.get(ACTION).equals("delete"))) {
            call.scope().requireDeleting("an action delete");
        }
        return call.answer(call.request(), SNIPPET);
    }

    private static ToolOutput file(ToolCall call) {
        FileReading.checkPart(call);
        return call.send(call.request(), answer -> {
            JsonText facts = new JsonText().beginObject();
            call.find(FILE_PATH).ifPresent(path -> facts.field("file_path", TextCleaner.prose(path)));
            FileReading.size(answer, facts);
            return FileReading.content(call, answer, facts);
        });
    }
}
