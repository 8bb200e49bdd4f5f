package dev.gitlabmcp.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.util.Duration;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.async.AsyncAppenderFactory;
import net.logstash.logback.appender.LoggingEventAsyncDisruptorAppender;
import org.jspecify.annotations.Nullable;

/**
 * The appender of the type {@code batched-console}: as Dropwizard's {@code console}, but threads that log neither take a lock nor
 * wake the one that writes while that is at work, and lines that come close together are written at once. With an access line
 * for each request, waking another thread for each line cost more than the line. {@code queueSize} is rounded up to a power of
 * two of at least 1,024 lines; {@code discardingThreshold} has no effect: no line is dropped unless {@code neverBlock} says so.
 */
@JsonTypeName("batched-console")
public final class BatchedConsoleAppenderFactory extends ConsoleAppenderFactory<ILoggingEvent> {
    private static final int MIN_LINES = 1024;
    private static final int MAX_LINES = 1 << 20;

    private boolean neverBlock;

    @Override
    public void setNeverBlock(boolean neverBlock) {
        super.setNeverBlock(neverBlock);
        this.neverBlock = neverBlock;
    }

    @Override
    protected OutputStreamAppender<ILoggingEvent> appender(LoggerContext context) {
        OutputStreamAppender<ILoggingEvent> console = super.appender(context);
        console.setImmediateFlush(false);
        return console;
    }

    @Override
    protected Appender<ILoggingEvent> wrapAsync(
            Appender<ILoggingEvent> console, AsyncAppenderFactory<ILoggingEvent> async, @Nullable Context context) {
        if (getMessageRate() != null || !(console instanceof OutputStreamAppender<ILoggingEvent> stream)) {
            return super.wrapAsync(console, async, context);
        }
        LoggingEventAsyncDisruptorAppender batched = new LoggingEventAsyncDisruptorAppender();
        batched.setContext(context);
        batched.setName("batched-" + console.getName());
        batched.setThreadNameFormat("log-console");
        batched.setRingBufferSize(
                Integer.highestOneBit(Math.min(MAX_LINES, Math.max(MIN_LINES, getQueueSize())) * 2 - 1));
        // Wakes the writer only when that has said that it sleeps.
        batched.setWaitStrategyType("liteBlocking");
        batched.setAppendTimeout(Duration.buildByMilliseconds(neverBlock ? 0 : -1));
        // It would print that a line was dropped: on the console that takes none, and wait for it.
        batched.setAddDefaultStatusListener(false);
        batched.setIncludeCallerData(isIncludeCallerData());
        batched.addAppender(new BatchEnds(stream));
        batched.start();
        return batched;
    }
}
