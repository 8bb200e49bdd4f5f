package dev.gitlabmcp.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/**
 * Answers 408 and closes connections on which the headers of a request take too long to arrive. Jetty limits the silence between two bytes
 * only, so that a client could hold a connection by sending a byte now and then. Thread-safe.
 */
public final class SlowHeaders implements Connection.Listener {
    private static final byte[] ANSWER =
            "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Map<Connection, Progress> connections = new ConcurrentHashMap<>();
    private final long limitNanos;
    private final LongSupplier nanoTime;

    /** Headers may take this long, and at most one tick longer. */
    public SlowHeaders(Duration limit) {
        this(limit, System::nanoTime);
    }

    SlowHeaders(Duration limit, LongSupplier nanoTime) {
        this.limitNanos = limit.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public void onOpened(Connection connection) {
        // Others are layers below it, or carry many requests at once and have limits of their own.
        if (connection instanceof HttpConnection) {
            connections.put(connection, new Progress());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    /** Closes what is too slow; called at intervals. */
    public void tick() {
        long now = nanoTime.getAsLong();
        connections.forEach((connection, progress) -> {
            if (progress.isStuck(connection, now, limitNanos)) {
                connections.remove(connection);
                refuse(connection.getEndPoint());
            }
        });
    }

    /** Not through Jetty's own machinery, for which there is no request yet. */
    private static void refuse(EndPoint endPoint) {
        endPoint.write(Callback.from(endPoint::close), ByteBuffer.wrap(ANSWER));
    }

    /** What a connection had received when its latest request had been answered. Used by the ticking thread alone. */
    private static final class Progress {
        private long requests;
        private long bytes;
        private boolean wasBusy;
        private boolean begun;
        private long begunAt;

        boolean isStuck(Connection connection, long now, long limitNanos) {
            long requestsNow = connection.getMessagesIn();
            long bytesNow = connection.getBytesIn();
            boolean busy = connection.getMessagesOut() < requestsNow;
            if (requestsNow != requests || busy || wasBusy) {
                // A request's headers have come; what came since they did may be its body.
                requests = requestsNow;
                bytes = bytesNow;
                begun = false;
                wasBusy = busy;
                return false;
            }
            if (!begun && bytesNow > bytes) {
                begun = true;
                begunAt = now;
            }
            return begun && now - begunAt > limitNanos;
        }
    }
}
