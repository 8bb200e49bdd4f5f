package dev.gitlabmcp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.Cancellation;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.testkit.ManualClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Who goes when there is no room: 10 sessions in all, 3 of a principal, 4 unproven of an address. */
class SessionCapacityTest {
    private static final String HOME = "192.0.2.1";
    private static final RequestId CALL = RequestId.ofNumber(1);

    private final ManualClock clock = new ManualClock();
    private final InMemoryEventLog log = new InMemoryEventLog(100_000, 100_000, Duration.ofMinutes(5), clock);
    private final Set<String> proven = ConcurrentHashMap.newKeySet();
    private final InMemorySessionStore store = store(10, 3, 4);

    private InMemorySessionStore store(int max, int maxOwn, int maxUnproven) {
        return new InMemorySessionStore(
                new SessionConfiguration(600, null, max, maxOwn, maxUnproven, 2, null, null, null, ""),
                log,
                clock,
                proven::contains,
                Runnable::run);
    }

    private Session open(String owner, String address) {
        clock.advance(Duration.ofMillis(1));
        return store.create(NewSessions.of(owner, address));
    }

    private void use(Session session) {
        clock.advance(Duration.ofMillis(1));
        assertThat(store.find(session.id(), session.owner())).isPresent();
    }

    private static void assertRefused(ThrowingCallable open, String bound) {
        assertThatThrownBy(open)
                .isInstanceOf(SessionCapacityException.class)
                .hasMessageStartingWith("Server capacity reached: " + bound);
    }

    @Test
    void create_principalHasTooMany_losesItsOwnLeastRecentlyUsed() {
        proven.add("anna");
        Session first = open("anna", HOME);
        Session second = open("anna", "192.0.2.2");
        Session third = open("anna", HOME);
        use(first);
        Session fourth = open("anna", HOME);
        assertThat(store.sessions()).containsExactlyInAnyOrder(first, third, fourth);
        assertThat(second.isEnded()).isTrue();
        assertThat(store.statistics()).isEqualTo(new SessionStatistics(3, 4, 0, 1, 0, 3, 0));
    }

    @Test
    void create_principalUsesAllOfItsSessions_isRefused_untilOneIsUnused() {
        proven.add("anna");
        Session calling = open("anna", HOME);
        Cancellation call = new Cancellation();
        calling.begin(CALL, call);
        Session connected = open("anna", HOME);
        connected.connectionOpened();
        Session other = open("anna", HOME);
        other.connectionOpened();
        assertRefused(() -> open("anna", HOME), "3 sessions of this credential");
        assertThat(store.sessions()).containsExactlyInAnyOrder(calling, connected, other);
        connected.connectionClosed(clock.instant());
        open("anna", HOME);
        assertThat(connected.isEnded()).isTrue();
        assertRefused(
                () -> {
                    open("anna", HOME).connectionOpened();
                    open("anna", HOME);
                },
                "3 sessions of this credential");
        calling.finished(call, clock.instant());
        open("anna", HOME);
        assertThat(calling.isEnded()).isTrue();
    }

    @Test
    void create_addressHasTooManyUnproven_losesTheirLeastRecentlyUsed() {
        Session elsewhere = open("other", "192.0.2.2");
        Session[] sessions = new Session[4];
        for (int i = 0; i < 4; i++) {
            sessions[i] = open("invented" + i, HOME);
        }
        use(sessions[0]);
        sessions[1].begin(CALL, new Cancellation());
        open("one more", HOME);
        assertThat(sessions[2].isEnded()).isTrue();
        assertThat(store.sessions())
                .contains(elsewhere, sessions[0], sessions[1], sessions[3])
                .hasSize(5);
    }

    @Test
    void create_addressUsesAllItsUnproven_isRefused_untilOneIsProven() {
        for (int i = 0; i < 4; i++) {
            open("invented" + i, HOME).connectionOpened();
        }
        assertRefused(() -> open("bert", HOME), "4 unproven sessions of this client address");
        proven.add("carl");
        assertThat(open("carl", HOME).isEnded()).isFalse();
        proven.add("invented2");
        store.expire();
        assertThat(open("bert", HOME).isEnded()).isFalse();
        assertThat(store.statistics().refused()).isEqualTo(1);
    }

