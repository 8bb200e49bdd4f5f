package dev.gitlabmcp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.protocol.Cancellation;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.testkit.ManualClock;
import io.dropwizard.util.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SessionStoreTest {
    private static final NewSession ANNA = NewSessions.of("anna", ProtocolVersion.V2025_11_25);
    private static final NewSession BERT = NewSessions.of("bert", ProtocolVersion.V2025_03_26);

    private final ManualClock clock = new ManualClock();
    private final InMemoryEventLog log = new InMemoryEventLog(100_000, 100_000, java.time.Duration.ofMinutes(5), clock);
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final InMemorySessionStore store = store("");

    private InMemorySessionStore store(String replica) {
        return new InMemorySessionStore(
                new SessionConfiguration(60, Duration.minutes(10), 3, null, null, 2, null, null, null, replica),
                log,
                clock,
                owner -> true,
                endings::add);
    }

    @Test
    void create_idsAreLongRandomAndCarryTheReplica() {
        Session first = store.create(ANNA);
        Session second = store.create(ANNA);
        assertThat(first.id()).matches("[A-Za-z0-9_-]{24}").isNotEqualTo(second.id());
        assertThat(store("eu1").create(ANNA).id()).matches("[A-Za-z0-9_-]{24}\\.eu1");
    }

    @Test
    void find_ofSomebodyElse_isUnknown() {
        Session session = store.create(ANNA);
        assertThat(store.find(session.id(), "anna")).contains(session);
        assertThat(store.find(session.id(), "bert")).isEmpty();
        assertThat(store.find("nonsense", "anna")).isEmpty();
    }

    @Test
    void find_afterIdleTime_isUnknown_butUseKeepsItAlive() {
        Session session = store.create(ANNA);
        clock.advance(java.time.Duration.ofSeconds(50));
        assertThat(store.find(session.id(), "anna")).isPresent();
        clock.advance(java.time.Duration.ofSeconds(50));
        assertThat(store.find(session.id(), "anna")).isPresent();
        clock.advance(java.time.Duration.ofSeconds(61));
        assertThat(store.find(session.id(), "anna")).isEmpty();
        assertThat(store.sessions()).isEmpty();
    }

    @Test
    void expire_callsInFlightAndConnectionsCountAsUse_ageDoesNot() {
        Session busy = store.create(ANNA);
        busy.begin(RequestId.ofNumber(1), new Cancellation());
        Session connected = store.create(ANNA);
        connected.connectionOpened();
        Session idle = store.create(ANNA);
        clock.advance(java.time.Duration.ofMinutes(2));
        store.expire();
        assertThat(store.sessions()).containsExactlyInAnyOrder(busy, connected).doesNotContain(idle);
        clock.advance(java.time.Duration.ofMinutes(9));
        store.expire();
        assertThat(store.sessions()).isEmpty();
    }

    @Test
    void create_whenFull_isRefused_andEndMakesRoom() {
        Session first = store.create(ANNA);
        store.create(ANNA);
        store.create(ANNA);
        assertThatThrownBy(() -> store.create(ANNA))
                .isInstanceOf(SessionCapacityException.class)
                .hasMessageContaining("3 sessions");
        store.end(first, "test");
        store.end(first, "twice");
        assertThat(store.create(ANNA)).isNotNull();
        assertThatThrownBy(() -> store.create(ANNA)).isInstanceOf(SessionCapacityException.class);
    }

    @Test
    void implicit_isOnePerPrincipal_andNewAfterItEnded() {
        Session anna = store.implicit(ANNA);
        assertThat(store.implicit(ANNA)).isSameAs(anna);
        assertThat(store.implicit(BERT)).isNotSameAs(anna);
        store.end(anna, "test");
        assertThat(store.implicit(ANNA)).isNotSameAs(anna);
    }

    @Test
    void end_cancelsCalls_endsStreams_forgetsEvents() {
        Session session = store.create(ANNA);
        Cancellation call = new Cancellation();
        session.begin(RequestId.ofNumber(1), call);
        Session.Asked asked = session.ask();
        RecordingSink sink = new RecordingSink();
        session.standaloneStream().attach(sink, false);
        session.standaloneStream().send("x".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        store.end(session, "the client ended it");
        assertThat(call.reason()).isEqualTo("the client ended it");
        assertThat(asked.answer()).isCancelled();
        assertThat(sink.log()).containsExactly("0-1:x", "end");
        assertThat(log.size()).isZero();
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void expire_whileAClientDoesNotRead_endsTheOthersAllTheSame() {
        Session slow = store.create(ANNA);
        StuckSink sink = StuckSink.hangingIn(slow.standaloneStream());
        slow.connectionOpened();
        Session idle = store.create(BERT);
        clock.advance(java.time.Duration.ofMinutes(2));
        store.expire();
        assertThat(store.sessions()).containsExactly(slow);
        assertThat(idle.isEnded()).isTrue();
        sink.release();
    }

    @Test
    void expire_writesToNoConnectionItself() {
        Session session = store.create(ANNA);
        RecordingSink sink = new RecordingSink();
        session.standaloneStream().attach(sink, false);
        Cancellation call = new Cancellation();
        session.begin(RequestId.ofNumber(1), call);
        clock.advance(java.time.Duration.ofMinutes(11));
        store.expire();
        assertThat(session.isEnded()).isTrue();
        assertThat(session.begin(RequestId.ofNumber(2), new Cancellation())).isEqualTo(Session.Begin.ENDED);
        assertThat(store.sessions()).isEmpty();
        assertThat(sink.log()).isEmpty();
        endings.forEach(Runnable::run);
        assertThat(sink.log()).containsExactly("end");
        assertThat(call.isCancelled()).isTrue();
    }

    @Test
    void begin_inAnImplicitSession_takesTheSameIdTwice() {
        Session session = store.implicit(ANNA);
        RequestId one = RequestId.ofNumber(1);
        Cancellation first = new Cancellation();
        Cancellation second = new Cancellation();
        assertThat(session.isImplicit()).isTrue();
        assertThat(session.begin(one, first)).isEqualTo(Session.Begin.STARTED);
        assertThat(session.begin(one, second)).isEqualTo(Session.Begin.STARTED);
        assertThat(session.begin(one, new Cancellation())).isEqualTo(Session.Begin.TOO_MANY);
        session.cancel(one, "It may be either's.");
        assertThat(first.isCancelled() || second.isCancelled()).isFalse();
        session.finished(first, clock.instant());
        assertThat(session.callsInFlight()).isEqualTo(1);
        session.cancel(one, "It can only be the second.");
        assertThat(second.isCancelled()).isTrue();
        session.finished(second, clock.instant());
        assertThat(session.callsInFlight()).isZero();
    }

    @Test
    void answering_freesTheId_butTheCallCountsUntilItIsFinished() {
        Session session = store.create(ANNA);
        Cancellation first = new Cancellation();
        assertThat(session.begin(RequestId.ofNumber(1), first)).isEqualTo(Session.Begin.STARTED);
        session.answering(first);
        assertThat(session.callsInFlight()).isEqualTo(1);
        Cancellation second = new Cancellation();
        assertThat(session.begin(RequestId.ofNumber(1), second)).isEqualTo(Session.Begin.STARTED);
        session.finished(first, clock.instant());
        session.finished(second, clock.instant());
        assertThat(session.callsInFlight()).isZero();
    }

    @Test
    void callThatAnswers_takesNoPlace_butIsNotForgotten() {
        Session session = store.create(ANNA);
        List<Cancellation> answered = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Cancellation call = new Cancellation();
            answered.add(call);
            assertThat(session.begin(RequestId.ofNumber(1), call)).isEqualTo(Session.Begin.STARTED);
            session.answering(call);
        }
        assertThat(session.begin(RequestId.ofNumber(1), new Cancellation())).isEqualTo(Session.Begin.STARTED);
        assertThat(session.begin(RequestId.ofNumber(2), new Cancellation())).isEqualTo(Session.Begin.TOO_MANY);
        session.finished(answered.get(0), clock.instant());
        assertThat(session.begin(RequestId.ofNumber(2), new Cancellation())).isEqualTo(Session.Begin.STARTED);
        session.finished(answered.get(1), clock.instant());
        assertThat(session.begin(RequestId.ofNumber(3), new Cancellation())).isEqualTo(Session.Begin.TOO_MANY);
    }

    @Test
    void begin_refusesDuplicatesAndTooMany() {
        Session session = store.create(ANNA);
        Cancellation first = new Cancellation();
        assertThat(session.isImplicit()).isFalse();
        assertThat(session.begin(RequestId.ofNumber(1), first)).isEqualTo(Session.Begin.STARTED);
        assertThat(session.begin(RequestId.ofNumber(1), new Cancellation())).isEqualTo(Session.Begin.DUPLICATE_ID);
        assertThat(session.begin(RequestId.ofText("1"), new Cancellation())).isEqualTo(Session.Begin.STARTED);
        assertThat(session.begin(RequestId.ofNumber(3), new Cancellation())).isEqualTo(Session.Begin.TOO_MANY);
        session.finished(first, clock.instant());
        assertThat(session.begin(RequestId.ofNumber(3), new Cancellation())).isEqualTo(Session.Begin.STARTED);
    }
}
