package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.Params.object;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.custom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents of the caller's own for the GraphQL API: https://docs.gitlab.com/api/graphql/ */
final class GraphQlTools {
    private static final String EVERYTHING = "a document reaches what any tool reaches";

    /** Mutations that remove something for good, or make a secret stop working. */
    private static final Pattern DELETING = Pattern.compile(
            "(?i)delete|destroy|remove|purge|erase|revoke|rotate|clear|vulnerabilitiesarchive|textreplace|resettoken"
                    + "|tokenreset|deprovision|unenroll|regenerate|untrack|unlink|^commitcreate$|^workspaceupdate$");

    /** Mutations that act on the whole instance. */
    private static final Pattern INSTANCE = Pattern.compile(
            "(?i)^admin|instance|^geo|memberroleadmin|ldapadmin|selfhosted|licenseconfiguration|subscriptionactivate"
                    + "|^organization|^duosettings|impersonat");

    private static final List<String> COMMIT = List.of("commitCreate");
    private static final Param<String> MARKDOWN = markdown("variables", "A text of a mutation.");
    private static final Param<String> DOCUMENT =
            longText("query", "GraphQL document.").required();
    private static final Param<JsonNode> VARIABLES = object("variables", "Its variables.");
    private static final Param<String> OPERATION_NAME = text("operation_name", "Which operation, if several.")
            .also("operationName")
            .unlisted();

    static final ToolDefinition QUERY_GRAPHQL = custom("query_graphql")
            .title("Query GraphQL")
            .description("Runs a GraphQL query of yours, for what no other tool reads. At most 100 items a page.")
            .arguments(DOCUMENT, VARIABLES, OPERATION_NAME)
            .readOnly("mutations are refused")
            .reachesEverything(EVERYTHING)
            .handledBy(call -> run(call, false))
            .define();

    static final ToolDefinition EXECUTE_GRAPHQL = custom("execute_graphql")
            .title("Execute GraphQL")
            .description("Runs a GraphQL query or mutation of yours, for what no other tool does.")
            .arguments(DOCUMENT, VARIABLES, OPERATION_NAME)
            .reachesEverything(EVERYTHING)
            .handledBy(call -> run(call, true))
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("graphql", "GraphQL", QUERY_GRAPHQL, EXECUTE_GRAPHQL);

    private GraphQlTools() {}

    /** Which of the texts GitLab takes for Markdown is not known here; those of files are none. */
    private static void requireNoQuickActions(ToolCall call, GraphQlText text) {
        if (!text.fields().equals(COMMIT)) {
            text.texts().forEach(literal -> call.read(MARKDOWN, literal));
            call.find(VARIABLES).ifPresent(variables -> requireNoQuickActions(call, variables));
        }
    }

    private static void requireNoQuickActions(ToolCall call, JsonNode value) {
        if (value.isTextual()) {
            call.read(MARKDOWN, value.textValue());
        }
        value.forEach(member -> requireNoQuickActions(call, member));
    }

    private static void requirePermitted(ToolCall call, GraphQlText text) {
        for (String field : text.fields()) {
            if (DELETING.matcher(field).find()) {
                call.scope().requireDeleting("the mutation " + field);
            }
            if (INSTANCE.matcher(field).find()) {
                call.scope().requireInstanceWide("the mutation " + field);
            }
        }
        if (text.deletes() || call.find(VARIABLES).filter(GraphQlTools::deletes).isPresent()) {
            call.scope().requireDeleting("an argument of the mutation");
        }
    }

    private static boolean deletes(JsonNode value) {
        boolean deletes = value.isTextual() && GraphQlReading.isDelete(value.textValue());
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            deletes |= GraphQlReading.removes(member.getKey(), member.getValue().asBoolean());
        }
        for (JsonNode member : value) {
            deletes |= deletes(member);
        }
        return deletes;
    }

    private static ToolOutput run(ToolCall call, boolean mutations) {
        Optional<String> operation = call.find(OPERATION_NAME).filter(name -> !name.isBlank());
        GraphQlText text = GraphQlText.read(call.get(DOCUMENT), operation);
        if (text.changes()) {
            if (!mutations) {
                throw ToolException.invalid("query", "is a mutation; execute_graphql runs those");
            }
            requireNoQuickActions(call, text);
            requirePermitted(call, text);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("query", text.document());
        call.find(VARIABLES).ifPresent(variables -> body.set("variables", variables));
        JsonNode answer =
                call.scope().send(GraphQlDocument.request(body, text.changes(), List.of()), GraphQlDocument::read);
        return call.show(answer, Shape.EVERYTHING);
    }
}