    @Test
    void create_provenMeanwhile_isNotInTheWay() {
        Session accepted = open("anna", HOME);
        for (int i = 0; i < 3; i++) {
            open("invented" + i, HOME);
        }
        proven.add("anna");
        open("one more", HOME);
        assertThat(accepted.isEnded()).isFalse();
        assertThat(store.statistics().displaced()).isZero();
        assertThat(store.statistics().authenticated()).isEqualTo(1);
    }

    @Test
    void create_storeFull_losesAnUnproven_neverAProven() {
        for (int i = 0; i < 8; i++) {
            proven.add("proven" + i);
            open("proven" + i, HOME);
        }
        Session oldest = open("bert", "192.0.2.2");
        Session accepted = open("carl", "192.0.2.3");
        proven.add("carl");
        open("dora", "192.0.2.4");
        assertThat(oldest.isEnded()).isTrue();
        proven.add("dora");
        assertRefused(() -> open("emil", "192.0.2.5"), "10 sessions are open");
        assertThat(accepted.isEnded()).isFalse();
        assertThat(store.statistics()).isEqualTo(new SessionStatistics(10, 11, 0, 1, 1, 10, 0));
    }

    @Test
    void create_storeFullOfUnprovenStreams_provenTakesTheLeastRecentlyUsed_unprovenNone() {
        Session[] streaming = streamsOfInvented();
        use(streaming[0]);
        assertRefused(() -> open("one more", "192.0.2.99"), "10 sessions are open");
        proven.add("anna");
        Session anna = open("anna", HOME);
        assertThat(anna.isEnded()).isFalse();
        assertThat(streaming[1].isEnded()).isTrue();
        streaming[2].connectionClosed(clock.instant());
        proven.add("bert");
        open("bert", HOME);
        assertThat(streaming[2].isEnded()).as("unused, though used later").isTrue();
        open("anna", HOME);
        assertThat(streaming[3].isEnded()).isTrue();
        assertThat(store.sessions()).contains(anna, streaming[0], streaming[9]).hasSize(10);
    }

    @Test
    void create_storeFullOfUnprovenStreams_provenTakesNoneUnderACall() {
        Session[] streaming = streamsOfInvented();
        Cancellation[] calls = new Cancellation[10];
        for (int i = 0; i < 10; i++) {
            calls[i] = new Cancellation();
            streaming[i].begin(CALL, calls[i]);
        }
        proven.add("anna");
        assertRefused(() -> open("anna", HOME), "10 sessions are open");
        streaming[7].finished(calls[7], clock.instant());
        open("anna", HOME);
        assertThat(streaming[7].isEnded()).isTrue();
        assertRefused(() -> open("anna", HOME), "10 sessions are open");
        assertThat(calls).noneMatch(Cancellation::isCancelled);
    }

    /** Ten, from five addresses. */
    private Session[] streamsOfInvented() {
        Session[] sessions = new Session[10];
        for (int i = 0; i < 10; i++) {
            sessions[i] = open("invented" + i, "192.0.2." + (10 + i / 2));
            sessions[i].connectionOpened();
        }
        return sessions;
    }

    @Test
    void create_twentyThousandInvented_displaceNoProven_andLeaveNothing() {
        InMemorySessionStore large = store(1_000, 100, 100);
        Session[] known = new Session[50];
        for (int i = 0; i < known.length; i++) {
            proven.add("proven" + i);
            known[i] = large.create(NewSessions.of("proven" + i, HOME));
        }
        for (int i = 0; i < 20_000; i++) {
            clock.advance(Duration.ofNanos(1_000));
            large.create(NewSessions.of("invented" + i, HOME));
        }
        assertThat(large.sessions()).hasSize(150).contains(known);
        assertThat(large.indexEntries()).as("owners, one address, unproven").isEqualTo(150 + 1 + 100);
        for (int i = 0; i < 20_000; i++) {
            large.create(NewSessions.of("invented" + i, "198.51." + i / 250 + "." + i % 250));
        }
        assertThat(large.sessions()).hasSize(1_000).contains(known);
        large.sessions().forEach(session -> large.end(session, "test"));
        assertThat(large.indexEntries()).isZero();
        assertThat(large.statistics()).isEqualTo(new SessionStatistics(0, 40_050, 0, 39_050, 0, 0, 0));
    }

