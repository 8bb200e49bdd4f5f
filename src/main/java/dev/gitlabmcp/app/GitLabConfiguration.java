package dev.gitlabmcp.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import jakarta.validation.Valid;

/**
 * Which GitLab is served, section {@code gitlab} of {@code config.yml}.
 *
 * @param apiUrl the instance: its API address, or its base address, to which {@code /api/v4} is added
 * @param client how connections to it are made
 */
public record GitLabConfiguration(
        @JsonProperty String apiUrl, @JsonProperty @Valid GitLabClientConfiguration client) {

    public GitLabConfiguration {
        apiUrl = apiUrl == null || apiUrl.isBlank() ? "https://gitlab.com" : apiUrl;
        client = client == null ? GitLabClientConfiguration.defaults() : client;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static GitLabConfiguration defaults() {
        return new GitLabConfiguration(null, null);
    }
}
