package dev.gitlabmcp.session;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A connection whose client does not read: a write to it lasts until it is let go. */
final class StuckSink implements EventSink {
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean ended;

    /** Sends to the stream on a thread of its own; returns when that hangs in the write. */
    static StuckSink hangingIn(EventStream stream) {
        StuckSink sink = new StuckSink();
        stream.attach(sink, false);
        Thread sender = new Thread(() -> stream.send(new byte[] {'x'}), "hanging sender");
        sender.setDaemon(true);
        sender.start();
        await(sink.writing);
        return sink;
    }

    void release() {
        released.countDown();
    }

    boolean isEnded() {
        return ended;
    }

    @Override
    public boolean event(@Nullable String id, byte[] data) {
        writing.countDown();
        await(released);
        return true;
    }

    @Override
    public void retry(long millis) {}

    @Override
    public void end() {
        ended = true;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
