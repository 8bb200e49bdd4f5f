package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads sessions of GitLab Duo's agents, which only the GraphQL API lists. Stateless. */
final class DuoReading {
    private static final String FRAGMENT = "duo_session";
    static final GraphQlDocument OWN = GraphQlDocument.of("list_duo_sessions", "duoWorkflowWorkflows", FRAGMENT);
    static final GraphQlDocument OF_PROJECT =
            GraphQlDocument.of("list_project_duo_sessions", "project.duoWorkflowWorkflows", FRAGMENT);
    static final GraphQlDocument ONE = GraphQlDocument.of("get_duo_session", "duoWorkflowWorkflows", FRAGMENT);

    private static final String TYPE = "Ai::DuoWorkflows::Workflow";
    private static final String CHAT = "chat";

    private DuoReading() {}

    static ToolOutput list(ToolCall call) {
        ObjectNode variables = call.pageVariables();
        put(call, DuoTools.STATUS, "statusGroup", variables);
        put(call, DuoTools.ENVIRONMENT, "environment", variables);
        put(call, DuoTools.SORT, "sort", variables);
        call.find(DuoTools.SEARCH).filter(words -> !words.isBlank()).ifPresent(words -> variables.put("search", words));
        String flow = call.find(DuoTools.FLOW).orElse("");
        if (!flow.isBlank()) {
            variables.put("type", flow);
        } else if (!call.find(DuoTools.CHATS).orElse(false)) {
            variables.putArray("excludeTypes").add(CHAT);
        }
        if (!call.has(PROJECT_ID)) {
            return call.show(RestForm.page(call.scope().send(OWN, variables, List.of())), DuoTools.SUMMARY);
        }
        String path = call.fullPath(PROJECT_ID);
        variables.put("path", path);
        return call.show(RestForm.page(call.scope().send(OF_PROJECT, variables, List.of(path))), DuoTools.SUMMARY);
    }

    private static void put(ToolCall call, Param<String> param, String variable, ObjectNode variables) {
        call.find(param).ifPresent(word -> variables.put(variable, word.toUpperCase(Locale.ROOT)));
    }

    static ToolOutput get(ToolCall call) {
        ObjectNode variables =
                JsonNodeFactory.instance.objectNode().put("id", GlobalIds.of(TYPE, call.get(DuoTools.SESSION_ID)));
        JsonNode found = call.scope().send(ONE, variables, List.of()).at("/nodes/0");
        if (!found.isObject()) {
            return call.show(MissingNode.getInstance(), DuoTools.SESSION);
        }
        ObjectNode session = RestForm.object(found);
        JsonNode checkpoint = session.path("latest_checkpoint");
        session.set("errors", checkpoint.path("errors"));
        session.set("messages", last(checkpoint.path("duo_messages"), call.get(DuoTools.MESSAGES)));
        session.remove("latest_checkpoint");
        return call.show(session, DuoTools.SESSION);
    }

    /** The last messages that say something: an agent's turn may end with an empty one. */
    private static ArrayNode last(JsonNode messages, int count) {
        List<JsonNode> said = new ArrayList<>();
        messages.forEach(message -> {
            if (!message.path("content").asText().isBlank()) {
                said.add(message);
            }
        });
        ArrayNode last = JsonNodeFactory.instance.arrayNode();
        said.subList(Math.max(0, said.size() - count), said.size()).forEach(last::add);
        return last;
    }
}
