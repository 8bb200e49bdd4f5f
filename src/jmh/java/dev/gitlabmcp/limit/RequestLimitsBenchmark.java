package dev.gitlabmcp.limit;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What admitting a request costs, of two threads at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Threads(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestLimitsBenchmark {
    /** How many callers there are. */
    @Param({"1", "1000"})
    public int callers;

    // Bounds that are never reached: what is over a limit takes another way.
    private final RequestLimits limits = new RequestLimits(
            new LimitConfiguration(1_000_000, 10_000_000, 10_000_000, 100, 100, 10_000), RequestLimitsBenchmark::clock);
    private Caller[] all = {};

    /** Time that passes an hour in a second, so that tokens come back sooner than they are taken. */
    private static long clock() {
        return System.nanoTime() * 3_600;
    }

    /** Names the callers. */
    @Setup
    public void name() {
        all = new Caller[callers];
        for (int i = 0; i < callers; i++) {
            all[i] = new Caller("principal-" + i, true, "session-" + i, "192.0.2.1");
        }
    }

    /** A request of a proven caller in a session. */
    @Benchmark
    public boolean admit() {
        Decision decision = limits.admit(all[ThreadLocalRandom.current().nextInt(callers)]);
        if (decision instanceof Admission admission && admission.asRequest().isEmpty()) {
            return true;
        }
        throw new IllegalStateException("refused: " + decision);
    }
}
