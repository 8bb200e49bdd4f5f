package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import dev.gitlabmcp.gitlab.BreakerState;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.InstanceStatistics;
import dev.gitlabmcp.gitlab.PoolStatistics;
import dev.gitlabmcp.gitlab.TrafficStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What health checks make of numbers. */
class HealthChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static TrafficStatistics noTraffic() {
        try (GitLabClientPool pool = new GitLabClientPool(GitLabClientConfiguration.defaults())) {
            return pool.statistics().traffic();
        }
    }

    private static InstanceStatistics instance(String host, int leases, Instant lastUse, BreakerState breaker) {
        return new InstanceStatistics(
                GitLabInstance.of("https://" + host), leases, 0, 0, 0, 64, lastUse, breaker, true, noTraffic());
    }

    private static PoolStatistics pool(int max, List<InstanceStatistics> instances) {
        return new PoolStatistics(max, 0, 0, 0, 0, 0, 512, noTraffic(), instances);
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 1, true", "2, 1, 0, true", "2, 1, 2, false", "3, 4, 4, true"})
    void pool_isUnhealthyOnlyWhenFullAndAllInUse(int max, int first, int second, boolean healthy) {
        HealthCheck.Result result = new PoolHealthCheck(() -> pool(
                        max,
                        List.of(
                                instance("a.test", first, NOW, BreakerState.CLOSED),
                                instance("b.test", second, NOW, BreakerState.CLOSED))))
                .execute();

        assertThat(result.isHealthy()).isEqualTo(healthy);
        assertThat(result.getMessage()).contains("2 of " + max + " instances");
        assertThat(result.getMessage().contains("GITLAB_POOL_MAX_SIZE")).isEqualTo(!healthy);
    }

    private static HealthCheck.Result breakers(InstanceStatistics... instances) {
        return new BreakerHealthCheck(() -> pool(10, List.of(instances)), InstantSource.fixed(NOW)).execute();
    }

    @Test
    void breakers_oneOpen_isAWarning() {
        HealthCheck.Result result = breakers(
                instance("a.test", 0, NOW, BreakerState.OPEN),
                instance("b.test", 0, NOW, BreakerState.CLOSED),
                instance("c.test", 0, NOW, BreakerState.HALF_OPEN));

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.getMessage())
                .startsWith("Warning: 1 of 3")
                .contains("a.test")
                .doesNotContain("b.test");
    }

    @Test
    void breakers_allOfThoseUsedOfLate_isUnhealthy() {
        HealthCheck.Result result = breakers(
                instance("a.test", 0, NOW.minusSeconds(299), BreakerState.OPEN),
                instance("old.test", 0, NOW.minusSeconds(301), BreakerState.CLOSED));

        assertThat(result.isHealthy()).isFalse();
        assertThat(result.getMessage()).startsWith("1 of 1").contains("a.test");
        assertThat(breakers(
                                instance("a.test", 0, NOW, BreakerState.OPEN),
                                instance("old.test", 1, NOW.minusSeconds(301), BreakerState.CLOSED))
                        .isHealthy())
                .isTrue();
    }

    @Test
    void breakers_noneUsedOrNoneOpen_isHealthy() {
        assertThat(breakers().isHealthy()).isTrue();
        assertThat(breakers(instance("a.test", 0, NOW.minusSeconds(600), BreakerState.OPEN))
                        .isHealthy())
                .isTrue();
        assertThat(breakers(instance("a.test", 0, NOW, BreakerState.CLOSED)).getMessage())
                .doesNotContain("Warning");
    }

    @Test
    void breakers_many_areNotAllNamed() {
        List<InstanceStatistics> open = new ArrayList<>();
        IntStream.range(0, 30).forEach(i -> open.add(instance("h" + i + ".test", 0, NOW, BreakerState.OPEN)));

        assertThat(breakers(open.toArray(InstanceStatistics[]::new)).getMessage())
                .contains("and 20 more");
    }

    @ParameterizedTest
    @CsvSource({"0, 10, false", "8, 10, false", "9, 10, true", "10, 10, true", "899, 1000, false", "900, 1000, true"})
    void sessions_warnFromNinetyPercentOn(long active, long max, boolean warning) {
        HealthCheck.Result result = new SessionCapacityHealthCheck(() -> active, max).execute();

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.getMessage().startsWith("Warning: ")).isEqualTo(warning);
        assertThat(result.getMessage()).contains(active + " of " + max);
    }

    @ParameterizedTest
    @CsvSource({"50, true, false", "10, true, false", "9.9, true, true", "2, true, true", "1.9, false, false"})
    void logDisk_warnsAndThenIsUnhealthy(double free, boolean healthy, boolean warning) {
        HealthCheck.Result result = new LogDiskHealthCheck(
                        List.of(Path.of("/logs/a"), Path.of("/logs/b")), path -> path.endsWith("b") ? free : 80)
                .execute();

        assertThat(result.isHealthy()).isEqualTo(healthy);
        assertThat(result.getMessage().startsWith("Warning: ")).isEqualTo(warning);
        assertThat(result.getMessage()).contains("/logs/a has 80 % free", "/logs/b has ");
    }

    @Test
    void logDisk_thatCannotBeLookedAt_saysSo() {
        HealthCheck.Result result = new LogDiskHealthCheck(List.of(Path.of("/logs")), path -> {
                    throw new IOException("no");
                })
                .execute();

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.getMessage()).contains("/logs cannot be looked at");
    }

    @Test
    void logDisk_ofARealDirectoryThatIsNotThereYet_isMeasured(@TempDir Path directory) {
        assertThat(new LogDiskHealthCheck(List.of(directory.resolve("a/b")))
                        .execute()
                        .getMessage())
                .matches("(Warning: )?\\S+/a/b has \\d+ % free.*");
    }
}
