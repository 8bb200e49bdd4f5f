package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A document of GitLab's GraphQL API that this server sends, kept as {@code graphql/<name>.graphql} beside its fragments; it
 * holds one operation, called like the document. Immutable.
 *
 * @see <a href="https://docs.gitlab.com/api/graphql/">GraphQL API</a>
 */
public final class GraphQlDocument {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What GitLab says of a schema that lacks something; its older versions give no codes. */
    private static final Set<String> LACKING = Set.of(
            "undefinedField",
            "undefinedType",
            "undefinedDirective",
            "argumentNotAccepted",
            "variableRequiresValidType");

    private final String name;
    private final String text;
    private final boolean changes;
    private final List<String> result;

    private GraphQlDocument(String name, String text, String result) {
        this.name = name;
        this.text = text;
        this.changes = text.startsWith("mutation ");
        this.result = List.of(result.split("\\.", -1));
    }

    /**
     * Reads the document of that name.
     *
     * @param result the members of {@code data} that lead to what it is about, with dots between
     * @param fragments names of files whose fragments it uses
     * @throws IllegalArgumentException when there is no such file
     */
    public static GraphQlDocument of(String name, String result, String... fragments) {
        StringBuilder text = new StringBuilder(read(name));
        for (String fragment : fragments) {
            text.append(' ').append(read(fragment));
        }
        return new GraphQlDocument(name, text.toString(), result);
    }

    private static String read(String name) {
        try (InputStream file = GraphQlDocument.class.getResourceAsStream("/graphql/" + name + ".graphql")) {
            if (file == null) {
                throw new IllegalArgumentException("There is no GraphQL document " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)#.*$", "")
                    .replaceAll("\\s+", " ")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the document and its operation. */
    public String name() {
        return name;
    }

    /** What is sent. */
    public String text() {
        return text;
    }

    /** Whether it is a mutation. */
    public boolean changes() {
        return changes;
    }

    GitLabRequest request(ObjectNode variables, List<String> projects) {
        ObjectNode body = variables.objectNode().put("query", text);
        body.set("variables", variables);
        return request(body, changes, projects);
    }

    /**
     * The request that sends any document.
     *
     * @param body with the members {@code query} and, if need be, {@code variables} and {@code operationName}
     * @param changes whether it is a mutation
     * @param projects full paths of all projects that it concerns; empty when it may concern others, too
     */
    public static GitLabRequest request(ObjectNode body, boolean changes, List<String> projects) {
        return GitLabRequest.graphql(body.toString().getBytes(StandardCharsets.UTF_8), changes, projects);
    }

    /**
     * The whole answer to any document, which may hold data and errors.
     *
     * @throws IOException when it breaks off or is no JSON
     * @throws ToolException when it holds errors alone
     */
    public static JsonNode read(GitLabAnswer given) throws IOException {
        JsonNode answer = JSON.readTree(given.body());
        JsonNode data = answer.path("data");
        if (data.isMissingNode() || data.isNull()) {
            throw answer.path("errors").isEmpty()
                    ? new ToolException(new ToolProblem.Unreadable("it has no data"))
                    // A field that does not exist is the document's mistake here.
                    : refused(answer.get("errors"), false, answer.has("data"));
        }
        return answer;
    }

    /**
     * What it is about, of GitLab's answer; missing or null where GitLab shows none.
     *
     * @throws IOException when the answer breaks off or is no JSON
     * @throws ToolException when GitLab answers with errors alone, or a mutation has any of its own
     */
    JsonNode result(InputStream body) throws IOException {
        JsonNode answer = JSON.readTree(body);
        JsonNode found = answer.path("data");
        for (String member : result) {
            found = found.path(member);
            if (changes && !found.path("errors").isEmpty()) {
                throw refused(found.get("errors"), true, false);
            }
        }
        boolean nothing = found.isMissingNode() || found.isNull();
        if (!answer.path("errors").isEmpty() && nothing) {
            // Errors of a document that was not run at all come without data.
            throw refused(answer.get("errors"), true, changes && answer.has("data"));
        }
        if (!answer.has("data")) {
            throw new ToolException(new ToolProblem.Unreadable("it has no data"));
        }
        return nothing ? MissingNode.getInstance() : found;
    }

    private static ToolException refused(JsonNode errors, boolean ours, boolean executed) {
        List<String> said = new ArrayList<>();
        boolean lacking = false;
        boolean begun = executed;
        for (JsonNode error : errors) {
            String message = error.isTextual()
                    ? error.textValue()
                    : error.path("message").asText();
            said.add(message.strip());
            // Said before anything is done.
            begun &= !message.contains("does not exist or you don't have permission");
            lacking |= LACKING.contains(error.at("/extensions/code").asText())
                    || message.contains("doesn't exist on type")
                    || message.contains("isn't a defined input type")
                    || message.contains("Field is not defined on");
        }
        return new ToolException(new ToolProblem.RefusedByGraphQl(String.join("; ", said), ours && lacking, begun));
    }
}
