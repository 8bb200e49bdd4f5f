package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * THE SLOW ONE: streams on which nothing happens for 100 s, longer than the server's idle time-out and the minute after which
 * many a proxy gives up. All of them grow old at once, from when the deployment was started, so this takes 100 s only where
 * it comes first.
 */
@ExtendWith(Deployment.Provider.class)
class IdleStreamsIT {
    private static final Duration AGE = Duration.ofSeconds(100);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    /** The server looks for silent streams twice within the interval, so one may wait for half of it more. */
    private static final Duration LONGEST_GAP =
            KEEP_ALIVE.multipliedBy(3).dividedBy(2).plusSeconds(2);

    @Test
    void idleStreams_liveOnTheServersComments(Deployment deployment) {
        List<IdleStreams.Stream> streams = deployment.idle().all();
        assertThat(streams).hasSize(8);
        for (IdleStreams.Stream stream : streams) {
            // A comment that comes after all that time shows that the stream is more than not closed.
            await().atMost(AGE.plus(KEEP_ALIVE).plusSeconds(10))
                    .pollInterval(Duration.ofMillis(250))
                    .failFast(
                            stream.name() + " has ended", () -> !stream.reader().isAlive())
                    .until(() -> age(stream) >= AGE.toMillis());
        }
        for (IdleStreams.Stream stream : streams) {
            List<Long> gaps = gaps(stream.arrivals());
            System.out.printf("%s: comments after %s ms, the last at %d ms%n", stream.name(), gaps, age(stream));
            assertThat(gaps).as(stream.name()).allMatch(gap -> gap < LONGEST_GAP.toMillis());
        }
    }

    /** Between the headers and what came last. */
    private static long age(IdleStreams.Stream stream) {
        List<Long> arrivals = stream.arrivals();
        return TimeUnit.NANOSECONDS.toMillis(arrivals.get(arrivals.size() - 1) - arrivals.get(0));
    }

    private static List<Long> gaps(List<Long> arrivals) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < arrivals.size(); i++) {
            gaps.add(TimeUnit.NANOSECONDS.toMillis(arrivals.get(i) - arrivals.get(i - 1)));
        }
        return gaps;
    }
}
