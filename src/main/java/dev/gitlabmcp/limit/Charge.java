package dev.gitlabmcp.limit;

import io.github.bucket4j.Bucket;
import org.jspecify.annotations.Nullable;

/**
 * The buckets that one message is charged to.
 *
 * @param address null for a proven principal
 */
record Charge(
        Allowance principal,
        @Nullable Bucket session,
        @Nullable Bucket address) {

    /** Takes all of these tokens, or none and says where there were too few; numbers below 1 stand for none. */
    @Nullable
    Limit take(long messages, long requests, long notifications) {
        if (!take(address, messages)) {
            return Limit.ADDRESS;
        }
        Limit empty = takeOwn(requests, notifications);
        if (empty != null) {
            give(address, messages);
        }
        return empty;
    }

    private @Nullable Limit takeOwn(long requests, long notifications) {
        if (!take(principal.requests(), requests)) {
            return Limit.CREDENTIAL;
        }
        if (!take(session, requests)) {
            give(principal.requests(), requests);
            return Limit.SESSION;
        }
        if (!take(principal.notifications(), notifications)) {
            giveRequests(requests);
            return Limit.NOTIFICATIONS;
        }
        return null;
    }

    void giveRequests(long tokens) {
        give(principal.requests(), tokens);
        give(session, tokens);
    }

    void giveNotifications(long tokens) {
        give(principal.notifications(), tokens);
    }

    private static boolean take(@Nullable Bucket bucket, long tokens) {
        return bucket == null || tokens < 1 || bucket.tryConsume(tokens);
    }

    private static void give(@Nullable Bucket bucket, long tokens) {
        if (bucket != null && tokens > 0) {
            bucket.addTokens(tokens);
        }
    }
}
