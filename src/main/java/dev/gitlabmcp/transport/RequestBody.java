package dev.gitlabmcp.transport;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.io.EndPoint;

/**
 * Reads a body whole, within a limit of size and one of time; Jetty has none of its own. Immutable.
 *
 * @param maxBytes a longer body is refused with 413
 * @param maxTime a body that takes longer is refused with 408
 */
record RequestBody(long maxBytes, Duration maxTime) {
    private static final int FIRST_BUFFER = 4096;

    /** The body's bytes. */
    byte[] read(HttpServletRequest request) {
        long declared = request.getContentLengthLong();
        if (declared > maxBytes) {
            throw tooLarge();
        }
        try {
            InputStream in = request.getInputStream();
            return declared >= 0 && in.available() >= declared
                    ? readDeclared(in, (int) declared, System.nanoTime())
                    : readSlowly(request, in, declared);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The latter from what decodes a Content-Encoding.
            throw new RefusedException(400, "The body ended early or could not be read.");
        }
    }

    /** Reads what has yet to come: the connection may be silent for no longer than the whole body may take. */
    private byte[] readSlowly(HttpServletRequest request, InputStream in, long declared) throws IOException {
        EndPoint endPoint = JettyRequest.endPoint(JettyRequest.of(request));
        long idleTimeout = endPoint.getIdleTimeout();
        long start = System.nanoTime();
        boolean stricter = idleTimeout <= 0 || idleTimeout > maxTime.toMillis();
        if (stricter) {
            endPoint.setIdleTimeout(maxTime.toMillis());
        }
        try {
            return declared >= 0 ? readDeclared(in, (int) declared, start) : readChunked(in, start);
        } catch (IOException e) {
            if (isLate(start)) {
                throw tooSlow();
            }
            throw e;
        } finally {
            if (stricter) {
                endPoint.setIdleTimeout(idleTimeout);
            }
        }
    }

    private byte[] readDeclared(InputStream in, int length, long start) throws IOException {
        // A length is easily announced; memory is taken for what has come.
        byte[] body = new byte[Math.min(length, FIRST_BUFFER)];
        int done = 0;
        while (done < length) {
            if (done == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, body.length * 2L));
            }
            int n = in.read(body, done, body.length - done);
            if (n < 0) {
                throw new RefusedException(400, "The body ended after " + done + " of " + length + " bytes announced.");
            }
            done += n;
            if (done < length && isLate(start)) {
                throw tooSlow();
            }
        }
        in.read(); // lets the server see the end of the body
        return body;
    }

    private byte[] readChunked(InputStream in, long start) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(FIRST_BUFFER);
        byte[] buffer = new byte[FIRST_BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (body.size() + n > maxBytes) {
                throw tooLarge();
            }
            body.write(buffer, 0, n);
            if (isLate(start)) {
                throw tooSlow();
            }
        }
        return body.toByteArray();
    }

    private boolean isLate(long start) {
        return System.nanoTime() - start >= maxTime.toNanos();
    }

    private RefusedException tooLarge() {
        return new RefusedException(
                413, "The body is larger than " + maxBytes + " bytes, the limit of this server (mcp.maxRequestBody).");
    }

    private RefusedException tooSlow() {
        return new RefusedException(
                408, "The body took longer than " + maxTime.toSeconds() + " s to arrive (mcp.arrivalTimeout).");
    }
}
