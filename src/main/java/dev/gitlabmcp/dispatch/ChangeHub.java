package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.session.EventStream;
import dev.gitlabmcp.session.Session;
import dev.gitlabmcp.session.SessionStore;
import dev.gitlabmcp.tool.ChangeNotifier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/** Tells clients of both eras that lists or resources changed; each client on a thread of the executor. Thread-safe. */
public final class ChangeHub implements ChangeNotifier {
    private final SessionStore sessions;
    private final Executor executor;
    private final SubscriptionSeats seats;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final LongAdder opened = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile boolean closed;

    /** A hub for the sessions of this store, and so many subscriptions beside them; writes happen on the executor. */
    public ChangeHub(SessionStore sessions, Executor executor, SubscriptionLimits limits) {
        this.sessions = sessions;
        this.executor = executor;
        this.seats = new SubscriptionSeats(limits);
    }

    @Override
    public void toolsChanged() {
        tell(new Change(Change.Kind.TOOLS, null));
    }

    @Override
    public void promptsChanged() {
        tell(new Change(Change.Kind.PROMPTS, null));
    }

    @Override
    public void resourcesChanged() {
        tell(new Change(Change.Kind.RESOURCES, null));
    }

    @Override
    public void resourceUpdated(String uri) {
        tell(new Change(Change.Kind.RESOURCES, uri));
    }

    /** Subscriptions open at the moment. */
    public int openSubscriptions() {
        return subscriptions.size();
    }

    /** Subscriptions opened so far. */
    public long openedSubscriptions() {
        return opened.sum();
    }

    /** Subscriptions not opened so far, since there was no room. */
    public long refusedSubscriptions() {
        return refused.sum();
    }

    /**
     * Takes a place for one subscription; it must be closed when that is over.
     *
     * @throws SubscriptionCapacityException when there is none left for this caller
     */
    SubscriptionSeats.Seat seat(Inbound inbound) {
        try {
            return seats.take(inbound.principal().id(), inbound.address(), inbound.proven());
        } catch (SubscriptionCapacityException e) {
            refused.increment();
            throw e;
        }
    }

    /** Notices whose credential GitLab has accepted; to be called with every request. */
    void notice(Inbound inbound) {
        if (inbound.proven()) {
            seats.proven(inbound.principal().id());
        }
    }

    /** Ends every subscription in order and takes no new ones. */
    public void close() {
        closed = true;
        subscriptions.forEach(this::end);
    }

    void add(Subscription subscription) {
        subscriptions.add(subscription);
        opened.increment();
        if (closed) {
            end(subscription);
        }
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    private void end(Subscription subscription) {
        if (subscriptions.remove(subscription)) {
            subscription.end(ServerIdentity.META);
        }
    }

    private void tell(Change change) {
        for (Subscription subscription : subscriptions) {
            if (subscription.wants(change)) {
                executor.execute(() -> subscription.send(change.method(), change.params()));
            }
        }
        byte[] message = Messages.notification(change.method(), change.params());
        for (Session session : sessions.sessions()) {
            EventStream stream = session.standaloneStreamIfOpened();
            if (stream != null
                    && (change.uri() == null || session.subscriptions().contains(change.uri()))) {
                executor.execute(() -> stream.send(message));
            }
        }
    }
}
