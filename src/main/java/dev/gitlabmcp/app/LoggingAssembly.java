package dev.gitlabmcp.app;

import dev.gitlabmcp.logs.AccessLog;
import dev.gitlabmcp.logs.AuditLog;
import dev.gitlabmcp.logs.LastLines;
import dev.gitlabmcp.logs.LoggerRules;
import dev.gitlabmcp.logs.McpLayoutFactory;
import dev.gitlabmcp.tool.ToolObserver;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.logging.common.AbstractAppenderFactory;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;

/** The access log and the audit log; refuses a form of log lines that there is not. */
final class LoggingAssembly {
    private final String replica;

    LoggingAssembly(GitLabMcpConfiguration configuration) {
        this.replica = configuration.sessions().replica();
        if (configuration.getLoggingFactory() instanceof DefaultLoggingFactory logging) {
            logging.getAppenders().forEach(LoggingAssembly::check);
        }
        LoggerRules.unwritableFile().ifPresent(file -> {
            throw new StartRefusedException("The log file " + file
                    + " cannot be written (AUDIT_LOG_FILE, or currentLogFilename in the section logging).");
        });
        LoggerRules.enforce();
    }

    /** Hears of every call of a tool. */
    ToolObserver audit() {
        return new AuditLog(replica);
    }

    /** Has every request logged, from Jetty's own refusals on. */
    void logRequests(Environment dropwizard) {
        AccessLog log = new AccessLog(replica);
        dropwizard.lifecycle().addServerLifecycleListener(server -> server.setRequestLog(log));
        dropwizard.lifecycle().addEventListener(LastLines.atShutdown());
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
