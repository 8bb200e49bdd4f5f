package dev.gitlabmcp.session;

import java.util.Optional;

/**
 * The id of an event, unique within its session: the stream it belongs to and its place there. Place 0 is the prime event.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">Resumability</a>
 */
public record EventId(String stream, long sequence) {
    private static final int MAX_LENGTH = 64;

    /** The id on the wire. */
    public String text() {
        return stream + '-' + sequence;
    }

    /** Reads an id as {@link #text} wrote it; empty for anything else. */
    public static Optional<EventId> parse(String text) {
        int dash = text.lastIndexOf('-');
        if (dash <= 0 || dash == text.length() - 1 || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String digits = text.substring(dash + 1);
        if (digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new EventId(text.substring(0, dash), Long.parseLong(digits)));
    }
}
