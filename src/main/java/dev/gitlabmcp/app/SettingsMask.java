package dev.gitlabmcp.app;

import dev.gitlabmcp.net.Secret;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides what is secret among settings: by the name of the key, by that of the variable a value comes from, logins in URLs, and
 * whatever holds one of the server's own secrets. Immutable.
 */
final class SettingsMask {
    static final String HIDDEN = "***";

    private static final Pattern NAMES =
            Pattern.compile("(?i)password|passwd|passphrase|secret|token|credential|api[-_]?key|private[-_]?key");
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i).*[.\\]](?:proxy-)?authorization");
    private static final Pattern LOGIN = Pattern.compile("://\\S*@");
    private static final Pattern SCHEME = Pattern.compile("(?i)https?://");
    /** Names of loggers are names of classes, whose values are levels. */
    private static final String LOGGERS = "logging.loggers.";

    private final List<Settings.UsedSecret> secrets;

    SettingsMask(List<Settings.UsedSecret> secrets) {
        this.secrets = secrets;
    }

    /** What may be shown of the value at that path, which comes from these variables. */
    @Nullable
    Object apply(String key, @Nullable Object value, Set<String> variables) {
        if (value == null || value.equals("")) {
            return value;
        }
        return isSecret(key) || variables.stream().anyMatch(this::isSecretVariable) || holdsSecret(value.toString())
                ? HIDDEN
                : value instanceof String text ? LOGIN.matcher(text).replaceAll("://" + HIDDEN + "@") : value;
    }

    private static boolean isSecret(String key) {
        String names = key.startsWith(LOGGERS) ? key.substring(key.lastIndexOf('.') + 1) : key;
        return (NAMES.matcher(names).find() && !(key.startsWith(LOGGERS) && key.indexOf('[') < 0))
                || (AUTHORIZATION.matcher(key).matches() && !key.startsWith("auth."));
    }

    private boolean isSecretVariable(String name) {
        return NAMES.matcher(name).find()
                || secrets.stream().anyMatch(secret -> secret.name().equals(name));
    }

    private boolean holdsSecret(String text) {
        return secrets.stream()
                .flatMap(secret -> secret.value().stream())
                .anyMatch(secret -> secret.length() > 0 && text.contains(secret.reveal()));
    }

    /** The address of a proxy without its login. */
    static String proxy(Secret setting) {
        String text = setting.reveal().strip();
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return text;
        }
        Matcher scheme = SCHEME.matcher(text);
        return (scheme.lookingAt() ? scheme.group() : "") + HIDDEN + text.substring(at);
    }
}
