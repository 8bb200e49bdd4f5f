package dev.gitlabmcp.ops;

import dev.gitlabmcp.logs.LoggerRules;
import io.dropwizard.servlets.tasks.LogConfigurationTask;
import io.dropwizard.servlets.tasks.Task;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * Dropwizard's task {@code log-level}, after a look at what it is given: it would take a level that there is none of for
 * {@code DEBUG}, and lose its timer over the root logger.
 */
public final class LogLevelTask extends OperatorTask {
    private static final List<String> LEVELS = List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.$-]{1,200}");

    private static final List<String> QUIET = List.of("OFF", "ERROR", "WARN", "INFO");

    private final Task task = new LogConfigurationTask();

    /** For the loggers of this process. */
    public LogLevelTask() {
        super("log-level", Set.of("logger", "level", "duration"));
    }

    @Override
    Outcome run(Map<String, List<String>> given) {
        List<String> loggers = given.getOrDefault("logger", List.of());
        refuseIf(
                loggers.isEmpty()
                        || !loggers.stream().allMatch(name -> NAME.matcher(name).matches()),
                "Give the parameter logger, a name such as dev.gitlabmcp.gitlab or ROOT, once or several times.");
        refuseIf(loggers.stream().anyMatch(LoggerRules::isOfAudit), "The audit log has no level that can be changed.");
        boolean quiet = given.containsKey("level")
                && !given.containsKey("duration")
                && QUIET.contains(required(given, "level").toUpperCase(Locale.ROOT));
        refuseIf(
                !quiet && loggers.stream().anyMatch(LoggerRules::isTelltale),
                "This logger would write tokens or arguments; it takes the levels " + String.join(", ", QUIET)
                        + " alone, and no duration.");
        boolean root = loggers.stream().anyMatch(Logger.ROOT_LOGGER_NAME::equalsIgnoreCase);
        if (given.containsKey("level")) {
            String level = required(given, "level").toUpperCase(Locale.ROOT);
            refuseIf(!LEVELS.contains(level), "level is none of " + String.join(", ", LEVELS) + ".");
        } else {
            refuseIf(root, "The root logger needs a level.");
        }
        if (given.containsKey("duration")) {
            refuseIf(root, "The root logger has no level to go back to; leave the parameter duration out.");
            refuseIf(!isDuration(required(given, "duration")), "duration is no time above 0 such as PT10M (ISO 8601).");
        }
        StringWriter said = new StringWriter();
        try (PrintWriter output = new PrintWriter(said)) {
            task.execute(given, output);
        } catch (Exception e) {
            throw new IllegalStateException("The log level could not be set", e);
        }
        return new Outcome(
                "configured", String.join("; ", said.toString().lines().toList()));
    }

    private static boolean isDuration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return !duration.isNegative() && !duration.isZero() && duration.toDays() <= 365;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static void refuseIf(boolean condition, String sentence) {
        if (condition) {
            throw new TaskRefusedException(400, sentence);
        }
    }
}
