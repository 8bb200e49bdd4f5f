package dev.gitlabmcp.dispatch;

/**
 * Why a call did not begin.
 *
 * @param status HTTP status that says so, 400 to 599
 * @param retryAfter seconds after which another try may succeed; 0 when none can
 * @param error the JSON-RPC error response in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent")
record Refusal(int status, int retryAfter, byte[] error) {}
