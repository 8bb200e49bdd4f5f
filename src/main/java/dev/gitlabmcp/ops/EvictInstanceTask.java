package dev.gitlabmcp.ops;

import dev.gitlabmcp.gitlab.Eviction;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.gitlab.GitLabInstance;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Drops an instance from the pool, with its connections, counters and circuit breaker: {@code evict-instance?url=}. The next
 * call to it makes it anew.
 */
public final class EvictInstanceTask extends OperatorTask {
    private final GitLabClientPool pool;

    /** For this pool. */
    public EvictInstanceTask(GitLabClientPool pool) {
        super("evict-instance", Set.of("url"));
        this.pool = pool;
    }

    @Override
    Outcome run(Map<String, List<String>> given) {
        GitLabInstance instance;
        try {
            instance = GitLabInstance.of(required(given, "url"));
        } catch (IllegalArgumentException e) {
            throw new TaskRefusedException(400, "url: " + e.getMessage());
        }
        Eviction eviction = pool.evict(instance);
        return switch (eviction) {
            case CLOSED -> new Outcome("evicted", instance + " has left the pool; its connections are closed.");
            case AFTER_CALLS ->
                new Outcome(
                        "leaving",
                        instance
                                + " has left the pool; its connections close when the calls that use them have ended.");
            case UNKNOWN ->
                throw new TaskRefusedException(
                        404, instance + " is not in the pool; GET /pools lists the instances that are.");
        };
    }
}
