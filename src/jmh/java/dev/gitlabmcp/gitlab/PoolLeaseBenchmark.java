package dev.gitlabmcp.gitlab;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What leasing an instance of the pool costs, of two threads at once; without its connections. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Threads(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PoolLeaseBenchmark {
    /** How many instances are in the pool. */
    @Param({"1", "200"})
    public int instances;

    private final InstanceTable table = new InstanceTable(1000);
    private GitLabInstance[] all = {};

    /** Opens the instances, as the pool does. */
    @Setup
    public void open() {
        GitLabClientConfiguration configuration = GitLabClientConfiguration.defaults();
        Ticker ticker = Ticker.systemTicker();
        PooledInstance.Environment environment = new PooledInstance.Environment(
                configuration,
                Network.direct(),
                new ConnectionBudget(configuration.connectionsTotal(), configuration.maxWaiting(), strangers -> false),
                new TrafficByInstance(50),
                Breaker.Settings.of(configuration.breaker(), ticker),
                ticker,
                new TickerClock(ticker));
        all = new GitLabInstance[instances];
        for (int i = 0; i < instances; i++) {
            all[i] = GitLabInstance.of("https://gitlab" + i + ".example.com");
            table.open(
                            all[i],
                            new InstanceTable.Newcomer(
                                    true, true, target -> new PooledInstance(target, true, environment)))
                    .release();
        }
    }

    /** Closes them. */
    @TearDown
    public void close() {
        table.close();
    }

    /** Leases an instance that is there, and gives it back. */
    @Benchmark
    public @Nullable PooledInstance lease() {
        PooledInstance leased = table.lease(all[ThreadLocalRandom.current().nextInt(instances)]);
        if (leased == null) {
            throw new IllegalStateException("An instance is gone");
        }
        leased.release();
        return leased;
    }
}
