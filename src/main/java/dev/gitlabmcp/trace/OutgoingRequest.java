package dev.gitlabmcp.trace;

/**
 * What a span says of a request to somebody else.
 *
 * @param scheme {@code http} or {@code https}
 * @param path without a query, which may hold what people search for
 * @param resend how many attempts came before this one
 */
public record OutgoingRequest(String method, String scheme, String host, int port, String path, int resend) {}
