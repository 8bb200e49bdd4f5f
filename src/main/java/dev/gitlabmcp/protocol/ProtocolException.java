package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a JSON-RPC error. Expected, so it carries no stack trace. */
public final class ProtocolException extends RuntimeException {
    private final int code;
    private final transient @Nullable JsonNode data;

    /** An error without data. {@code message} says what was wrong and what would be right. */
    public ProtocolException(int code, String message) {
        this(code, message, null);
    }

    /** An error with data for programs to read. */
    public ProtocolException(int code, String message, @Nullable JsonNode data) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    /** The JSON-RPC error code, see {@link ErrorCode}. */
    public int code() {
        return code;
    }

    /** The error's data, or null when there is none. */
    public @Nullable JsonNode data() {
        return data;
    }
}
