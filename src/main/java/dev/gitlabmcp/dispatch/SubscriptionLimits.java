package dev.gitlabmcp.dispatch;

/**
 * How many {@code subscriptions/listen} may be open at once.
 *
 * @param max in all, at least 1; unproven callers may hold half of them
 * @param maxPerPrincipal of one credential that GitLab has accepted, at least 1
 * @param maxUnprovenPerAddress from one client address with credentials that GitLab has not accepted yet, at least 1
 */
public record SubscriptionLimits(int max, int maxPerPrincipal, int maxUnprovenPerAddress) {

    /** The most that all unproven callers may hold together, so that they cannot keep out the others. */
    int maxUnproven() {
        return max - max / 2;
    }
}
