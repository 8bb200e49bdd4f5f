package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;

/** What the probe reads of a connection, and what it must not. */
class DisconnectProbeTest {
    private final AtomicBoolean gone = new AtomicBoolean();

    /** A connection on which, while the probe looks at it, the answer ends and the next request comes. */
    private static final class BusyConnection extends ByteArrayEndPoint {
        private DisconnectProbe probe;
        private CompletableFuture<Void> next;

        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            if (next == null) {
                next = CompletableFuture.runAsync(() -> {
                    probe.disarm();
                    addInput("POST /mcp");
                });
                try {
                    next.get(300, TimeUnit.MILLISECONDS);
                } catch (TimeoutException waits) {
                    // As it should, until this has been read.
                } catch (InterruptedException | ExecutionException e) {
                    throw new IOException(e);
                }
            }
            return super.fill(buffer);
        }
    }

    @Test
    void disarm_leavesTheNextRequestWhole() throws IOException {
        BusyConnection connection = new BusyConnection();
        connection.probe = new DisconnectProbe(connection, null, () -> gone.set(true));
        connection.probe.watch();
        connection.getFillInterest().fillable();
        connection.next.join();
        ByteBuffer left = BufferUtil.allocate(100);
        assertThat(connection.fill(left)).isEqualTo("POST /mcp".length());
        assertThat(connection.getFillInterest().isInterested()).isFalse();
        assertThat(gone).isFalse();
    }

    @Test
    void end_isNoticed() {
        ByteArrayEndPoint connection = new ByteArrayEndPoint();
        DisconnectProbe probe = new DisconnectProbe(connection, null, () -> gone.set(true));
        probe.watch();
        assertThat(gone).isFalse();
        connection.addInputEOF();
        connection.getFillInterest().fillable();
        assertThat(gone).isTrue();
    }
}
