package dev.gitlabmcp.gitlab;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer: decompresses, counts what comes out, and remembers its own failures, so that they can be told
 * from those of its reader whatever the reader's libraries make of them.
 */
final class AnswerBody extends InputStream {
    private static final int GZIP_BUFFER = 4096;

    private final InputStream wire;
    private final boolean gzip;
    private final long limit;
    private @Nullable InputStream decoded;
    private long left;
    private @Nullable GitLabException tooLarge;
    private @Nullable IOException failure;

    /**
     * @param limit decompressed bytes that may be read
     */
    AnswerBody(InputStream wire, boolean gzip, long limit) {
        this.wire = wire;
        this.gzip = gzip;
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int count = decoded().read(into, offset, length);
            if (count > left) {
                tooLarge = new GitLabException(new GitLabProblem.TooLarge(limit));
                throw tooLarge;
            }
            left -= Math.max(count, 0);
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int available() throws IOException {
        return decoded == null ? 0 : decoded.available();
    }

    /** Keeps the connection: whoever leases it decides whether the rest is worth reading. */
    @Override
    public void close() {}

    /** The exception for having exceeded the limit, if that happened. */
    @Nullable
    GitLabException tooLarge() {
        return tooLarge;
    }

    /** The last failure of connection or compression, if there was one. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Gives the decompressor's native memory back. */
    void free() {
        if (gzip && decoded != null) {
            try {
                decoded.close();
            } catch (IOException e) {
                // The stream below is kept open, so there is nothing that could fail.
                failure = e;
            }
        }
    }

    // Not in the constructor: opening a gzip stream reads from the connection.
    private InputStream decoded() throws IOException {
        InputStream stream = decoded;
        if (stream == null) {
            stream = gzip ? new GZIPInputStream(new KeptOpen(wire), GZIP_BUFFER) : wire;
            decoded = stream;
        }
        return stream;
    }

    /** Closing a body of the HTTP client reads it to its end, however long it is. */
    private static final class KeptOpen extends FilterInputStream {
        KeptOpen(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
