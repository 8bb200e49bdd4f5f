package dev.gitlabmcp.gitlab;

/** What became of an instance that was to leave the pool. */
public enum Eviction {
    /** It was not in use; its connections are closed. */
    CLOSED,
    /** It takes no new calls; its connections close with the last call that uses them. */
    AFTER_CALLS,
    /** It was not there. */
    UNKNOWN
}
