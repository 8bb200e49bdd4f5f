package dev.gitlabmcp.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabPoolConfiguration;
import dev.gitlabmcp.gitlab.NetworkConfiguration;
import jakarta.validation.Valid;

/**
 * Which GitLab is served, section {@code gitlab} of {@code config.yml}.
 *
 * @param apiUrl the operator's own instance: its API address, or its base address, to which {@code /api/v4} is added
 * @param dynamicApiUrl whether a request may name another instance with {@code X-GitLab-API-URL}
 * @param pool how many instances are kept connected, and for how long
 * @param client how connections to each are used
 * @param network proxies, certificate authorities, and which hosts may be called
 */
public record GitLabConfiguration(
        @JsonProperty String apiUrl,
        @JsonProperty Boolean dynamicApiUrl,
        @JsonProperty @Valid GitLabPoolConfiguration pool,
        @JsonProperty @Valid GitLabClientConfiguration client,
        @JsonProperty @Valid NetworkConfiguration network) {

    public GitLabConfiguration {
        apiUrl = apiUrl == null || apiUrl.isBlank() ? "https://gitlab.com" : apiUrl;
        dynamicApiUrl = dynamicApiUrl == null ? Boolean.FALSE : dynamicApiUrl;
        pool = pool == null ? GitLabPoolConfiguration.defaults() : pool;
        client = client == null ? GitLabClientConfiguration.defaults() : client;
        network = network == null ? NetworkConfiguration.defaults() : network;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static GitLabConfiguration defaults() {
        return new GitLabConfiguration(null, null, null, null, null);
    }
}
