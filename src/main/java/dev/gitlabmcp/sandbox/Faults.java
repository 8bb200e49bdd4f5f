package dev.gitlabmcp.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults in force. The first one added that matches a request hits it. Safe for use by many threads. */
public final class Faults {
    private final List<Armed> armed = new ArrayList<>();

    Faults() {}

    /** Puts a fault in force until it is spent, removed or cleared. */
    public synchronized void add(Fault fault) {
        armed.add(new Armed(fault));
    }

    /** Takes a fault out of force; without effect when it is not in force any more. */
    public synchronized void remove(Fault fault) {
        armed.removeIf(entry -> entry.fault.equals(fault));
    }

    /** Takes all faults out of force. */
    public synchronized void clear() {
        armed.clear();
    }

    /** The faults that are still in force, in the order in which they are tried. */
    public synchronized List<Fault> inForce() {
        return armed.stream().map(entry -> entry.fault).toList();
    }

    synchronized Optional<Fault> take(String method, String rawPath) {
        Optional<Armed> hit = armed.stream()
                .filter(entry -> entry.fault.matches(method, rawPath))
                .findFirst();
        if (hit.isPresent() && --hit.get().left == 0) {
            armed.remove(hit.get());
        }
        return hit.map(entry -> entry.fault);
    }

    private static final class Armed {
        private final Fault fault;
        private int left;

        Armed(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }
}
