package dev.gitlabmcp.ops;

import com.codahale.metrics.health.HealthCheck;
import dev.gitlabmcp.gitlab.PoolStatistics;
import java.util.function.Supplier;

/** Whether a further GitLab instance could be connected: not when the pool is full of instances that are all in use. */
public final class PoolHealthCheck extends HealthCheck {
    private final Supplier<PoolStatistics> pool;

    /** That of the pool with these statistics. */
    public PoolHealthCheck(Supplier<PoolStatistics> pool) {
        this.pool = pool;
    }

    @Override
    protected Result check() {
        PoolStatistics now = pool.get();
        long inUse = now.instances().stream()
                .filter(instance -> instance.leases() > 0)
                .count();
        String numbers = now.entries() + " of " + now.max() + " instances connected, " + inUse + " in use.";
        return now.entries() >= now.max() && inUse >= now.entries()
                ? Result.unhealthy(numbers + " No further one can be called: raise GITLAB_POOL_MAX_SIZE.")
                : Result.healthy(numbers);
    }
}
