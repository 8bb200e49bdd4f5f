package dev.gitlabmcp.transport;

import dev.gitlabmcp.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A request refused at the HTTP edge; answered as a JSON-RPC error without id. Expected, so it carries no stack trace. */
final class RefusedException extends RuntimeException {
    private final int status;
    private final int code;
    private final @Nullable String allow;
    private final long retryAfter;

    /** A refusal with this HTTP status; the message says what is wrong and what would be right. */
    RefusedException(int status, String message) {
        this(status, ErrorCode.INVALID_REQUEST, message, null, 0);
    }

    private RefusedException(int status, int code, String message, @Nullable String allow, long retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.allow = allow;
        this.retryAfter = retryAfter;
    }

    /** 405, naming the methods that are allowed. */
    static RefusedException methodNotAllowed(String allow, String message) {
        return new RefusedException(405, ErrorCode.INVALID_REQUEST, message, allow, 0);
    }

    /** 429, saying in how many seconds another try may succeed. */
    static RefusedException tooManyRequests(String message, long retryAfter) {
        return new RefusedException(429, ErrorCode.RATE_LIMITED, message, null, retryAfter);
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

    /** Value of the {@code Retry-After} header in seconds, or 0 for none. */
    long retryAfter() {
        return retryAfter;
    }
}
