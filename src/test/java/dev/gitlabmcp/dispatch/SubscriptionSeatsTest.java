package dev.gitlabmcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.dispatch.SubscriptionSeats.Seat;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Ten seats: 3 of a principal, 2 unproven of an address. */
class SubscriptionSeatsTest {
    private final SubscriptionSeats seats = new SubscriptionSeats(new SubscriptionLimits(10, 3, 2));

    @Test
    void take_proven_isBoundedByPrincipal_andFreedOnce() {
        List<Seat> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            taken.add(proven("anna"));
        }
        assertRefused(() -> proven("anna"), "3 subscriptions of this credential");
        taken.get(0).close();
        taken.get(0).close();
        taken.add(proven("anna"));
        assertRefused(() -> proven("anna"), "3 subscriptions of this credential");
        taken.forEach(Seat::close);
        assertThat(seats.entries()).isZero();
    }

    @Test
    void take_unproven_isBoundedByAddress_whateverTheCredential() {
        unproven("invented1", "192.0.2.1");
        unproven("invented2", "192.0.2.1");
        assertRefused(() -> unproven("invented3", "192.0.2.1"), "2 unproven subscriptions of this client");
        unproven("invented3", "192.0.2.2");
        proven("anna");
    }

    @Test
    void take_unproven_holdHalfAtMost_soThatProvenOnesFit() {
        for (int i = 0; i < 5; i++) {
            unproven("invented" + i, "192.0.2." + i);
        }
        assertRefused(() -> unproven("one more", "192.0.2.9"), "5 unproven subscriptions");
        for (int i = 0; i < 5; i++) {
            proven("proven" + i);
        }
        assertRefused(() -> proven("one more"), "10 subscriptions");
    }

    @Test
    void proven_afterwards_countsForThePrincipalNoLongerForTheAddress() {
        Seat first = unproven("anna", "192.0.2.1");
        Seat second = unproven("anna", "192.0.2.1");
        seats.proven("somebody else");
        assertRefused(() -> unproven("bert", "192.0.2.1"), "2 unproven");
        seats.proven("anna");
        Seat third = unproven("bert", "192.0.2.1");
        Seat fourth = proven("anna");
        assertRefused(() -> proven("anna"), "3 subscriptions of this credential");
        List.of(first, second, third, fourth).forEach(Seat::close);
        assertThat(seats.entries()).isZero();
    }

    @Test
    void maxUnproven_isHalfRoundedUp() {
        assertThat(new SubscriptionLimits(1, 1, 1).maxUnproven()).isEqualTo(1);
        assertThat(new SubscriptionLimits(1000, 1, 1).maxUnproven()).isEqualTo(500);
    }

    private static void assertRefused(ThrowingCallable take, String bound) {
        assertThatThrownBy(take)
                .isInstanceOf(SubscriptionCapacityException.class)
                .hasMessageStartingWith("Server capacity reached: " + bound);
    }

    private Seat proven(String owner) {
        return seats.take(owner, "192.0.2.200", true);
    }

    private Seat unproven(String owner, String address) {
        return seats.take(owner, address, false);
    }
}
