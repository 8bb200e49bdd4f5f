package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.tool.StubGitLab;
import dev.gitlabmcp.tool.ToolDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each tool's requests, as they arrive on a socket, against what GitLab documents: with the required arguments alone, with
 * all, and with awkward ones; and each request of the golden cases.
 */
class ContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NOT_BESIDE =
            Pattern.compile("Invalid argument: (\\w+) can(?:not| only) be given together with.*");

    private static CatalogueCalls calls;
    private static GitLabContract contract;
    private static GraphQlContract graphql;

    @BeforeAll
    static void start() {
        contract = new GitLabContract();
        graphql = new GraphQlContract();
        calls = new CatalogueCalls();
    }

    @AfterAll
    static void stop() {
        if (calls != null) {
            calls.close();
        }
    }

    static Stream<ToolDefinition> tools() {
        return GitLabCatalogue.tools().tools().stream();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void requests_areThoseOfGitLab(ToolDefinition tool) {
        List<Set<String>> places = places(tool);
        for (Set<String> place : places) {
            Set<String> required = required(tool, place);
            Set<String> all = new LinkedHashSet<>(required);
            tool.inputSchema().path("properties").fieldNames().forEachRemaining(name -> {
                boolean elsewhere = places.stream().anyMatch(other -> other.contains(name)) && !place.contains(name);
                if (!elsewhere) {
                    all.add(name);
                }
            });
            check(tool, required, false);
            check(tool, all, false);
            check(tool, all, true);
        }
    }

    /** The placeholders of each of its paths. */
    private static List<Set<String>> places(ToolDefinition tool) {
        List<Set<String>> places = new ArrayList<>();
        for (String path : tool.paths()) {
            Set<String> names = new LinkedHashSet<>();
            Matcher placeholder = Pattern.compile("\\{(\\w+)}").matcher(path);
            while (placeholder.find()) {
                names.add(placeholder.group(1));
            }
            places.add(names);
        }
        return places.isEmpty() ? List.of(Set.of()) : places;
    }

    private static Set<String> required(ToolDefinition tool, Set<String> place) {
        Set<String> required = new LinkedHashSet<>(place);
        tool.inputSchema().path("required").forEach(name -> required.add(name.asText()));
        if (tool.inputSchema().at("/properties/project_id").isObject()
                && (place.isEmpty() || place.contains("project_id"))) {
            required.add("project_id");
        }
        required.addAll(SampleArguments.alsoNeeded(tool.name()));
        return required;
    }

    private static void check(ToolDefinition tool, Set<String> names, boolean awkward) {
        Set<String> wanted = new LinkedHashSet<>(names);
        Set<String> dropped = new LinkedHashSet<>();
        while (true) {
            ObjectNode arguments = JsonNodeFactory.instance.objectNode();
            wanted.forEach(name -> arguments.set(
                    name,
                    SampleArguments.value(tool.name(), name, tool.inputSchema().at("/properties/" + name), awkward)));
            CatalogueCalls.Went went =
                    calls.call(tool, arguments, request -> StubGitLab.Answer.json(200, SampleArguments.ANSWER));
            List<StubGitLab.Request> asked = went.asked();
            String said = said(went.result());
            Matcher notBeside = NOT_BESIDE.matcher(said);
            if (notBeside.matches() && wanted.remove(notBeside.group(1))) {
                dropped.add(notBeside.group(1));
                continue;
            }
            assertThat(said).as("%s with %s", tool, arguments).doesNotStartWith("Invalid argument");
            assertThat(asked).as("%s with %s: %s", tool, arguments, said).isNotEmpty();
            for (StubGitLab.Request request : asked) {
                assertThat(violations(tool, request.method(), request.target(), request.body()))
                        .as("%s with %s", tool, arguments)
                        .isEmpty();
            }
            return;
        }
    }

    private static List<String> violations(ToolDefinition tool, String method, String target, String body) {
        return target.equals("/api/graphql")
                ? graphql.violations(tool, body)
                : contract.violations(method, target, body);
    }

    private static String said(CallToolResult result) {
        return result.isError() && result.content().get(0) instanceof Content.Text text ? text.text() : "";
    }

    @ParameterizedTest
    @MethodSource("tools")
    void goldenRequests_areThoseOfGitLab(ToolDefinition tool) throws IOException {
        JsonNode golden =
                JSON.readTree(Files.readAllBytes(Path.of("src/test/resources/golden", tool.name() + ".json")));
        for (JsonNode exchange :
                golden.findValues("exchanges").stream().flatMap(e -> stream(e)).toList()) {
            String[] request = exchange.get("request").asText().split(" ", 2);
            String body = exchange.has("body") ? exchange.get("body").toString() : "";
            assertThat(violations(tool, request[0], request[1], body)).isEmpty();
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items.stream();
    }
}
