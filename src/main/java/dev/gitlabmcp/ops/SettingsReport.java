package dev.gitlabmcp.ops;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings in effect, as the admin port shows them; nothing secret is in it.
 *
 * @param file the configuration file; null where the one inside the jar is used
 */
public record SettingsReport(@Nullable String file, List<Setting> settings, List<SecretSetting> secrets) {

    public SettingsReport {
        settings = List.copyOf(settings);
        secrets = List.copyOf(secrets);
    }

    /**
     * One key.
     *
     * @param key its path, as docs/configuration.md has it
     * @param value a text, a number, a boolean, or null
     * @param source {@code default}, {@code config file}, {@code environment NAME} or {@code system property NAME}
     */
    public record Setting(String key, @Nullable Object value, String source) {}

    /**
     * A secret, which no file of settings holds.
     *
     * @param name the variable
     * @param set whether there is one
     * @param value three asterisks, or null when it is not set
     * @param source {@code environment NAME}, {@code environment NAME_FILE}, or {@code default} when it is not set
     */
    public record SecretSetting(
            String name, boolean set, @Nullable String value, String source) {}
}
