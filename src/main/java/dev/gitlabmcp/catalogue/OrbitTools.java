package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.object;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.ListPage;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextSlice;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** GitLab's knowledge graph (Premium, beta): https://docs.gitlab.com/api/orbit/ */
final class OrbitTools {
    private static final Param<JsonNode> QUERY = object(
                    "query", "Query object; get_orbit_schema and list_orbit_tools say how.")
            .required();
    private static final Param<String> FORMAT = choice("format", "llm: compact text; raw: JSON.", "llm", "raw")
            .wire("response_format")
            .also("response_format")
            .orElse("llm");

    static final ToolDefinition QUERY_ORBIT = post("query_orbit", "/orbit/query")
            .title("Query knowledge graph")
            .description("Asks GitLab Orbit, the graph of code, people and work across projects. Costs GitLab credits.")
            .aliases("orbit_query", "query_graph")
            .body(QUERY, FORMAT)
            .readOnly("a query changes nothing")
            .returns(Shape.EVERYTHING)
            .handledBy(OrbitTools::show)
            .define();

    static final ToolDefinition GET_SCHEMA = get("get_orbit_schema", "/orbit/schema")
            .title("Get knowledge graph schema")
            .description("Shows the kinds of nodes and edges GitLab Orbit knows; expand shows a kind's properties.")
            .aliases("orbit_get_schema", "get_graph_schema")
            .query(textList("expand", "Kinds of nodes to show in full.").commaSeparated())
            .returns(Shape.EVERYTHING)
            .handledBy(OrbitTools::show)
            .define();

    static final ToolDefinition GET_STATUS = get("get_orbit_status", "/orbit/status")
            .title("Get knowledge graph status")
            .description("Shows whether you may use GitLab Orbit, and how well it is.")
            .aliases("orbit_get_status")
            .returns(Shape.EVERYTHING)
            .handledBy(OrbitTools::show)
            .define();

    static final ToolDefinition LIST_TOOLS = get("list_orbit_tools", "/orbit/tools")
            .title("List knowledge graph commands")
            .description("Lists the commands of GitLab Orbit with their parameters, the language of queries included.")
            .aliases("orbit_list_tools")
            .returns(Shape.EVERYTHING)
            .handledBy(OrbitTools::show)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("orbit", "Knowledge graph", QUERY_ORBIT, GET_SCHEMA, GET_STATUS, LIST_TOOLS);

    private OrbitTools() {}

    private static ToolOutput show(ToolCall call) {
        return call.send(call.request(), answer -> show(call, answer));
    }

    /** Answers for models are text of a form of its own; what they are is told by how they begin. */
    private static ToolOutput show(ToolCall call, GitLabAnswer answer) throws IOException {
        InputStream body = answer.body();
        byte[] front = body.readNBytes(64);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(front), body);
        String start = new String(front, StandardCharsets.UTF_8).stripLeading();
        if (start.isEmpty() || start.startsWith("{") || start.startsWith("[")) {
            return ToolOutput.text(Shape.EVERYTHING.render(whole, ListPage.UNKNOWN, call.view()));
        }
        JsonText facts = new JsonText().beginObject().field("format", "text");
        TextSlice slice = TextSlice.bytes(whole, StandardCharsets.UTF_8, 0, call.roomBeside(facts));
        if (slice.nextByte() >= 0) {
            facts.field("cut", "size limit").field("note", "Ask for less: a smaller limit, or fewer columns.");
        }
        return ToolOutput.text(facts.markUserText().endObject().finished(), slice.text());
    }
}
