package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Whole answers of GitLab that a handler needs to decide what it does next; none of them is large. Stateless. */
final class SmallAnswers {
    private static final ObjectMapper JSON = new ObjectMapper(Shape.JSON);

    private SmallAnswers() {}

    /** The answer as a tree; an empty one as a missing node. */
    static JsonNode tree(ToolCall call, GitLabRequest request) {
        return tree(call.scope(), request);
    }

    /** As {@link #tree(ToolCall, GitLabRequest)}. */
    static JsonNode tree(CallScope scope, GitLabRequest request) {
        return scope.send(request, answer -> {
            JsonNode tree = JSON.readTree(answer.body());
            return tree == null ? MissingNode.getInstance() : tree;
        });
    }

    /** The value at which a parser stands, as a tree. */
    static JsonNode tree(JsonParser parser) throws IOException {
        return JSON.readTree(parser);
    }

    /** A tree as the bytes that GitLab would send for it. */
    static byte[] bytes(JsonNode tree) throws IOException {
        return JSON.writeValueAsBytes(tree);
    }

    /** A body of the members that the consumer writes. */
    static byte[] body(Consumer<JsonText> members) {
        JsonText out = new JsonText().beginObject();
        members.accept(out);
        return out.endObject().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether GitLab refused with one of these statuses. */
    static boolean isRefused(ToolException e, int... statuses) {
        if (e.problem() instanceof ToolProblem.RefusedByGitLab refused) {
            for (int status : statuses) {
                if (refused.status() == status) {
                    return true;
                }
            }
        }
        return false;
    }
}
