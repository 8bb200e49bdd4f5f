package dev.gitlabmcp.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes lines on, and every now and then rests for a moment, in which lines gather that then are passed on one after the
 * other. For the one thread of an asynchronous appender, which else would wait, and be woken, for each line.
 */
final class RestingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long AWAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Appender<ILoggingEvent> next;
    private long awakeSince = System.nanoTime() - AWAKE_NANOS;

    RestingAppender(Appender<ILoggingEvent> next) {
        this.next = next;
    }

    @Override
    protected void append(ILoggingEvent event) {
        next.doAppend(event);
        if (System.nanoTime() - awakeSince >= AWAKE_NANOS) {
            LockSupport.parkNanos(REST_NANOS);
            awakeSince = System.nanoTime();
        }
    }

    @Override
    public void stop() {
        super.stop();
        next.stop();
    }
}
