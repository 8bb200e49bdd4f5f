package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.WorkItemPlace.IID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.List;

/** Emoji on work items and their comments: https://docs.gitlab.com/api/graphql/reference/#mutationawardemojiadd */
final class WorkItemReactionTools {
    private static final GraphQlDocument OF_ITEM =
            GraphQlDocument.of("list_work_item_emoji_reactions", "namespace.workItem");
    private static final GraphQlDocument OF_NOTE = GraphQlDocument.of("list_note_emoji_reactions", "note");
    private static final GraphQlDocument NOTE = GraphQlDocument.of("find_note", "note");
    private static final GraphQlDocument CREATION =
            GraphQlDocument.of("create_work_item_emoji_reaction", "awardEmojiAdd.awardEmoji");
    private static final GraphQlDocument DELETION =
            GraphQlDocument.of("delete_work_item_emoji_reaction", "awardEmojiRemove");

    private static final List<String> PAGES = List.of("/-/work_items/", "/-/issues/", "/-/epics/");

    private static final Shape DONE = Shape.of(field("ok"));
    private static final Shape REACTION = Shape.of(field("name"), field("user.username"));

    private static final Param<String> NOTE_ID = text("note_id", "Comment's id; without, of the whole.");
    private static final Param<String> NAME =
            text("name", "Emoji without colons, as thumbsup.").required();

    static final ToolDefinition LIST_REACTIONS = graphql("list_work_item_emoji_reactions", OF_ITEM, OF_NOTE)
            .title("List work item reactions")
            .description("Lists the emoji on a work item, or on one of its comments.")
            .aliases("list_work_item_note_emoji_reactions")
            .arguments(PROJECT_ID, GROUP_ID, IID, NOTE_ID)
            .keyset()
            .returns(REACTION)
            .handledBy(WorkItemReactionTools::list)
            .define();

    static final ToolDefinition CREATE_REACTION = graphql(
                    "create_work_item_emoji_reaction", CREATION, NOTE, WorkItemPlace.find())
            .title("React to work item")
            .description("Adds an emoji to a work item, or to one of its comments.")
            .aliases("create_work_item_note_emoji_reaction")
            .arguments(PROJECT_ID, GROUP_ID, IID, NOTE_ID, NAME)
            .returns(REACTION)
            .handledBy(WorkItemReactionTools::create)
            .define();

    static final ToolDefinition DELETE_REACTION = graphql(
                    "delete_work_item_emoji_reaction", DELETION, NOTE, WorkItemPlace.find())
            .title("Remove work item reaction")
            .description("Removes one's own emoji from a work item, or from one of its comments.")
            .aliases("delete_work_item_note_emoji_reaction")
            .arguments(PROJECT_ID, GROUP_ID, IID, NOTE_ID, NAME)
            .deletes("the reaction is gone")
            .returns(DONE)
            .handledBy(WorkItemReactionTools::delete)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "work_item_reactions", "Emoji on work items", LIST_REACTIONS, CREATE_REACTION, DELETE_REACTION);

    private WorkItemReactionTools() {}

    private static ToolOutput list(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        ObjectNode variables = call.pageVariables();
        if (!isOfNote(call)) {
            variables.setAll(place.variables(call.get(IID)));
            JsonNode item = call.scope().send(OF_ITEM, variables, place.projects());
            return call.show(RestForm.page(WorkItemPlace.widgetWith("awardEmoji", item)), REACTION);
        }
        String id = noteId(call);
        JsonNode note = call.scope().send(OF_NOTE, variables.put("id", id), place.projects());
        requireOf(note, id, call, place);
        return call.show(RestForm.page(note.path("awardEmoji")), REACTION);
    }

    private static ToolOutput create(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        JsonNode made = call.scope().send(CREATION, input(call, place), place.projects());
        return call.show(RestForm.object(made), REACTION);
    }

    private static ToolOutput delete(ToolCall call) {
        WorkItemPlace place = WorkItemPlace.of(call);
        ObjectNode input = input(call, place);
        call.scope().send(DELETION, input, place.projects());
        return call.show(input.objectNode().put("ok", true), DONE);
    }

    private static boolean isOfNote(ToolCall call) {
        return call.find(NOTE_ID).filter(id -> !id.isBlank()).isPresent();
    }

    private static String noteId(ToolCall call) {
        return GlobalIds.read("Note", call.get(NOTE_ID), NOTE_ID.name());
    }

    private static ObjectNode input(ToolCall call, WorkItemPlace place) {
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        ObjectNode input = variables.putObject("input");
        String name = call.get(NAME).strip();
        boolean colons = name.length() > 2 && name.startsWith(":") && name.endsWith(":");
        input.put("name", colons ? name.substring(1, name.length() - 1) : name);
        if (!isOfNote(call)) {
            input.put("awardableId", place.item(call, call.get(IID)).id());
            return variables;
        }
        String id = noteId(call);
        JsonNode note = call.scope().send(NOTE, place.variables().objectNode().put("id", id), place.projects());
        requireOf(note, id, call, place);
        input.put("awardableId", id);
        return variables;
    }

    /** The id alone would reach any project's; only the address of a note's page says what it is on. */
    private static void requireOf(JsonNode note, String id, ToolCall call, WorkItemPlace place) {
        String url = note.path("url").asText();
        int page = url.indexOf("/-/");
        boolean here = page > 0
                && isAt(place, url.substring(0, page), call)
                && url.endsWith("/" + call.get(IID) + "#note_" + GlobalIds.tail(id))
                && PAGES.stream().anyMatch(kind -> url.startsWith(kind, page));
        if (!here) {
            throw new ToolException(
                    new ToolProblem.NothingFound("That work item has no such comment.", "See list_work_item_notes."));
        }
    }

    /**
     * Whether that is the whole address of the place. The host is GitLab's own and says nothing: where GitLab is
     * reached by an inner address, it writes its outer one.
     */
    private static boolean isAt(WorkItemPlace place, String url, ToolCall call) {
        int host = url.indexOf("://") + 3;
        int slash = url.indexOf('/', host);
        String base = call.context().principal().instance().webUrl().getRawPath() + "/";
        if (host < 3 || slash < 0 || !url.startsWith(base, slash)) {
            return false;
        }
        String path = url.substring(slash + base.length());
        return path.equalsIgnoreCase(place.path()) || path.equalsIgnoreCase("groups/" + place.path());
    }
}
