package dev.gitlabmcp.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {
    private static final Caller ANNA = new Caller("anna", true, null, "192.0.2.1");
    private static final Caller BERT = new Caller("bert", false, null, "192.0.2.2");

    private final ManualNanoTime time = new ManualNanoTime();
    /** 6 requests, 8 notifications, 10 unproven messages a minute. */
    private final RequestLimits limits = new RequestLimits(new LimitConfiguration(6, 8, 10, 3, 3, 100), time);

    @Test
    void admit_minutesWorth_thenOneForEachTokenThatComesBack() {
        assertThat(requests(ANNA, 10)).isEqualTo(6);
        time.advance(Duration.ofSeconds(9));
        assertThat(requests(ANNA, 2)).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(requests(ANNA, 2)).isEqualTo(1);
        time.advance(Duration.ofHours(1));
        assertThat(requests(ANNA, 10)).isEqualTo(6);
    }

    @Test
    void over_saysWhatAndWhen_secondsRoundedUp() {
        requests(ANNA, 6);
        time.advance(Duration.ofMillis(500));
        Over over = ((Admission) limits.admit(ANNA)).asRequest().orElseThrow();
        assertThat(over).isEqualTo(new Over(Limit.CREDENTIAL, 6, 10));
        assertThat(over.message())
                .isEqualTo("Rate limit exceeded: 6 requests a minute for this credential; try again in 10 s.");
    }

    @Test
    void admit_noRoomForRequests_leavesRoomForNotifications() {
        requests(ANNA, 6);
        for (int i = 0; i < 8; i++) {
            Admission admission = (Admission) limits.admit(ANNA);
            assertThat(admission.isNotificationOnly()).isTrue();
            assertThat(admission.asNotification()).isEmpty();
        }
        assertThat(limits.admit(ANNA)).isEqualTo(new Over(Limit.CREDENTIAL, 6, 10));
    }

    @Test
    void asRequest_admittedAsNotificationOnly_isOver_andKeepsItsCost() {
        requests(ANNA, 6);
        for (int i = 0; i < 8; i++) {
            assertThat(((Admission) limits.admit(ANNA)).asRequest()).isPresent();
        }
        assertThat(limits.admit(ANNA)).isInstanceOf(Over.class);
        assertThat(limits.rejectedMessages()).isEqualTo(9);
    }

    @Test
    void asNotification_givesTheRequestTokenBack() {
        Caller inSession = new Caller("anna", true, "s1", "192.0.2.1");
        for (int i = 0; i < 8; i++) {
            assertThat(((Admission) limits.admit(inSession)).asNotification()).isEmpty();
        }
        assertThat(((Admission) limits.admit(inSession)).asNotification())
                .hasValueSatisfying(over -> assertThat(over.limit()).isEqualTo(Limit.NOTIFICATIONS));
        assertThat(requests(inSession, 10))
                .as("one went with the refused notification")
                .isEqualTo(5);
    }

    @Test
    void asBatch_chargesEachMember_allOrNone() {
        assertThat(((Admission) limits.admit(ANNA)).asBatch(6, 1)).isEmpty();
        time.advance(Duration.ofMinutes(1));
        assertThat(((Admission) limits.admit(ANNA)).asBatch(7, 0)).contains(new Over(Limit.CREDENTIAL, 6, 60));
        assertThat(requests(ANNA, 10)).isEqualTo(5);
        assertThat(((Admission) limits.admit(ANNA)).asRequest()).as("none left").isPresent();
        time.advance(Duration.ofMinutes(1));
        assertThat(requests(ANNA, 3)).isEqualTo(3);
        assertThat(((Admission) limits.admit(ANNA)).asBatch(5, 0))
                .as("two left, five needed")
                .contains(new Over(Limit.CREDENTIAL, 6, 30));
        time.advance(Duration.ofMinutes(1));
        assertThat(((Admission) limits.admit(ANNA)).asBatch(2, 9)).isPresent();
        assertThat(requests(ANNA, 10)).as("only the first was charged").isEqualTo(5);
    }

    @Test
    void asBatch_notificationsAlone_costNoRequest() {
        assertThat(((Admission) limits.admit(ANNA)).asBatch(0, 8)).isEmpty();
        assertThat(requests(ANNA, 10)).isEqualTo(6);
        assertThat(limits.admit(ANNA)).isInstanceOf(Over.class);
    }

    @Test
    void asBatch_ofAnUnprovenPrincipal_countsForItsAddress() {
        assertThat(((Admission) limits.admit(BERT)).asBatch(6, 3)).isEmpty();
        assertThat(requests(new Caller("carl", false, null, "192.0.2.2"), 5)).isEqualTo(1);
    }

    @Test
    void settle_twiceOrEmpty_isAMistake() {
        Admission admission = (Admission) limits.admit(ANNA);
        assertThatIllegalArgumentException().isThrownBy(() -> admission.asBatch(0, 0));
        assertThat(admission.asRequest()).isEmpty();
        assertThatIllegalStateException().isThrownBy(admission::asNotification);
    }

    @Test
    void admit_sessionOverItsLimit_givesThePrincipalsTokenBack() {
        Caller first = new Caller("anna", true, "shared", "192.0.2.1");
        Caller second = new Caller("bert", true, "shared", "192.0.2.1");
        assertThat(requests(first, 10)).isEqualTo(6);
        Over over = ((Admission) limits.admit(second)).asRequest().orElseThrow();
        assertThat(over.limit()).isEqualTo(Limit.SESSION);
        assertThat(requests(new Caller("bert", true, null, "192.0.2.1"), 10)).isEqualTo(6);
    }

    @Test
    void admit_unproven_shareTheirAddress_provenDoNot() {
        int admitted = 0;
        for (int i = 0; i < 5; i++) {
            admitted += requests(new Caller("invented" + i, false, null, "192.0.2.1"), 6);
        }
        assertThat(admitted).isEqualTo(10);
        assertThat(limits.admit(BERT)).isInstanceOf(Admission.class);
        assertThat(limits.admit(new Caller("dora", false, null, "192.0.2.1")))
                .isEqualTo(new Over(Limit.ADDRESS, 10, 6));
        assertThat(requests(ANNA, 10)).isEqualTo(6);
    }

    @Test
    void admit_becomingProven_bringsNoFreshAllowance_norDoesLosingIt() {
        Caller proven = new Caller("bert", true, "s", BERT.address());
        Caller unproven = new Caller("bert", false, "s", BERT.address());
        assertThat(requests(unproven, 4)).isEqualTo(4);
        assertThat(limits.unprovenPrincipals()).isEqualTo(1);
        assertThat(requests(proven, 1)).isEqualTo(1);
        assertThat(limits.unprovenPrincipals()).isZero();
        assertThat(requests(unproven, 10)).isEqualTo(1);
    }

    @Test
    void admit_twentyThousandInventedPrincipals_leaveTheProvenBucketAndTheBounds() {
        requests(ANNA, 6);
        for (int i = 0; i < 20_000; i++) {
            limits.admit(new Caller("invented" + i, false, "session" + i, "192.0.2.9"));
        }
        assertThat(limits.unprovenPrincipals()).isEqualTo(10);
        for (int i = 0; i < 20_000; i++) {
            limits.admit(new Caller("invented" + i, false, "session" + i, "198.51." + i / 250 + "." + i % 250));
        }
        assertThat(limits.largestMap()).isLessThanOrEqualTo(100);
        assertThat(requests(ANNA, 10)).as("its bucket is still the empty one").isZero();
    }

    @Test
    void admit_manyThreads_admitExactlyWhatThereIs() throws Exception {
        RequestLimits shared = new RequestLimits(new LimitConfiguration(1_000, 1, 10, 3, 3, 100), time);
        var admitted = new java.util.concurrent.atomic.AtomicInteger();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 1_000; i++) {
                    if (shared.admit(ANNA) instanceof Admission a
                            && a.asRequest().isEmpty()) {
                        admitted.incrementAndGet();
                    }
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(admitted).hasValue(1_000);
    }

    /** How many of so many requests are served. */
    private int requests(Caller caller, int count) {
        int served = 0;
        for (int i = 0; i < count; i++) {
            if (limits.admit(caller) instanceof Admission admission
                    && !admission.isNotificationOnly()
                    && admission.asRequest().isEmpty()) {
                served++;
            }
        }
        return served;
    }
}
