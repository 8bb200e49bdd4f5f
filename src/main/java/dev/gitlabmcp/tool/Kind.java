package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;

/** What values a parameter takes: how they are described, read and sent. Implementations are immutable. */
interface Kind<T> {

    /** Adds type and bounds to the parameter's JSON Schema. */
    void describe(ObjectNode schema);

    /**
     * Reads a value, which is not null.
     *
     * @throws ToolException through {@link Argument#refuse} when it cannot be right
     */
    T read(JsonNode value, Argument argument);

    /** The value as text, for paths and single query parameters. */
    default String text(T value) {
        return value.toString();
    }

    /** Adds the value to a query. */
    default void query(T value, Param<T> param, GitLabRequest.Builder request) {
        request.query(param.wireName(), text(value));
    }

    /** Writes the value into a body. */
    void json(T value, JsonText out);

    /** The same kind with a lower bound. */
    default Kind<T> atLeast(long min) {
        throw new IllegalArgumentException("This kind of parameter has no lower bound");
    }

    /** The same kind with an upper bound. */
    default Kind<T> atMost(long max) {
        throw new IllegalArgumentException("This kind of parameter has no upper bound");
    }
}
