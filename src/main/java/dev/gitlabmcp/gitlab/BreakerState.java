package dev.gitlabmcp.gitlab;

/** Whether calls to an instance go through. */
public enum BreakerState {
    /** All calls go through. */
    CLOSED,
    /** No call goes through, since too many have failed. */
    OPEN,
    /** A few calls go through, to see whether the instance is back. */
    HALF_OPEN
}
