package dev.gitlabmcp.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.FileAppender;
import dev.gitlabmcp.logs.AccessLog;
import dev.gitlabmcp.logs.AuditLog;
import dev.gitlabmcp.logs.McpLayoutFactory;
import dev.gitlabmcp.tool.ToolObserver;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.logging.common.AbstractAppenderFactory;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The access log and the audit log; refuses a form of log lines that there is not. */
final class LoggingAssembly {
    private static final List<String> TELLTALE =
            List.of("org.eclipse.jetty", "org.apache.hc.client5.http.impl.classic.MainClientExec", "io.opentelemetry");

    private final String replica;

    LoggingAssembly(GitLabMcpConfiguration configuration) {
        this.replica = configuration.sessions().replica();
        if (configuration.getLoggingFactory() instanceof DefaultLoggingFactory logging) {
            logging.getAppenders().forEach(LoggingAssembly::check);
        }
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLoggerList().forEach(logger -> checkFiles(logger.iteratorForAppenders()));
            hold(context);
        }
    }

    /** Hears of every call of a tool. */
    ToolObserver audit() {
        return new AuditLog(replica);
    }

    /** Has every request logged, from Jetty's own refusals on. */
    void logRequests(Environment dropwizard) {
        AccessLog log = new AccessLog(replica);
        dropwizard.lifecycle().addServerLifecycleListener(server -> server.setRequestLog(log));
    }

    /** Whatever the file says or leaves out: those would write tokens and searches, and nobody is to act unseen. */
    private static void hold(LoggerContext context) {
        TELLTALE.forEach(context::getLogger);
        for (Logger logger : context.getLoggerList()) {
            String name = logger.getName();
            boolean telltale =
                    TELLTALE.stream().anyMatch(family -> name.equals(family) || name.startsWith(family + "."));
            if (telltale && !logger.getEffectiveLevel().isGreaterOrEqual(Level.INFO)) {
                logger.setLevel(Level.INFO);
            }
        }
        Logger audit = context.getLogger(AuditLog.LOGGER_NAME);
        if (!audit.isInfoEnabled()) {
            audit.setLevel(Level.INFO);
        }
    }

    /** Logback says it on standard output alone, and every line of such a file would be lost. */
    private static void checkFiles(Iterator<Appender<ILoggingEvent>> appenders) {
        appenders.forEachRemaining(appender -> {
            if (appender instanceof AsyncAppenderBase<ILoggingEvent> async) {
                checkFiles(async.iteratorForAppenders());
            } else if (appender instanceof FileAppender<ILoggingEvent> file && !file.isStarted()) {
                throw new StartRefusedException("The log file " + file.getFile()
                        + " cannot be written (AUDIT_LOG_FILE, or currentLogFilename in the section logging).");
            }
        });
    }

    private static void check(AppenderFactory<?> appender) {
        if (appender instanceof AbstractAppenderFactory<?> known
                && known.getLayout() instanceof McpLayoutFactory layout
                && !layout.isKnown()) {
            throw new StartRefusedException("logging.appenders.layout.format (LOG_FORMAT) is \""
                    + layout.format().strip() + "\"; give text or json.");
        }
    }
}
