package dev.gitlabmcp.session;

/**
 * No further session fits, and none could be ended to make room; to be answered with HTTP 503. Expected under load, so it
 * carries no stack trace.
 */
public final class SessionCapacityException extends RuntimeException {

    private SessionCapacityException(String reason) {
        super("Server capacity reached: " + reason, null, false, false);
    }

    static SessionCapacityException sessions(int max) {
        return new SessionCapacityException(max + " sessions are open.");
    }

    static SessionCapacityException sessionsOfCredential(int max) {
        return new SessionCapacityException(max + " sessions of this credential are open and in use.");
    }

    static SessionCapacityException unprovenSessionsOfAddress(int max) {
        return new SessionCapacityException(max
                + " unproven sessions of this client address are open and in use; a session is proven once GitLab has"
                + " accepted its credential.");
    }
}
