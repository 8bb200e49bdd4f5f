package dev.gitlabmcp.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.FileAppender;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** What holds for loggers whatever the configuration says or leaves out; for the moment after it was applied. Stateless. */
public final class LoggerRules {
    /** Below INFO these write tokens, passwords and bodies as they come in, and what people search for. */
    private static final List<String> TELLTALE =
            List.of("org.eclipse.jetty", "org.apache.hc.client5.http.impl.classic.MainClientExec", "io.opentelemetry");

    private LoggerRules() {}

    /** Keeps tokens out of the log, and the audit log on. */
    public static void enforce() {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        TELLTALE.forEach(context::getLogger);
        for (Logger logger : context.getLoggerList()) {
            if (isTelltale(logger.getName()) && !logger.getEffectiveLevel().isGreaterOrEqual(Level.INFO)) {
                logger.setLevel(Level.INFO);
            }
        }
        Logger audit = context.getLogger(AuditLog.LOGGER_NAME);
        if (!audit.isInfoEnabled()) {
            audit.setLevel(Level.INFO);
        }
    }

    /** Whether that logger, or one above it, writes tokens or what people search for at levels below INFO. */
    public static boolean isTelltale(String logger) {
        return TELLTALE.stream().anyMatch(family -> isOf(logger, family));
    }

    /** Whether that is the audit log's logger or one below it; its level is fixed, so that nobody acts unseen. */
    public static boolean isOfAudit(String logger) {
        return isOf(logger, AuditLog.LOGGER_NAME);
    }

    private static boolean isOf(String logger, String family) {
        return logger.equals(family) || logger.startsWith(family + ".") || logger.startsWith(family + "$");
    }

    /** A file that lines should go to but cannot, which Logback tells on standard output alone. */
    public static Optional<String> unwritableFile() {
        List<String> files = new ArrayList<>();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLoggerList().forEach(logger -> collect(logger.iteratorForAppenders(), files));
        }
        return files.stream().findFirst();
    }

    private static void collect(Iterator<Appender<ILoggingEvent>> appenders, List<String> files) {
        appenders.forEachRemaining(appender -> {
            if (appender instanceof AsyncAppenderBase<ILoggingEvent> async) {
                collect(async.iteratorForAppenders(), files);
            } else if (appender instanceof FileAppender<ILoggingEvent> file && !file.isStarted()) {
                files.add(String.valueOf(file.getFile()));
            }
        });
    }
}
