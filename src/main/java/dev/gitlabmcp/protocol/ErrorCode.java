package dev.gitlabmcp.protocol;

/**
 * JSON-RPC error codes in use.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic">Error codes</a>
 */
public final class ErrorCode {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    /** Up to 2025-11-25 only; the modern era answers {@link #INVALID_PARAMS}. */
    public static final int RESOURCE_NOT_FOUND = -32002;

    public static final int HEADER_MISMATCH = -32020;
    public static final int MISSING_CLIENT_CAPABILITY = -32021;
    public static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    /** More requests than are allowed; the status' own number, as codes of applications lie outside those of JSON-RPC. */
    public static final int RATE_LIMITED = 429;
    /** A bound of the server is reached. */
    public static final int CAPACITY_REACHED = 503;

    private ErrorCode() {}
}
