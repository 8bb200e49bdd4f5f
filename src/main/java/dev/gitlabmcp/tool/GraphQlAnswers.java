package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.shaping.ListPage;
import dev.gitlabmcp.shaping.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Shows what GitLab's GraphQL API gave as answers of its REST API are shown. Stateless. */
final class GraphQlAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GraphQlAnswers() {}

    static ToolOutput show(ToolCall call, JsonNode found, Shape shape) {
        if (found.isMissingNode() || found.isNull()) {
            throw new ToolException(
                    new ToolProblem.NothingFound(
                            "GitLab shows no such thing.",
                            "Either it does not exist, or this token may not see it. Check ids and paths; list or search for it."));
        }
        boolean connection = found.path("nodes").isArray();
        try {
            byte[] json = JSON.writeValueAsBytes(connection ? found.get("nodes") : found);
            ListPage page = connection && found.has("pageInfo") ? page(call, found) : ListPage.UNKNOWN;
            return ToolOutput.text(shape.render(new ByteArrayInputStream(json), page, call.view()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ListPage page(ToolCall call, JsonNode connection) {
        JsonNode info = connection.path("pageInfo");
        JsonNode count = connection.path("count");
        boolean more =
                info.path("hasNextPage").asBoolean() && info.path("endCursor").isTextual();
        int perPage = call.pageVariables().get("first").intValue();
        return new ListPage(
                OptionalInt.empty(),
                OptionalInt.of(perPage),
                OptionalInt.empty(),
                count.isIntegralNumber() ? OptionalLong.of(count.longValue()) : OptionalLong.empty(),
                more ? Optional.of(info.get("endCursor").textValue()) : Optional.empty());
    }
}
