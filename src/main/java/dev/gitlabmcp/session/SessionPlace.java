package dev.gitlabmcp.session;

import java.time.Instant;

/** Where a session stands among others. Changed under the lock of the {@link SessionIndex} alone. */
final class SessionPlace {
    private final long number;
    private Instant usedAt;
    private SessionUse.Level level = SessionUse.Level.UNUSED;
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

    /** The last use that was looked at; the session may have been used since. */
    Instant usedAt() {
        return usedAt;
    }

    /** How the session was in use when that was looked at; it may be used more or, as long as nobody waits for it, less. */
    SessionUse.Level level() {
        return level;
    }

    void move(SessionUse.Level newLevel, Instant newUsedAt) {
        level = newLevel;
        usedAt = newUsedAt;
    }

    boolean isUnproven() {
        return unproven;
    }

    void proven() {
        unproven = false;
    }
}
