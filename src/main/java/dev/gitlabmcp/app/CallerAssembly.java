package dev.gitlabmcp.app;

import dev.gitlabmcp.auth.Authenticator;
import dev.gitlabmcp.auth.Targets;
import dev.gitlabmcp.gitlab.Credentials;
import dev.gitlabmcp.net.Secret;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may call and for which instance; refuses settings that contradict each other. */
final class CallerAssembly {
    private static final Logger LOGGER = LoggerFactory.getLogger(CallerAssembly.class);

    private final GitLabMcpConfiguration configuration;
    private final Optional<Secret> token;
    private final Optional<Secret> clientBearer;

    CallerAssembly(GitLabMcpConfiguration configuration, Settings settings) {
        this.configuration = configuration;
        this.token = settings.secret("GITLAB_TOKEN");
        this.clientBearer = settings.secret("MCP_AUTH_TOKEN");
    }

    /** Whether every request brings its own token. */
    boolean areRemote() {
        return configuration.auth().isRemote(token.isPresent());
    }

    Authenticator authenticator(GitLabAssembly gitlab) {
        boolean remote = areRemote();
        boolean dynamic = configuration.gitlab().dynamicApiUrl();
        if (dynamic && !remote) {
            throw new StartRefusedException(
                    "gitlab.dynamicApiUrl (ENABLE_DYNAMIC_API_URL) is true, so auth.remoteAuthorization"
                            + " (REMOTE_AUTHORIZATION) must be true: a token of the server's own belongs to one instance.");
        }
        if (dynamic && !configuration.mcp().streamableHttp()) {
            throw new StartRefusedException(
                    "gitlab.dynamicApiUrl (ENABLE_DYNAMIC_API_URL) is true, so mcp.streamableHttp"
                            + " (STREAMABLE_HTTP) must not be false.");
        }
        return remote ? remote(gitlab) : serverToken(gitlab);
    }

    private Authenticator remote(GitLabAssembly gitlab) {
        if (clientBearer.isPresent()) {
            throw new StartRefusedException(
                    "MCP_AUTH_TOKEN is set, but with remote authorization nobody is asked for it: unset it, or set"
                            + " GITLAB_TOKEN and REMOTE_AUTHORIZATION=false.");
        }
        if (token.isPresent()) {
            LOGGER.warn("GITLAB_TOKEN is not used: with REMOTE_AUTHORIZATION=true every request brings its own token");
        }
        Targets targets = configuration.gitlab().dynamicApiUrl()
                ? Targets.dynamic(gitlab.own(), gitlab.network()::refusal, gitlab::isKnown)
                : Targets.fixed(gitlab.own());
        return Authenticator.remote(targets, gitlab.known());
    }

    private Authenticator serverToken(GitLabAssembly gitlab) {
        if (token.isEmpty()) {
            throw new StartRefusedException(
                    "auth.remoteAuthorization (REMOTE_AUTHORIZATION) is false, so GITLAB_TOKEN or GITLAB_TOKEN_FILE must be set.");
        }
        if (clientBearer.isEmpty() && !new Connectors(configuration.getServerFactory()).areOnLoopback()) {
            throw new StartRefusedException(
                    "GITLAB_TOKEN would serve anybody who can reach this server: set MCP_AUTH_TOKEN,"
                            + " or listen on loopback (HOST=127.0.0.1), or set REMOTE_AUTHORIZATION=true.");
        }
        try {
            return Authenticator.serverToken(
                    gitlab.own(), Credentials.privateToken(token.get().reveal()), clientBearer.orElse(null));
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException("GITLAB_TOKEN: " + e.getMessage());
        }
    }
}
