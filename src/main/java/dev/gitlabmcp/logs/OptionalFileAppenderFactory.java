package dev.gitlabmcp.logs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.FileAppenderFactory;
import io.dropwizard.logging.common.async.AsyncAppenderFactory;
import io.dropwizard.logging.common.filter.LevelFilterFactory;
import io.dropwizard.logging.common.layout.LayoutFactory;

/**
 * The appender of the type {@code optional-file}: as Dropwizard's {@code file}, but without a file name it hands its lines to
 * the appenders of all other lines.
 */
@JsonTypeName("optional-file")
public final class OptionalFileAppenderFactory extends FileAppenderFactory<ILoggingEvent> {
    @Override
    public Appender<ILoggingEvent> build(
            LoggerContext context,
            String applicationName,
            LayoutFactory<ILoggingEvent> layouts,
            LevelFilterFactory<ILoggingEvent> levels,
            AsyncAppenderFactory<ILoggingEvent> async) {
        String file = getCurrentLogFilename();
        if (file != null && !file.isBlank()) {
            return super.build(context, applicationName, layouts, levels, async);
        }
        Appender<ILoggingEvent> common = new CommonLog(context.getLogger(Logger.ROOT_LOGGER_NAME));
        common.setContext(context);
        common.setName("common-log");
        common.start();
        return common;
    }

    /** Passes on to the appenders of the root logger, which are known only once all are configured. */
    private static final class CommonLog extends AppenderBase<ILoggingEvent> {
        private final Logger root;

        CommonLog(Logger root) {
            this.root = root;
        }

        @Override
        protected void append(ILoggingEvent event) {
            root.iteratorForAppenders().forEachRemaining(appender -> appender.doAppend(event));
        }
    }
}
