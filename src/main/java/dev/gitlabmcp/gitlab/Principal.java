package dev.gitlabmcp.gitlab;

/**
 * Who calls, and where to: a credential together with the instance it is for.
 *
 * @param id SHA-256 over instance and token, in Base64url: names the caller in sessions, limits and sealed state without
 *     revealing the token
 */
public record Principal(GitLabInstance instance, Credentials credentials, String id) {

    private static final int LABEL_LENGTH = 8;

    /** The principal of this credential at this instance. */
    public static Principal of(GitLabInstance instance, Credentials credentials) {
        return new Principal(instance, credentials, credentials.fingerprint(instance));
    }

    /** Stands for the caller in logs: the first eight characters of the id. */
    public String label() {
        return id.substring(0, LABEL_LENGTH);
    }
}
