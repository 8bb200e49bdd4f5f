package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void calls_areCountedCumulatively() {
        record(Duration.ofMillis(5));
        record(Duration.ofMillis(6));
        record(Duration.ofSeconds(3));
        record(Duration.ofMinutes(2));
        LatencyHistogram.Snapshot snapshot = histogram.snapshot();
        assertThat(snapshot.cumulative())
                .containsExactly(0L, 0L, 1L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 3L, 3L, 3L, 3L, 4L);
        assertThat(snapshot.cumulative()).hasSize(LatencyHistogram.BOUNDS.size() + 1);
        assertThat(snapshot.count()).isEqualTo(4);
        assertThat(snapshot.sumSeconds()).isCloseTo(123.011, within(1e-9));
    }

    @Test
    void quantiles_areEstimatedWithinTheirBucket() {
        for (int i = 0; i < 90; i++) {
            record(Duration.ofMillis(7));
        }
        for (int i = 0; i < 10; i++) {
            record(Duration.ofMillis(200));
        }
        LatencyHistogram.Snapshot snapshot = histogram.snapshot();
        assertThat(snapshot.p50()).isBetween(0.005, 0.01);
        assertThat(snapshot.p95()).isCloseTo(0.175, within(1e-9));
        assertThat(snapshot.p99()).isBetween(0.2, 0.25);
        assertThat(snapshot.quantile(1)).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void extremes_haveAnswers() {
        assertThat(histogram.snapshot().p99()).isZero();
        record(Duration.ofHours(1));
        assertThat(histogram.snapshot().p50()).isEqualTo(60);
    }

    @Test
    void sums_add() {
        LatencyHistogram other = new LatencyHistogram();
        other.record(1);
        record(Duration.ofSeconds(1));
        histogram.add(other);
        assertThat(histogram.snapshot().count()).isEqualTo(2);
        assertThat(histogram.snapshot().sumSeconds()).isCloseTo(1.000000001, within(1e-12));
    }

    private void record(Duration time) {
        histogram.record(time.toNanos());
    }
}
