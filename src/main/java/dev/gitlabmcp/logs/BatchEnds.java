package dev.gitlabmcp.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.Flushable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch of lines at once when it is flushed, then rests, so that the next lines make a batch, too. When Java shuts down it
 * stops resting, since any line may be the last. Lines come from one thread, which flushes after each batch.
 */
final class BatchEnds extends UnsynchronizedAppenderBase<ILoggingEvent> implements Flushable {
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final OutputStreamAppender<ILoggingEvent> stream;
    private final Thread atShutdown = new Thread(this::hurry, "log-hurry");
    private volatile @Nullable Thread resting;
    private volatile boolean hurried;

    BatchEnds(OutputStreamAppender<ILoggingEvent> stream) {
        this.stream = stream;
    }

    @Override
    public void start() {
        super.start();
        Runtime.getRuntime().addShutdownHook(atShutdown);
    }

    @Override
    protected void append(ILoggingEvent event) {
        stream.doAppend(event);
    }

    @Override
    public void flush() throws IOException {
        stream.getOutputStream().flush();
        resting = Thread.currentThread();
        if (!hurried) {
            LockSupport.parkNanos(REST_NANOS);
        }
        resting = null;
    }

    private void hurry() {
        hurried = true;
        LockSupport.unpark(resting);
    }

    @Override
    public void stop() {
        super.stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // Java is shutting down.
        }
        stream.stop();
    }
}
