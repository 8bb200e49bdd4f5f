package dev.gitlabmcp.session;

import java.time.Instant;

/** Where a session stands among others. Changed under the lock of the {@link SessionIndex} alone. */
final class SessionPlace {
    /** Stands behind all others: sessions in use. */
    static final Instant IN_USE = Instant.MAX;

    private final long number;
    private Instant usedAt;
    private volatile boolean unproven;

    SessionPlace(long number, Instant usedAt, boolean unproven) {
        this.number = number;
        this.usedAt = usedAt;
        this.unproven = unproven;
    }

    /** Tells sessions of one moment apart. */
    long number() {
        return number;
    }

    /** The last use that was looked at, or {@link #IN_USE}; the session may have been used since. */
    Instant usedAt() {
        return usedAt;
    }

    void usedAt(Instant instant) {
        usedAt = instant;
    }

    boolean isUnproven() {
        return unproven;
    }

    void proven() {
        unproven = false;
    }
}
