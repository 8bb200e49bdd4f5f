package dev.gitlabmcp.trace;

/**
 * The rules for {@code tracestate}. Stateless.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/#tracestate-header">W3C Trace Context, tracestate</a>
 */
final class TraceState {
    private static final int MAX_LENGTH = 512;
    private static final int MAX_MEMBERS = 32;
    private static final int MAX_PART = 256;

    private TraceState() {}

    /** Whether this is a list of members that may be handed on as it is: not too long, and of harmless characters alone. */
    static boolean isWellFormed(String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            return false;
        }
        String[] members = text.split(",", -1);
        if (members.length > MAX_MEMBERS) {
            return false;
        }
        for (String member : members) {
            String one = member.strip();
            if (!one.isEmpty() && !isMember(one)) {
                return false;
            }
        }
        return isPrintable(text);
    }

    private static boolean isMember(String member) {
        int equals = member.indexOf('=');
        if (equals < 1
                || equals > MAX_PART
                || member.length() - equals - 1 > MAX_PART
                || equals == member.length() - 1) {
            return false;
        }
        for (int i = 0; i < equals; i++) {
            char c = member.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letter && (i == 0 || "_-*/@".indexOf(c) < 0)) {
                return false;
            }
        }
        return member.indexOf('=', equals + 1) < 0;
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
