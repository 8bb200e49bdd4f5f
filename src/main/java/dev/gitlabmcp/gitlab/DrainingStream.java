package dev.gitlabmcp.gitlab;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * The body of one answer on the wire. Closing it reads what is left of it, so that its connection can be kept, but neither
 * much nor for long: an answer may be announced longer than it is. For one thread.
 */
final class DrainingStream extends FilterInputStream {
    /** Reading this much more is cheaper than opening a connection anew. */
    private static final int WORTH_DRAINING = 32 * 1024;

    /** The end of a chunked answer may be a packet of its own; one that is not on its way is not worth waiting for. */
    private static final int PATIENCE_MILLIS = 50;

    private final Socket socket;

    DrainingStream(InputStream wire, Socket socket) {
        super(wire);
        this.socket = socket;
    }

    /**
     * Reads on to the end.
     *
     * @throws IOException when that is too far away, so that the connection must not be used again
     */
    @Override
    public void close() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        if (in.read() < 0) {
            return; // as nearly always
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2 * PATIENCE_MILLIS);
        byte[] rest = new byte[1024];
        int left = WORTH_DRAINING;
        for (int count = in.read(rest); count >= 0; count = in.read(rest)) {
            left -= count;
            if (left <= 0 || System.nanoTime() - end > 0) {
                throw new IOException("the answer goes on");
            }
        }
    }
}
