package dev.gitlabmcp.transport;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a body whole, within a limit; Jetty has none of its own. */
final class RequestBody {
    private static final int FIRST_BUFFER = 4096;

    private RequestBody() {}

    /**
     * The body's bytes.
     *
     * @param limit in bytes; a longer body is refused with 413
     */
    static byte[] read(HttpServletRequest request, long limit) {
        long declared = request.getContentLengthLong();
        if (declared > limit) {
            throw tooLarge(limit);
        }
        try {
            InputStream in = request.getInputStream();
            byte[] body = declared >= 0 ? readDeclared(in, (int) declared) : readChunked(in, limit);
            return body;
        } catch (IOException e) {
            throw new RefusedException(400, "The body ended early or could not be read.");
        }
    }

    private static byte[] readDeclared(InputStream in, int length) throws IOException {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new RefusedException(
                    400, "The body ended after " + body.length + " of " + length + " bytes announced.");
        }
        in.read(); // lets the server see the end of the body
        return body;
    }

    private static byte[] readChunked(InputStream in, long limit) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(FIRST_BUFFER);
        byte[] buffer = new byte[FIRST_BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (body.size() + n > limit) {
                throw tooLarge(limit);
            }
            body.write(buffer, 0, n);
        }
        return body.toByteArray();
    }

    private static RefusedException tooLarge(long limit) {
        return new RefusedException(
                413, "The body is larger than " + limit + " bytes, the limit of this server (mcp.maxRequestBody).");
    }
}
