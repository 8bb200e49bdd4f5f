package dev.gitlabmcp.limit;

import java.util.Optional;

/**
 * A message may be read. Once its kind is known it is settled, exactly once, by one of the {@code as…} methods: a request costs
 * the request token already taken, a notification or reply one of its own kind instead, a batch one for each member. For one
 * thread. A message refused here keeps what it cost, so that nobody makes the server parse without end; one that turns out to
 * be no message at all is not settled, and has cost a request.
 */
public final class Admission implements Decision {
    private final RequestLimits limits;
    private final Charge charge;
    private final boolean notificationOnly;
    private boolean settled;

    Admission(RequestLimits limits, Charge charge, boolean notificationOnly) {
        this.limits = limits;
        this.charge = charge;
        this.notificationOnly = notificationOnly;
    }

    /** Whether there was no room for a request any more, so that only a notification or a reply will do. */
    public boolean isNotificationOnly() {
        return notificationOnly;
    }

    /** The message is a request; not empty when it is over a limit. */
    public Optional<Over> asRequest() {
        return asBatch(1, 0);
    }

    /** The message is a notification or a reply; not empty when it is over a limit. */
    public Optional<Over> asNotification() {
        return asBatch(0, 1);
    }

    /**
     * The message is a batch; not empty when it is over a limit, and then no further member has been charged.
     *
     * @param requests members that are requests, 0 or more
     * @param notifications members that are notifications or replies, 0 or more; with the requests at least 1
     */
    public Optional<Over> asBatch(int requests, int notifications) {
        if (requests < 0 || notifications < 0 || requests + notifications < 1) {
            throw new IllegalArgumentException(requests + " requests and " + notifications + " notifications");
        }
        if (settled) {
            throw new IllegalStateException("This admission is settled already.");
        }
        settled = true;
        long moreMessages = requests + notifications - 1L;
        long moreRequests = requests - (notificationOnly ? 0L : 1L);
        long moreNotifications = notifications - (notificationOnly ? 1L : 0L);
        Limit empty = charge.take(moreMessages, moreRequests, moreNotifications);
        if (empty != null) {
            // Another try pays for the first member again.
            return Optional.of(limits.over(empty, charge, new Tokens(moreMessages + 1, requests, notifications)));
        }
        charge.giveRequests(-moreRequests);
        charge.giveNotifications(-moreNotifications);
        return Optional.empty();
    }

    /** Numbers of tokens that were asked for. */
    record Tokens(long messages, long requests, long notifications) {
        static final Tokens ONE_REQUEST = new Tokens(1, 1, 0);
    }
}
