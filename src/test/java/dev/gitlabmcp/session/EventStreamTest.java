package dev.gitlabmcp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
    private final ManualClock clock = new ManualClock();
    private final InMemoryEventLog log = new InMemoryEventLog(10_000, 10_000, Duration.ofMinutes(5), clock);
    private final EventStream stream = new EventStream("s", "7", log);
    private final RecordingSink first = new RecordingSink();
    private final RecordingSink second = new RecordingSink();

    @Test
    void attach_primed_beginsWithAnEmptyEvent() {
        stream.attach(first, true);
        send("a");
        assertThat(first.log()).containsExactly("7-0:", "7-1:a");
    }

    @Test
    void resume_replaysWhatWasMissed_thenGoesOnLive() {
        stream.attach(first, false);
        send("a");
        first.disappear();
        send("b");
        send("c");
        assertThat(stream.resume(second, 1)).isTrue();
        send("d");
        stream.finish();
        assertThat(second.log()).containsExactly("7-2:b", "7-3:c", "7-4:d", "end");
    }

    @Test
    void resume_afterTheEnd_replaysAndEnds() {
        send("a");
        stream.finish();
        send("too late");
        assertThat(stream.resume(second, 0)).isTrue();
        assertThat(second.log()).containsExactly("7-1:a", "end");
    }

    @Test
    void resume_beyondWhatIsKept_isRefused() {
        send("a");
        send("b");
        clock.advance(Duration.ofMinutes(6));
        log.expire();
        assertThat(stream.resume(second, 1)).isFalse();
        assertThat(second.log()).isEmpty();
    }

    @Test
    void resume_replacesTheEarlierConnection() {
        stream.attach(first, false);
        stream.resume(second, 0);
        stream.detach(first);
        send("a");
        assertThat(first.log()).containsExactly("end");
        assertThat(second.log()).containsExactly("7-1:a");
    }

    @Test
    void release_asksToComeBack() {
        stream.attach(first, true);
        stream.release(500);
        send("a");
        stream.resume(second, 0);
        assertThat(first.log()).containsExactly("7-0:", "retry 500", "end");
        assertThat(second.log()).containsExactly("7-1:a");
    }

    @Test
    void isSpent_onlyWhenNothingCanBeReadAnyMore() {
        send("a");
        stream.finish();
        assertThat(stream.isSpent()).isFalse();
        clock.advance(Duration.ofMinutes(6));
        log.expire();
        assertThat(stream.isSpent()).isTrue();
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isSpentAndFinish_whileAnotherThreadHangsInAWrite_doNotWait() {
        StuckSink sink = StuckSink.hangingIn(stream);
        assertThat(stream.isSpent()).isFalse();
        stream.finish();
        assertThat(stream.isSpent()).isFalse();
        assertThat(sink.isEnded()).isFalse();
        sink.release();
        await().until(sink::isEnded);
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void open_whileSomebodySends_losesNothing() throws Exception {
        Thread sender = new Thread(() -> send("answer"));

        stream.open(
                () -> {
                    // As when the client answers the first event before the stream is known to be open.
                    sender.start();
                    await().until(() -> sender.getState() == Thread.State.WAITING);
                    return first;
                },
                false);
        sender.join();

        assertThat(first.log()).singleElement().asString().endsWith("answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "7", "7-", "-1", "7-x", "7-1234567890123456789", "7--1x"})
    void eventId_nonsense_isEmpty(String text) {
        assertThat(EventId.parse(text)).isEmpty();
    }

    @Test
    void eventId_roundTrip() {
        assertThat(EventId.parse(new EventId("a-b", 12).text())).contains(new EventId("a-b", 12));
    }

    private void send(String text) {
        stream.send(text.getBytes(StandardCharsets.UTF_8));
    }
}
