package dev.gitlabmcp.gitlab;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of all instances: one set of connections for each, made on first use and kept. Thread-safe.
 *
 * <p>Built on HttpClient's own builder rather than dropwizard-client's: that one wires the deprecated socket factories,
 * times each request in metrics that outlive the client, and refuses a second client of a name while the first is closing.
 */
public final class GitLabClientPool implements GitLabClient, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GitLabClientPool.class);

    private static final Map<String, ToIntFunction<InstanceStatistics>> GAUGES = Map.of(
            "leased", InstanceStatistics::leased,
            "pending", InstanceStatistics::pending,
            "available", InstanceStatistics::available,
            "max", InstanceStatistics::max);

    private final GitLabClientConfiguration configuration;
    private final @Nullable MetricRegistry metrics;
    private final ConcurrentMap<GitLabInstance, PooledInstance> instances = new ConcurrentHashMap<>();
    private final TlsSocketStrategy tls = DefaultClientTlsStrategy.createDefault();
    private final Deadlines deadlines = new Deadlines();
    private volatile boolean closed;

    /** A pool without metrics. */
    public GitLabClientPool(GitLabClientConfiguration configuration) {
        this(configuration, null);
    }

    /** A pool with four gauges for each instance, which go when it is closed. */
    public GitLabClientPool(GitLabClientConfiguration configuration, @Nullable MetricRegistry metrics) {
        this.configuration = configuration;
        this.metrics = metrics;
    }

    @Override
    public <T> T call(
            Principal principal, GitLabRequest request, Duration timeout, CancelSignal cancel, AnswerReader<T> reader) {
        PooledInstance pooled = lease(principal.instance());
        RunningCall call = new RunningCall(timeout);
        Runnable forget = () -> {};
        try {
            deadlines.watch(call);
            forget = cancel.onCancel(call::cancel);
            return new Exchange<>(pooled, principal, request, call, reader, configuration).run();
        } finally {
            call.end();
            deadlines.forget(call);
            pooled.release();
            forget.run();
            log(principal, request, call);
        }
    }

    /** What is in use and what is free, for each instance. */
    public List<InstanceStatistics> statistics() {
        return instances.values().stream().map(PooledInstance::statistics).toList();
    }

    /** Cancels the calls that run, closes the connections, and takes no further call. */
    @Override
    public void close() {
        closed = true;
        deadlines.close();
        instances.keySet().forEach(this::remove);
    }

    private PooledInstance lease(GitLabInstance instance) {
        while (!closed) {
            PooledInstance pooled = instances.get(instance);
            if (pooled == null) {
                pooled = instances.computeIfAbsent(instance, this::open);
            }
            if (!pooled.tryLease()) {
                instances.remove(instance, pooled);
            } else if (closed) {
                pooled.release();
            } else {
                return pooled;
            }
        }
        // close() may have missed an entry that was made at the same moment.
        remove(instance);
        throw new GitLabException(new GitLabProblem.Cancelled());
    }

    private PooledInstance open(GitLabInstance instance) {
        PooledInstance pooled = new PooledInstance(instance, configuration, tls);
        if (metrics != null) {
            GAUGES.forEach((name, value) -> {
                Gauge<Integer> gauge = () -> value.applyAsInt(pooled.statistics());
                metrics.gauge(metricName(instance, name), () -> gauge);
            });
        }
        return pooled;
    }

    private void remove(GitLabInstance instance) {
        PooledInstance pooled = instances.remove(instance);
        if (pooled != null) {
            pooled.retire();
            if (metrics != null) {
                GAUGES.keySet().forEach(name -> metrics.remove(metricName(instance, name)));
            }
        }
    }

    private static String metricName(GitLabInstance instance, String name) {
        return "gitlab.connections." + instance.scheme() + "." + instance.label() + "." + name;
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
