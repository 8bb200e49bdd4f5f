package dev.gitlabmcp.app;

import dev.gitlabmcp.net.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.commons.text.StringSubstitutor;

/**
 * The environment as settings: what {@code config.yml} refers to as {@code ${NAME:-default}}, and the secrets, which never
 * pass through that file.
 */
final class Settings {
    private static final List<String> LOG_LEVELS = List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL");

    private final Map<String, String> environment;
    private final Map<String, UsedSecret> secrets = new ConcurrentSkipListMap<>();

    /**
     * A secret that was asked for.
     *
     * @param source the variable it is from, {@code NAME} or {@code NAME_FILE}; empty when it is not set
     */
    record UsedSecret(String name, Optional<String> source, Optional<Secret> value) {}

    Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Fills in {@code ${NAME:-default}}; values are escaped, as they stand between double quotes of YAML. */
    StringSubstitutor substitutor() {
        StringSubstitutor substitutor = new StringSubstitutor(name -> {
            String value = environment.get(name);
            // Compose files pass unset variables on as empty ones.
            return value == null || value.isBlank() ? null : escape(value);
        });
        substitutor.setValueDelimiter(":-");
        substitutor.setDisableSubstitutionInValues(true);
        return substitutor;
    }

    /** YAML counts the last three as line ends too. */
    private static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\u0085", "\\N")
                .replace("\u2028", "\\L")
                .replace("\u2029", "\\P");
    }

    /** Whether that variable takes the place of a default. */
    boolean isSet(String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    /** The secrets that were asked for so far, by name. */
    List<UsedSecret> usedSecrets() {
        return List.copyOf(secrets.values());
    }

    /** Refuses a LOG_LEVEL that there is not; the logging library would take any such for DEBUG. */
    void checkLogLevel() {
        String level = environment.getOrDefault("LOG_LEVEL", "").strip();
        if (!level.isEmpty() && !LOG_LEVELS.contains(level.toUpperCase(Locale.ROOT))) {
            throw new StartRefusedException("logging.level (LOG_LEVEL) is \"" + level + "\"; give one of "
                    + String.join(", ", LOG_LEVELS) + ".");
        }
    }

    /**
     * A secret, from the variable of that name or from the file that {@code NAME_FILE} names.
     *
     * @throws StartRefusedException when both are set, or the file cannot be read
     */
    Optional<Secret> secret(String name) {
        Optional<Secret> secret = read(name);
        Optional<String> source = secret.map(found -> isSet(name) ? name : name + "_FILE");
        secrets.put(name, new UsedSecret(name, source, secret));
        return secret;
    }

    private Optional<Secret> read(String name) {
        String value = environment.getOrDefault(name, "");
        String file = environment.getOrDefault(name + "_FILE", "");
        if (!value.isBlank() && !file.isBlank()) {
            throw new StartRefusedException(name + " and " + name + "_FILE are both set; set one of them.");
        }
        if (file.isBlank()) {
            return value.isBlank() ? Optional.empty() : Optional.of(Secret.of(value.strip()));
        }
        try {
            String content = Files.readString(Path.of(file)).strip();
            if (content.isEmpty()) {
                throw new StartRefusedException(name + "_FILE names " + file + ", which is empty.");
            }
            return Optional.of(Secret.of(content));
        } catch (IOException | InvalidPathException e) {
            throw new StartRefusedException(name + "_FILE names " + file + ", which cannot be read.");
        }
    }
}
