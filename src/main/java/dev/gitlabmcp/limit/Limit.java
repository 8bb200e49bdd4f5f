package dev.gitlabmcp.limit;

/** What a caller can be over. */
public enum Limit {
    /** Requests of one session. */
    SESSION("requests a minute for this session"),
    /** Requests of one credential, in all of its sessions and without any. */
    CREDENTIAL("requests a minute for this credential"),
    /** Notifications and replies of one credential. */
    NOTIFICATIONS("notifications and replies a minute for this credential"),
    /** Messages of all unproven credentials of one client address. */
    ADDRESS("messages a minute for this client address, until GitLab has accepted the credential"),
    /** GitLab instances that unproven credentials of one client address make the server connect to. */
    NEW_INSTANCES("new GitLab instances a minute for this client address, until GitLab has accepted the credential");

    private final String unit;

    Limit(String unit) {
        this.unit = unit;
    }

    /** What is counted, and for whom: the words after the number. */
    String unit() {
        return unit;
    }
}
