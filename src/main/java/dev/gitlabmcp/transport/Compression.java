package dev.gitlabmcp.transport;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Which answers may be sent as gzip that was made before. Jetty compresses all others, and leaves alone what says that it is
 * compressed.
 *
 * @param minimum bytes that an answer must have
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, Accept-Encoding</a>
 */
public record Compression(long minimum) {
    /** No answer is compressed. */
    public static final Compression NONE = new Compression(Long.MAX_VALUE);

    /** Whether an answer of so many bytes to this request may be sent as gzip. */
    boolean suits(HttpServletRequest request, int bytes) {
        return bytes >= minimum && JettyRequest.of(request).getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
    }
}