    @Test
    void implicit_isBoundedToo_andFoundAgain() {
        Session anna = store.implicit(NewSessions.of("anna", HOME));
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofMillis(1));
            store.implicit(NewSessions.of("invented" + i, HOME));
        }
        assertThat(anna.isEnded()).isTrue();
        Session again = store.implicit(NewSessions.of("anna", HOME));
        assertThat(store.implicit(NewSessions.of("anna", HOME))).isSameAs(again).isNotSameAs(anna);
        store.sessions().forEach(session -> store.end(session, "test"));
        assertThat(store.indexEntries()).isZero();
    }

    @Test
    void endUnproven_endsUnused_othersAfterTheirLastCall() {
        Session unused = open("anna", HOME);
        unused.connectionOpened();
        Session calling = open("anna", HOME);
        Cancellation call = new Cancellation();
        calling.begin(CALL, call);
        Session foreign = open("bert", HOME);
        store.endUnproven("anna", "GitLab has refused the credential.");
        assertThat(unused.isEnded()).isTrue();
        assertThat(store.sessions()).containsExactlyInAnyOrder(calling, foreign);
        calling.finished(call, clock.instant());
        assertThat(call.isCancelled()).isFalse();
        assertThat(calling.isEnded()).isTrue();
        assertThat(store.sessions()).containsExactly(foreign);
    }

    @Test
    void endUnproven_ofAProven_orOneProvenMeanwhile_endsNothing() {
        proven.add("anna");
        Session session = open("anna", HOME);
        store.endUnproven("anna", "test");
        assertThat(session.isEnded()).isFalse();
        proven.remove("anna");
        Cancellation first = new Cancellation();
        session.begin(CALL, first);
        store.endUnproven("anna", "test");
        proven.add("anna");
        session.finished(first, clock.instant());
        proven.remove("anna");
        Cancellation second = new Cancellation();
        session.begin(CALL, second);
        session.finished(second, clock.instant());
        assertThat(session.isEnded()).isFalse();
    }

    @Test
    void peek_showsWhateverOwner_withoutUse() {
        Session session = open("anna", HOME);
        clock.advance(Duration.ofSeconds(500));
        assertThat(store.peek(session.id())).contains(session);
        assertThat(session.target()).isEqualTo(NewSessions.TARGET);
        assertThat(session.address()).isEqualTo(HOME);
        clock.advance(Duration.ofSeconds(101));
        assertThat(store.peek(session.id())).isEmpty();
        assertThat(store.peek("nonsense")).isEmpty();
        store.expire();
        assertThat(store.statistics()).isEqualTo(new SessionStatistics(0, 1, 1, 0, 0, 0, 0));
    }

    @Test
    void begin_inAnEndedSession_isRefused_andItsNewStreamsEndAtOnce() {
        Session session = open("anna", HOME);
        store.end(session, "test");
        assertThat(session.begin(CALL, new Cancellation())).isEqualTo(Session.Begin.ENDED);
        RecordingSink sink = new RecordingSink();
        session.standaloneStream().attach(sink, false);
        session.openStream().send(new byte[1]);
        assertThat(sink.log()).containsExactly("end");
        assertThat(log.size()).isZero();
    }

    @Test
    void clientCapabilities_keepsWhatCanBeAskedFor_whateverTheClientSends() {
        ObjectNode declared = Json.object();
        declared.putObject("elicitation").putObject("url").put("text", "x".repeat(10_000));
        declared.putObject("roots").put("listChanged", true).put("more", "x".repeat(10_000));
        declared.put("sampling", "x".repeat(10_000)).put("experimental", "x".repeat(10_000));
        Session session =
                store.create(new NewSession("anna", HOME, NewSessions.TARGET, ProtocolVersion.V2025_11_25, declared));
        ObjectNode kept = Json.object();
        kept.putObject("elicitation").putObject("url");
        kept.putObject("roots").putObject("listChanged");
        assertThat(session.clientCapabilities()).isEqualTo(kept);
        assertThat(store.create(new NewSession("bert", HOME, NewSessions.TARGET, session.version(), kept))
                        .clientCapabilities())
                .isSameAs(session.clientCapabilities());
    }
}
