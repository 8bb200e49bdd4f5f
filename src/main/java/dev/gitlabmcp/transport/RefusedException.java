package dev.gitlabmcp.transport;

import dev.gitlabmcp.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A request refused at the HTTP edge; answered as a JSON-RPC error without id. Expected, so it carries no stack trace. */
final class RefusedException extends RuntimeException {
    private final int status;
    private final int code;
    private final @Nullable String allow;

    /** A refusal with this HTTP status; the message says what is wrong and what would be right. */
    RefusedException(int status, String message) {
        this(status, ErrorCode.INVALID_REQUEST, message, null);
    }

    private RefusedException(int status, int code, String message, @Nullable String allow) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.allow = allow;
    }

    /** 405, naming the methods that are allowed. */
    static RefusedException methodNotAllowed(String allow, String message) {
        return new RefusedException(405, ErrorCode.INVALID_REQUEST, message, allow);
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    /** Value of the {@code Allow} header, or null for none. */
    @Nullable
    String allow() {
        return allow;
    }
}
