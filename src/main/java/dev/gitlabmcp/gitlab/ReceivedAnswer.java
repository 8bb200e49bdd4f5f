package dev.gitlabmcp.gitlab;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.io.ModalCloseable;
import org.jspecify.annotations.Nullable;

/** An answer whose connection is still leased; closing it gives the connection back, or gives it up. */
final class ReceivedAnswer implements GitLabAnswer, AutoCloseable {
    private static final int MAX_ERROR_BODY = 64 * 1024;

    private final ClassicHttpResponse response;
    private final @Nullable InputStream wire;
    private final AnswerBody body;
    private final boolean gzip;

    /**
     * @param maxAnswer decompressed bytes that may be read
     * @throws GitLabException when the body has an encoding that nobody asked for
     */
    ReceivedAnswer(ClassicHttpResponse response, long maxAnswer) throws IOException {
        HttpEntity entity = response.getEntity();
        this.response = response;
        this.wire = entity == null ? null : entity.getContent();
        this.gzip = wire != null && isGzip(entity.getContentEncoding());
        this.body = new AnswerBody(wire == null ? InputStream.nullInputStream() : wire, gzip, maxAnswer);
    }

    @Override
    public int status() {
        return response.getCode();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headerOrNull(name));
    }

    @Nullable
    String headerOrNull(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @Override
    public AnswerBody body() {
        return body;
    }

    @Override
    public long contentLength() {
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            return gzip ? -1 : entity.getContentLength();
        }
        return contentLengthOfHead();
    }

    /** As much of the body as an error message can need; what cannot be read counts as missing. */
    byte[] errorBody() {
        try {
            return body.readNBytes(MAX_ERROR_BODY);
        } catch (IOException | GitLabException e) {
            return new byte[0];
        }
    }

    /** Keeps the connection for the next call where that is cheap, else cuts it; never reads without bound. */
    @Override
    public void close() {
        body.free();
        if (wire == null || isDrained(wire)) {
            Closer.closeQuietly(response);
        } else {
            abandon(response);
        }
    }

    /** Closes the connection without reading on. */
    static void abandon(ClassicHttpResponse response) {
        if (response instanceof ModalCloseable closeable) {
            closeable.close(CloseMode.IMMEDIATE);
        } else {
            Closer.closeQuietly(response);
        }
    }

    private static boolean isDrained(InputStream wire) {
        try {
            wire.close();
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private long contentLengthOfHead() {
        String length = headerOrNull(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Math.max(-1, Long.parseLong(length));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isGzip(@Nullable String encoding) {
        if (encoding == null || encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip")) {
            return true;
        }
        throw new GitLabException(
                new GitLabProblem.Unreadable("its encoding is " + ErrorText.clean(encoding, 40) + ", not gzip"));
    }
}
