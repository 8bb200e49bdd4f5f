package dev.gitlabmcp.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Events as bytes.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class SseFrame {
    /** A comment, which clients ignore: keeps proxies from cutting a silent connection. */
    static final byte[] KEEP_ALIVE = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private SseFrame() {}

    /** An event of the default type; {@code data} is JSON without line breaks. */
    static byte[] event(@Nullable String id, @Nullable String event, byte[] data) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(data.length + 48);
        if (id != null) {
            frame.writeBytes(("id: " + id + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        if (event != null) {
            frame.writeBytes(("event: " + event + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        frame.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(data);
        frame.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return frame.toByteArray();
    }

    static byte[] retry(long millis) {
        return ("retry: " + millis + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }
}
