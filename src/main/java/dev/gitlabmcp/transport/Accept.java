package dev.gitlabmcp.transport;

import java.util.List;
import java.util.Locale;

/**
 * Which of the two kinds of answer a client accepts. No header and wildcards mean both (RFC 9110, section 12.5.1).
 *
 * @param json {@code application/json}
 * @param events {@code text/event-stream}
 * @param eventsFirst whether events are named before JSON, which is taken for a preference
 */
record Accept(boolean json, boolean events, boolean eventsFirst) {

    static Accept of(List<String> headers) {
        if (headers.isEmpty()) {
            return new Accept(true, true, false);
        }
        boolean json = false;
        boolean events = false;
        boolean eventsFirst = false;
        for (String header : headers) {
            for (String range : header.split(",", -1)) {
                String[] parts = range.toLowerCase(Locale.ROOT).split(";", -1);
                if (isRefused(parts)) {
                    continue;
                }
                String type = parts[0].strip();
                eventsFirst |= !json && type.equals("text/event-stream");
                json |= type.equals("application/json") || type.equals("application/*") || type.equals("*/*");
                events |= type.equals("text/event-stream") || type.equals("text/*") || type.equals("*/*");
            }
        }
        return new Accept(json, events, eventsFirst);
    }

    boolean isUsable() {
        return json || events;
    }

    /** A weight of zero means "not acceptable". */
    private static boolean isRefused(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace(" ", "");
            if (parameter.startsWith("q=0") && parameter.chars().skip(3).allMatch(c -> c == '.' || c == '0')) {
                return true;
            }
        }
        return false;
    }
}
