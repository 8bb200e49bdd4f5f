package dev.gitlabmcp.auth;

/**
 * The session that a request names, which may be anybody's.
 *
 * @param owner id of the principal it belongs to
 * @param target API URL of its instance
 */
public record SessionClaim(String owner, String target) {}
