package dev.gitlabmcp.gitlab;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.gitlabmcp.gitlab.GitLabProblem.Refused;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of all instances: one set of connections for each, made on first use, and given up when it is idle or its
 * place is needed, but never under a call. Thread-safe; calls to instances in the pool share no lock.
 *
 * <p>Built on HttpClient's own builder rather than dropwizard-client's: that one wires the deprecated socket factories,
 * times each request in metrics that outlive the client, and refuses a second client of a name while the first is closing.
 */
public final class GitLabClientPool implements GitLabClient, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GitLabClientPool.class);

    private final GitLabClientConfiguration configuration;
    private final Duration idleTimeout;
    private final Duration connectionIdleTimeout;
    private final KnownCredentials known;
    private final Predicate<GitLabInstance> vouched;
    private final Ticker ticker;
    private final InstanceTable table;
    private final ConnectionBudget budget;
    private final PooledInstance.Environment environment;
    private final Deadlines deadlines = new Deadlines();

    /** A pool of default size that reaches every instance directly, and counts none by itself. */
    public GitLabClientPool(GitLabClientConfiguration configuration) {
        this(
                configuration,
                GitLabPoolConfiguration.defaults(),
                Network.direct(),
                new KnownCredentials(),
                new TrafficByInstance(0));
    }

    /**
     * A pool of that size.
     *
     * @param series where it counts what outlives an instance's stay in the pool
     */
    public GitLabClientPool(
            GitLabClientConfiguration configuration,
            GitLabPoolConfiguration pool,
            Network network,
            KnownCredentials credentials,
            TrafficByInstance series) {
        this(configuration, pool, network, credentials, series, Ticker.systemTicker(), network::vouchesFor);
    }

    /** A pool that measures idle times and the circuit breakers' with this ticker. */
    GitLabClientPool(
            GitLabClientConfiguration configuration,
            GitLabPoolConfiguration pool,
            Network network,
            KnownCredentials credentials,
            TrafficByInstance series,
            Ticker ticker,
            Predicate<GitLabInstance> vouched) {
        this.configuration = configuration;
        this.idleTimeout = pool.idleTimeout().toJavaDuration();
        this.connectionIdleTimeout = configuration.keepAlive().toJavaDuration();
        this.known = credentials;
        this.vouched = vouched;
        this.ticker = ticker;
        this.table = new InstanceTable(pool.maxSize());
        this.budget = new ConnectionBudget(
                configuration.connectionsTotal(), configuration.maxWaiting(), table::closeIdleConnections);
        this.environment = new PooledInstance.Environment(
                configuration,
                network,
                budget,
                series,
                Breaker.Settings.of(configuration.breaker(), ticker),
                ticker,
                new TickerClock(ticker));
    }

    @Override
    public <T> T call(
            Principal principal, GitLabRequest request, Duration timeout, CancelSignal cancel, AnswerReader<T> reader) {
        known.checkRefusal(principal);
        if (request.isDryRun()) {
            throw new GitLabException(new GitLabProblem.NotSent(request));
        }
        PooledInstance pooled = lease(principal);
        RunningCall call = new RunningCall(timeout);
        Exchange<T> exchange = new Exchange<>(pooled, principal, request, call, reader, configuration);
        Runnable forget = () -> {};
        boolean proven = false;
        try {
            pooled.traffic().begun();
            deadlines.watch(call);
            forget = cancel.onCancel(call::cancel);
            T answer = exchange.run();
            if (exchange.credentialIsAccepted() && pooled.isVouchedFor()) {
                known.accepted(principal);
                proven = true;
            }
            return answer;
        } catch (GitLabException e) {
            pooled.traffic().failed(e.problem());
            Refused refusal = exchange.credentialRefusal();
            if (refusal != null) {
                known.refused(principal, refusal);
                LOG.debug("{} refuses a credential", principal.instance().label());
            }
            throw e;
        } finally {
            call.end();
            deadlines.forget(call);
            if (exchange.wasSent()) {
                pooled.traffic().took(call.elapsedNanos());
            }
            if (proven) {
                // Last, so that all of a call counts in one place.
                pooled.prove();
            }
            pooled.release();
            forget.run();
            log(principal, request, call);
        }
    }

    /** What is in use and what was counted, for the whole pool and for each instance in it. */
    public PoolStatistics statistics() {
        return table.statistics(budget);
    }

    /** Whether the pool has this instance, so that a call to it opens no new one. */
    public boolean knows(GitLabInstance instance) {
        return table.contains(instance);
    }

    /** Has an instance leave the pool, never under a call; the next call to it makes it anew. */
    public Eviction evict(GitLabInstance instance) {
        return table.evict(instance);
    }

    /**
     * Gives up instances that were idle for {@link GitLabPoolConfiguration#idleTimeout}, and connections of the others
     * that are too old or idle for {@link GitLabClientConfiguration#keepAlive}; to be called every
     * {@link GitLabPoolConfiguration#cleanupInterval}.
     */
    public void sweep() {
        table.sweep(ticker.read(), idleTimeout, connectionIdleTimeout);
    }

    /** Cancels the calls that run, closes the connections, and takes no further call. */
    @Override
    public void close() {
        deadlines.close();
        table.close();
    }

    private PooledInstance lease(Principal principal) {
        PooledInstance pooled = table.lease(principal.instance());
        return pooled == null ? open(principal) : pooled;
    }

    private PooledInstance open(Principal principal) {
        GitLabInstance instance = principal.instance();
        boolean vouchedFor = vouched.test(instance);
        boolean proven = vouchedFor && known.isProven(principal.id());
        return table.open(
                instance,
                new InstanceTable.Newcomer(
                        vouchedFor, proven, target -> new PooledInstance(target, vouchedFor, environment)));
    }

    private static void log(Principal principal, GitLabRequest request, RunningCall call) {
        if (LOG.isDebugEnabled()) {
            // Without the query, which may hold what people search for.
            String target = request.requestTarget();
            int query = target.indexOf('?');
            LOG.debug(
                    "{} {} at {} took {} ms",
                    request.method(),
                    query < 0 ? target : target.substring(0, query),
                    principal.instance().label(),
                    TimeUnit.NANOSECONDS.toMillis(call.elapsedNanos()));
        }
    }
}
