package dev.gitlabmcp.ops;

import com.codahale.metrics.health.HealthCheck;
import dev.gitlabmcp.gitlab.BreakerState;
import dev.gitlabmcp.gitlab.InstanceStatistics;
import dev.gitlabmcp.gitlab.PoolStatistics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whether any of the GitLab instances used of late answers; those that do not are named. */
public final class BreakerHealthCheck extends HealthCheck {
    private static final Duration LATELY = Duration.ofMinutes(5);
    private static final int NAMED = 10;

    private final Supplier<PoolStatistics> pool;
    private final InstantSource clock;

    /** That of the pool with these statistics. */
    public BreakerHealthCheck(Supplier<PoolStatistics> pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    protected Result check() {
        List<InstanceStatistics> used =
                pool.get().instances().stream().filter(this::isUsed).toList();
        List<String> open = used.stream()
                .filter(instance -> instance.breaker() == BreakerState.OPEN)
                .map(instance -> instance.instance().label())
                .sorted()
                .toList();
        if (open.isEmpty()) {
            return Result.healthy(used.size() + " instances used in the last 5 minutes, all answer.");
        }
        String names = open.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (open.size() > NAMED ? " and " + (open.size() - NAMED) + " more" : "");
        String sentence =
                open.size() + " of " + used.size() + " instances used in the last 5 minutes do not answer: " + names
                        + ". Look whether they run and can be reached from here; calls to them go on by themselves once they answer.";
        return open.size() == used.size() ? Result.unhealthy(sentence) : Result.healthy("Warning: " + sentence);
    }

    private boolean isUsed(InstanceStatistics instance) {
        return instance.leases() > 0
                || instance.lastUse().isAfter(clock.instant().minus(LATELY));
    }
}
