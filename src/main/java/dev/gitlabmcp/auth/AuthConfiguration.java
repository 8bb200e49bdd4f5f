package dev.gitlabmcp.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Pattern;

/**
 * Whose GitLab token is used, section {@code auth} of {@code config.yml}.
 *
 * @param remoteAuthorization {@code true}: every request brings its own GitLab token; {@code false}: all use the server's;
 *     {@code auto}: the server's when it has one
 */
public record AuthConfiguration(
        @JsonProperty @Pattern(regexp = "true|false|auto", message = "must be true, false or auto")
        String remoteAuthorization) {

    public AuthConfiguration {
        remoteAuthorization =
                remoteAuthorization == null || remoteAuthorization.isBlank() ? "auto" : remoteAuthorization;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static AuthConfiguration defaults() {
        return new AuthConfiguration(null);
    }

    /** Whether every request must bring its own token. */
    public boolean isRemote(boolean serverHasToken) {
        return remoteAuthorization.equals("auto") ? !serverHasToken : Boolean.parseBoolean(remoteAuthorization);
    }
}
