package dev.gitlabmcp.gitlab;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.gitlabmcp.limit.FairGate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.pool.PoolStats;

/**
 * The connections to one instance, and all that decides on calls to it. Leased by each call; once retired it takes no new
 * calls and closes when the last of them is over, so that it is never closed under a call. Thread-safe.
 */
final class PooledInstance {
    /** Set in {@link #state} when retired; the other bits count the leases. */
    private static final int RETIRED = Integer.MIN_VALUE;

    private final GitLabInstance instance;
    private final HttpHost host;
    private final boolean vouchedFor;
    private final Environment environment;
    private final Traffic traffic;
    private final ConnectionLedger ledger;
    private final InstanceClient client;
    private final FairGate gate;
    private final Breaker breaker;
    private final AtomicInteger state = new AtomicInteger();
    private volatile long lastUsed;
    private volatile boolean proven;

    /** What all instances of a pool share. */
    record Environment(
            GitLabClientConfiguration configuration,
            Network network,
            ConnectionBudget budget,
            TrafficByInstance series,
            Breaker.Settings breaker,
            Ticker ticker,
            TickerClock clock) {}

    /**
     * An instance without connections.
     *
     * @param vouchedFor whether the operator has named the instance
     */
    PooledInstance(GitLabInstance instance, boolean vouchedFor, Environment environment) {
        GitLabClientConfiguration configuration = environment.configuration();
        this.instance = instance;
        this.host = Hop.hostOf(instance);
        this.vouchedFor = vouchedFor;
        this.environment = environment;
        this.traffic = new Traffic(environment.series().of(instance));
        this.ledger = new ConnectionLedger(environment.budget(), vouchedFor, traffic);
        this.client = new InstanceClient(instance, configuration, environment.network(), ledger);
        this.gate = new FairGate(configuration.connectionsPerInstance(), configuration.maxWaiting());
        this.breaker = new Breaker(instance, environment.breaker());
        this.lastUsed = environment.ticker().read();
    }

    /** Counts one more call in; false when retired. */
    boolean tryLease() {
        int before;
        do {
            before = state.get();
            if (before < 0) {
                return false;
            }
        } while (!state.compareAndSet(before, before + 1));
        return true;
    }

    /** Counts a call out; the last one of a retired instance closes it. */
    void release() {
        lastUsed = environment.ticker().read();
        if (state.decrementAndGet() == RETIRED) {
            client.close();
        }
        environment.budget().connectionIsIdle();
    }

    /** Lets no new call in, and closes at once or with the last call. */
    void retire() {
        if (state.getAndUpdate(value -> value | RETIRED) == 0) {
            client.close();
        }
    }

    /** Retires and closes the instance, unless it is in use. */
    boolean tryRetire() {
        if (!state.compareAndSet(0, RETIRED)) {
            return false;
        }
        client.close();
        return true;
    }

    /** Closes connections that are too old or idle for this long. */
    void closeIdle(Duration unused) {
        client.closeIdle(unused);
    }

    /** GitLab has accepted a credential here. */
    void prove() {
        if (!proven) {
            proven = true;
            traffic.countAlsoIn(environment.series().separated(instance));
        }
    }

    /** Whether GitLab has accepted a credential here. */
    boolean isProven() {
        return proven;
    }

    /** Whether the operator has named this instance, so that its word about credentials counts. */
    boolean isVouchedFor() {
        return vouchedFor;
    }

    boolean isInUse() {
        return state.get() != 0;
    }

    /** Whether it is retired and its last call over. */
    boolean isClosed() {
        return state.get() == RETIRED;
    }

    /** When the last call ended, in the ticker's terms. */
    long lastUsed() {
        return lastUsed;
    }

    int idleConnections() {
        return ledger.idleConnections();
    }

    GitLabInstance instance() {
        return instance;
    }

    HttpHost host() {
        return host;
    }

    InstanceClient client() {
        return client;
    }

    /** The instance's connections. */
    ConnectionLedger ledger() {
        return ledger;
    }

    /** Who may use a connection. */
    FairGate gate() {
        return gate;
    }

    Breaker breaker() {
        return breaker;
    }

    /** Connections over all instances. */
    ConnectionBudget budget() {
        return environment.budget();
    }

    Traffic traffic() {
        return traffic;
    }

    /** What is in use and what is free at this moment, and what was counted. */
    InstanceStatistics statistics() {
        PoolStats stats = client.connections();
        return new InstanceStatistics(
                instance,
                state.get() & ~RETIRED,
                stats.getLeased(),
                stats.getPending() + gate.waiting(),
                stats.getAvailable(),
                stats.getMax(),
                environment.clock().instant(lastUsed),
                breaker.state(),
                proven,
                traffic.statistics());
    }
}
