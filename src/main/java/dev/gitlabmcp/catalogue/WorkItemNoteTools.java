package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.WorkItemPlace.IID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.Locale;
import java.util.Map;

/** Comments on work items: https://docs.gitlab.com/api/graphql/reference/#workitemwidgetnotes */
final class WorkItemNoteTools {
    private static final String ITEM = "namespace.workItem";
    private static final String NOTE_FRAGMENT = "work_item_note";
    private static final GraphQlDocument NOTES = GraphQlDocument.of("list_work_item_notes", ITEM, NOTE_FRAGMENT);
    private static final GraphQlDocument SORTED =
            GraphQlDocument.of("list_work_item_notes_sorted", ITEM, NOTE_FRAGMENT);
    private static final GraphQlDocument CREATION =
            GraphQlDocument.of("create_work_item_note", "createNote.note", NOTE_FRAGMENT);

    private static final Field[] FIELDS = {
        field("id"),
        field("author.username"),
        text("body").max(5_000),
        field("system").ifSet(),
        field("internal").ifSet(),
        time("created_at"),
        time("last_edited_at")
    };
    private static final Shape DISCUSSION = Shape.of(
            field("id").as("discussion_id"),
            field("resolved").ifSet(),
            field("notes").of(FIELDS),
            field("notes_cut").ifSet());
    private static final Shape NOTE = Shape.of(
            field("id"),
            field("discussion.id").as("discussion_id"),
            text("body").max(5_000),
            time("created_at"),
            field("url"));

    private static final Map<String, String> FILTERS =
            Map.of("all", "ALL_NOTES", "comments", "ONLY_COMMENTS", "activity", "ONLY_ACTIVITY");
    private static final Param<String> FILTER =
            choice("filter", "Which.", "comments", "activity", "all").orElse("comments");
    private static final Param<String> SORT = choice(
                    "sort", "By time; default created_asc.", "created_asc", "created_desc")
            .unlisted();
    private static final Param<String> BODY =
            markdown("body", "Text in Markdown.").required();
    private static final Param<Boolean> INTERNAL = flag("internal", "For members only.");
    private static final Param<String> DISCUSSION_ID = text("discussion_id", "Thread to reply in.");

    static final ToolDefinition LIST_NOTES = graphql("list_work_item_notes", NOTES, SORTED)
            .title("List work item comments")
            .description("Lists the comments on a work item by thread; filter shows its history, too.")
            .aliases("get_workitem_notes", "get_work_item_notes")
            .arguments(PROJECT_ID, GROUP_ID, IID, FILTER, SORT)
            .keyset()
            .returns(DISCUSSION)
            .handledBy(WorkItemNoteTools::list)
            .define();

    static final ToolDefinition CREATE_NOTE = graphql("create_work_item_note", CREATION, WorkItemPlace.find())
            .title("Comment on work item")
            .description("Adds a comment to a work item, or a reply to one of its threads.")
            .aliases("create_workitem_note")
            .arguments(PROJECT_ID, GROUP_ID, IID, BODY, INTERNAL, DISCUSSION_ID)
            .returns(NOTE)
            .handledBy(WorkItemNoteTools::create)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("work_item_notes", "Comments on work items", LIST_NOTES, CREATE_NOTE);

    private WorkItemNoteTools() {}

    private static ToolOutput list(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        ObjectNode variables = call.pageVariables().setAll(place.variables(call.get(IID)));
        variables.put("filter", FILTERS.get(call.get(FILTER)));
        call.find(SORT).ifPresent(sort -> variables.put("sort", sort.toUpperCase(Locale.ROOT)));
        JsonNode item = call.scope().send(call.has(SORT) ? SORTED : NOTES, variables, place.projects());
        if (item.isMissingNode()) {
            throw place.nothing("work item " + call.get(IID));
        }
        return call.show(RestForm.page(WorkItemPlace.widgetWith("discussions", item)), DISCUSSION);
    }

    private static ToolOutput create(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        String item = place.item(call, call.get(IID)).id();
        ObjectNode variables = place.variables().objectNode();
        ObjectNode input = variables.putObject("input").put("noteableId", item).put("body", call.get(BODY));
        call.find(INTERNAL).ifPresent(internal -> input.put("internal", internal));
        call.find(DISCUSSION_ID)
                .filter(id -> !id.isBlank())
                .ifPresent(id -> input.put("discussionId", discussion(id.strip())));
        JsonNode note = call.scope().send(CREATION, variables, place.projects());
        return call.show(RestForm.object(note), NOTE);
    }

    private static String discussion(String id) {
        String tail = GlobalIds.tail(id);
        if (tail.isEmpty() || !tail.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            throw ToolException.invalid("discussion_id", "is no id of a thread; see list_work_item_notes");
        }
        return "gid://gitlab/Discussion/" + tail;
    }
}
