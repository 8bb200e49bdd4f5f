package dev.gitlabmcp.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts open subscriptions against their limits. A seat is its principal's once GitLab is known to have accepted the
 * credential, until then its client address'. Thread-safe; nothing foreign runs under the lock, and nothing waits there.
 */
final class SubscriptionSeats {
    private final SubscriptionLimits limits;
    private final Map<String, Integer> byPrincipal = new HashMap<>();
    private final Map<String, Integer> unprovenByAddress = new HashMap<>();
    /** Looked into on every request, without the lock. */
    private final Map<String, List<Seat>> unproven = new ConcurrentHashMap<>();

    private int taken;
    private int takenUnproven;

    SubscriptionSeats(SubscriptionLimits limits) {
        this.limits = limits;
    }

    /** The place of one subscription. */
    final class Seat implements AutoCloseable {
        private final String principal;
        private final String address;
        private boolean proven;
        private boolean free;

        private Seat(String principal, String address, boolean proven) {
            this.principal = principal;
            this.address = address;
            this.proven = proven;
        }

        /** Gives the place free; harmless a second time. */
        @Override
        public void close() {
            leave(this);
        }
    }

    /**
     * Takes a seat; it must be closed.
     *
     * @param principal id of the principal
     * @param address key of the client address
     * @param proven whether GitLab is known to have accepted the credential
     * @throws SubscriptionCapacityException when there is none left for this caller
     */
    synchronized Seat take(String principal, String address, boolean proven) {
        Seat seat = new Seat(principal, address, proven);
        if (taken >= limits.max()) {
            throw new SubscriptionCapacityException(limits.max() + " subscriptions are open.");
        }
        if (seat.proven) {
            refuseFrom(
                    limits.maxPerPrincipal(),
                    byPrincipal.get(seat.principal),
                    "subscriptions of this credential are open.");
        } else {
            refuseFrom(
                    limits.maxUnprovenPerAddress(),
                    unprovenByAddress.get(seat.address),
                    "unproven subscriptions of this client address are open; one is proven once GitLab has accepted its"
                            + " credential.");
            refuseFrom(limits.maxUnproven(), takenUnproven, "unproven subscriptions are open.");
        }
        taken++;
        count(seat);
        return seat;
    }

    private static void refuseFrom(int max, @Nullable Integer open, String what) {
        if (open != null && open >= max) {
            throw new SubscriptionCapacityException(max + " " + what);
        }
    }

    /** GitLab has accepted the credential of that principal; called with every request of one. */
    void proven(String principal) {
        if (unproven.containsKey(principal)) {
            moveToPrincipal(principal);
        }
    }

    private synchronized void moveToPrincipal(String principal) {
        for (Seat seat : List.copyOf(unproven.getOrDefault(principal, List.of()))) {
            uncount(seat);
            seat.proven = true;
            count(seat);
        }
    }

    private synchronized void leave(Seat seat) {
        if (!seat.free) {
            seat.free = true;
            taken--;
            uncount(seat);
        }
    }

    private void count(Seat seat) {
        if (seat.proven) {
            byPrincipal.merge(seat.principal, 1, Integer::sum);
        } else {
            takenUnproven++;
            unprovenByAddress.merge(seat.address, 1, Integer::sum);
            unproven.computeIfAbsent(seat.principal, p -> new ArrayList<>(1)).add(seat);
        }
    }

    private void uncount(Seat seat) {
        if (seat.proven) {
            byPrincipal.computeIfPresent(seat.principal, (p, n) -> n == 1 ? null : n - 1);
        } else {
            takenUnproven--;
            unprovenByAddress.computeIfPresent(seat.address, (a, n) -> n == 1 ? null : n - 1);
            unproven.computeIfPresent(seat.principal, (p, seats) -> {
                seats.remove(seat);
                return seats.isEmpty() ? null : seats;
            });
        }
    }

    /** Entries of all maps; 0 when no seat is taken. */
    synchronized int entries() {
        return byPrincipal.size() + unprovenByAddress.size() + unproven.size();
    }
}
