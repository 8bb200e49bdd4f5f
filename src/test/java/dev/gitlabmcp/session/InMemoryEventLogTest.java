package dev.gitlabmcp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryEventLogTest {
    private static final byte[] KILOBYTE = new byte[1024];

    private final ManualClock clock = new ManualClock();
    private final InMemoryEventLog log = new InMemoryEventLog(10_000, 20_000, Duration.ofMinutes(5), clock);

    @Test
    void after_givesWhatCameLater_ofThatStreamOnly() {
        log.append("s", "1", new byte[] {1});
        log.append("s", "2", new byte[] {9});
        log.append("s", "1", new byte[] {2});
        assertThat(log.after("s", "1", 1))
                .hasValueSatisfying(events -> assertThat(events)
                        .singleElement()
                        .satisfies(e -> assertThat(e.data()).containsExactly(2)));
        assertThat(log.after("s", "1", 0))
                .hasValueSatisfying(events -> assertThat(events).hasSize(2));
    }

    @Test
    void after_unknownPlace_isEmpty() {
        log.append("s", "1", new byte[1]);
        assertThat(log.after("s", "1", 2)).isEmpty();
        assertThat(log.after("s", "other", 1)).isEmpty();
        assertThat(log.after("s", "other", 0))
                .hasValueSatisfying(e -> assertThat(e).isEmpty());
    }

    @Test
    void append_beyondTheSessionsShare_dropsItsOldest() {
        for (int i = 0; i < 20; i++) {
            log.append("s", "1", KILOBYTE);
        }
        assertThat(log.size()).isLessThanOrEqualTo(10_000);
        assertThat(log.after("s", "1", 0)).isEmpty();
        assertThat(log.after("s", "1", 19)).isPresent();
    }

    @Test
    void append_beyondTheTotal_dropsTheOldestOfAll() {
        for (int session = 0; session < 5; session++) {
            for (int i = 0; i < 8; i++) {
                log.append("s" + session, "1", KILOBYTE);
            }
        }
        assertThat(log.size()).isLessThanOrEqualTo(20_000);
        assertThat(log.after("s0", "1", 0)).isEmpty();
        assertThat(log.after("s4", "1", 0)).isPresent();
    }

    @Test
    void expire_dropsWhatIsTooOld() {
        log.append("s", "1", KILOBYTE);
        clock.advance(Duration.ofMinutes(4));
        log.append("s", "1", KILOBYTE);
        clock.advance(Duration.ofMinutes(2));
        log.expire();
        assertThat(log.after("s", "1", 0)).isEmpty();
        assertThat(log.after("s", "1", 1)).isPresent();
    }

    @Test
    void forget_leavesNothing() {
        log.append("s", "1", KILOBYTE);
        log.append("s", "2", KILOBYTE);
        log.forget("s", "1");
        log.forget("s");
        log.expire();
        assertThat(log.size()).isZero();
    }

    @Test
    void forget_oneStream_keepsTheBooksRight() {
        log.append("s", "1", KILOBYTE);
        log.append("s", "2", KILOBYTE);
        log.forget("s", "1");
        for (int i = 0; i < 30; i++) {
            log.append("s", "3", KILOBYTE);
        }
        log.forget("s");
        assertThat(log.size()).isZero();
    }
}
