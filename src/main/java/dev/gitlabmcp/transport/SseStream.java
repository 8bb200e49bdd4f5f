package dev.gitlabmcp.transport;

import dev.gitlabmcp.session.EventSink;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.jersey.server.ChunkedOutput;
import org.jspecify.annotations.Nullable;

/** One open event stream to a client, on Jersey's {@link ChunkedOutput}; every event is flushed at once. Thread-safe. */
final class SseStream implements EventSink {
    /** Events that may wait while another thread writes; further writers wait. */
    private static final int QUEUE = 256;

    private final ChunkedOutput<byte[]> output =
            ChunkedOutput.<byte[]>builder(byte[].class).queueCapacity(QUEUE).build();
    private final Runnable beforeEnd;
    private final Runnable onBroken;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long lastWriteNanos = System.nanoTime();

    /**
     * A stream.
     *
     * @param beforeEnd runs once, right before it ends, however it does
     * @param onBroken runs when it could not be written to or ended in order, because the client is gone; must bear to run
     *     twice
     */
    SseStream(Runnable beforeEnd, Runnable onBroken) {
        this.beforeEnd = beforeEnd;
        this.onBroken = onBroken;
    }

    ChunkedOutput<byte[]> output() {
        return output;
    }

    @Override
    public boolean event(@Nullable String id, byte[] data) {
        return write(SseFrame.event(id, null, data));
    }

    /** Writes an event of a type of its own. */
    void named(String event, byte[] data) {
        write(SseFrame.event(null, event, data));
    }

    @Override
    public void retry(long millis) {
        write(SseFrame.retry(millis));
    }

    @Override
    public void end() {
        if (ended.compareAndSet(false, true)) {
            beforeEnd.run();
            try {
                output.close();
            } catch (IOException | RuntimeException e) {
                onBroken.run();
            }
        }
    }

    /** Whether nothing was written for so long. */
    boolean isSilent(long now, long idleNanos) {
        return now - lastWriteNanos >= idleNanos;
    }

    /** Writes a comment. */
    void keepAlive() {
        write(SseFrame.KEEP_ALIVE);
    }

    private boolean write(byte[] frame) {
        if (ended.get()) {
            return false;
        }
        try {
            lastWriteNanos = System.nanoTime();
            output.write(frame);
            return true;
        } catch (IOException | RuntimeException e) {
            end();
            onBroken.run(); // Jersey has closed its side already, so that ending does not fail a second time
            return false;
        }
    }
}
