package dev.gitlabmcp.gitlab;

/**
 * Who calls, and where to: a credential together with the instance it is for.
 *
 * @param id SHA-256 over instance and token, in Base64url: names the caller in sessions, limits and sealed state without
 *     revealing the token
 */
public record Principal(GitLabInstance instance, Credentials credentials, String id) {

    /** The principal of this credential at this instance. */
    public static Principal of(GitLabInstance instance, Credentials credentials) {
        return new Principal(instance, credentials, credentials.fingerprint(instance));
    }
}
