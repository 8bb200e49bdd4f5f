package dev.gitlabmcp.session;

/** No further session fits. Expected under load, so it carries no stack trace. */
public final class SessionCapacityException extends RuntimeException {

    /** Says how many sessions there may be. */
    public SessionCapacityException(int maxSessions) {
        super("Server capacity reached: " + maxSessions + " sessions are open.", null, false, false);
    }
}
