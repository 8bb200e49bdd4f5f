package dev.gitlabmcp.trace;

import org.jspecify.annotations.Nullable;

/**
 * Where in which trace somebody stands.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId 16 lower-case hexadecimal digits, not all zero
 * @param flags bit 0: sampled; bit 1: the trace id is random
 * @param state what tracing systems pass along, well-formed
 * @see <a href="https://www.w3.org/TR/trace-context-2/">W3C Trace Context</a>
 */
public record TraceContext(
        String traceId, String spanId, int flags, @Nullable String state) {
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;
    private static final int KNOWN_FLAGS = 0x03;

    /** What {@code traceparent} and {@code tracestate} say; null unless the first is well-formed. */
    public static @Nullable TraceContext of(@Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null || !isWellFormed(traceparent)) {
            return null;
        }
        return new TraceContext(
                traceparent.substring(TRACE_ID, SPAN_ID - 1),
                traceparent.substring(SPAN_ID, FLAGS - 1),
                Integer.parseInt(traceparent, FLAGS, LENGTH, 16) & KNOWN_FLAGS,
                tracestate != null && TraceState.isWellFormed(tracestate) ? tracestate : null);
    }

    /** The value of {@code traceparent}. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-0" + Integer.toHexString(flags);
    }

    private static boolean isWellFormed(String text) {
        // Later versions may append members; this one has none.
        boolean ends = text.length() == LENGTH
                || (text.length() > LENGTH && text.charAt(LENGTH) == '-' && !text.startsWith("00"));
        return ends
                && isHex(text, 0, 2)
                && !text.startsWith("ff")
                && text.charAt(TRACE_ID - 1) == '-'
                && isId(text, TRACE_ID, SPAN_ID - 1)
                && text.charAt(SPAN_ID - 1) == '-'
                && isId(text, SPAN_ID, FLAGS - 1)
                && text.charAt(FLAGS - 1) == '-'
                && isHex(text, FLAGS, LENGTH);
    }

    private static boolean isId(String text, int from, int to) {
        if (!isHex(text, from, to)) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return true;
            }
        }
        return false;
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
