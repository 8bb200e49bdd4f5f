package dev.gitlabmcp.app;

import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.KnownCredentials;
import dev.gitlabmcp.gitlab.Network;
import dev.gitlabmcp.gitlab.TrafficByInstance;
import java.time.Duration;

/**
 * The way to GitLab: the operator's own instance, the network, and the pool of connections.
 *
 * @param own the instance of requests that name none
 * @param traffic what is counted by instance
 */
record GitLabAssembly(
        GitLabInstance own, Network network, KnownCredentials known, TrafficByInstance traffic, GitLabClientPool pool) {
    /** How soon a changed file of certificate authorities is noticed. */
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(10);

    /** The way there; so many instances have metrics of their own, the operator's among them. */
    static GitLabAssembly of(GitLabConfiguration configuration, int separateInstances, Ticker ticker) {
        GitLabInstance own = own(configuration.apiUrl());
        Network network = network(configuration, own);
        KnownCredentials known = new KnownCredentials();
        TrafficByInstance traffic = new TrafficByInstance(separateInstances);
        traffic.separate(own);
        GitLabClientPool pool =
                new GitLabClientPool(configuration.client(), configuration.pool(), network, known, traffic);
        ticker.every(REFRESH_INTERVAL, network::refresh);
        ticker.every(configuration.pool().cleanupInterval().toJavaDuration(), pool::sweep);
        return new GitLabAssembly(own, network, known, traffic, pool);
    }

    /** Whether a call to this instance tells a caller nothing about the network: the operator named it, or it is in use. */
    boolean isKnown(GitLabInstance instance) {
        return network.vouchesFor(instance) || pool.knows(instance);
    }

    static GitLabInstance own(String apiUrl) {
        if (apiUrl.indexOf(',') >= 0) {
            throw new StartRefusedException(
                    "gitlab.apiUrl (GITLAB_API_URL) names several instances; give one, set ENABLE_DYNAMIC_API_URL=true and"
                            + " list the hosts of the others in GITLAB_ALLOWED_HOSTS.");
        }
        try {
            return GitLabInstance.of(apiUrl);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException("gitlab.apiUrl (GITLAB_API_URL): " + e.getMessage());
        }
    }

    static Network network(GitLabConfiguration configuration, GitLabInstance own) {
        try {
            return Network.of(configuration.network(), own, configuration.dynamicApiUrl());
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()));
        }
    }
}
