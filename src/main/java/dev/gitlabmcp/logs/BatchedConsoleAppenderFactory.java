package dev.gitlabmcp.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.Context;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.async.AsyncAppenderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The appender of the type {@code batched-console}: as Dropwizard's {@code console}, but when many lines come, its thread is woken a
 * hundred times a second and not for each of them. With an access line for each request that waking cost more than the line.
 */
@JsonTypeName("batched-console")
public final class BatchedConsoleAppenderFactory extends ConsoleAppenderFactory<ILoggingEvent> {
    /** How long the lines that wait may take when the process ends. */
    private static final int LAST_LINES_MILLIS = 5000;

    @Override
    protected Appender<ILoggingEvent> wrapAsync(
            Appender<ILoggingEvent> console, AsyncAppenderFactory<ILoggingEvent> async, @Nullable Context context) {
        RestingAppender resting = new RestingAppender(console);
        resting.setContext(context);
        resting.setName(console.getName());
        resting.start();
        return super.wrapAsync(resting, () -> patient(async.build()), context);
    }

    private static AsyncAppenderBase<ILoggingEvent> patient(AsyncAppenderBase<ILoggingEvent> async) {
        async.setMaxFlushTime(LAST_LINES_MILLIS);
        return async;
    }
}
