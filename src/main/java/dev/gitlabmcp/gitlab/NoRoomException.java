package dev.gitlabmcp.gitlab;

import java.io.IOException;

/** A connection may not be opened now, since as many are open as may be; nothing was sent. */
final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException() {
        super("as many connections are open as may be");
    }

    /** Expected, and frequent just when there is no time for it. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
