package dev.gitlabmcp.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.logging.common.FileAppenderFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the directories that log files are written to. Not thread-safe. */
final class LogDirectories {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogDirectories.class);
    private static final Set<String> FILES = Set.of("currentLogFilename", "archivedLogFilenamePattern");

    private final Set<Path> found = new LinkedHashSet<>();

    /** Those found so far. */
    Set<Path> found() {
        return found;
    }

    /** Asks the settings themselves; false where some of them are of types that cannot be asked. */
    boolean ask(GitLabMcpConfiguration configuration) {
        if (!(configuration.getLoggingFactory() instanceof DefaultLoggingFactory logging)
                || !(configuration.getServerFactory() instanceof AbstractServerFactory server)
                || !(server.getRequestLogFactory() instanceof LogbackAccessRequestLogFactory requests)) {
            return false;
        }
        logging.getLoggers().values().forEach(this::read);
        return askEach(logging.getAppenders()) && askEach(requests.getAppenders());
    }

    private boolean askEach(List<? extends AppenderFactory<?>> appenders) {
        boolean all = true;
        for (AppenderFactory<?> appender : appenders) {
            if (appender instanceof FileAppenderFactory<?> file) {
                add(file.getCurrentLogFilename());
                add(file.getArchivedLogFilenamePattern());
            } else {
                all &= appender instanceof ConsoleAppenderFactory<?>
                        || appender.getClass().getName().startsWith("io.dropwizard.");
            }
        }
        return all;
    }

    /** Looks for them by the names of their settings. */
    void read(JsonNode tree) {
        Leaves.of(tree).forEach((key, value) -> {
            if (FILES.contains(key.substring(key.lastIndexOf('.') + 1)) && value.isTextual()) {
                add(value.asText());
            }
        });
    }

    private void add(@Nullable String file) {
        if (file == null || file.isBlank()) {
            return;
        }
        try {
            Path parent = Path.of(file).toAbsolutePath().getParent();
            if (parent != null && !parent.toString().contains("%")) {
                found.add(parent);
            }
        } catch (InvalidPathException e) {
            LOGGER.debug("{} is no path", file);
        }
    }
}
