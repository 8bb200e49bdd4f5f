package dev.gitlabmcp.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.dispatch.McpDispatcher;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.limit.FailedAuthentications;
import dev.gitlabmcp.ops.JsonServlet;
import dev.gitlabmcp.ops.ServerStatistics;
import dev.gitlabmcp.ops.StatisticsSource;
import dev.gitlabmcp.session.SessionStore;
import dev.gitlabmcp.transport.Door;
import io.dropwizard.core.setup.Environment;
import java.util.function.Supplier;

/** Puts the statistics on Dropwizard's admin port. */
final class AdminAssembly {
    private final GitLabMcpConfiguration configuration;
    private final Environment dropwizard;
    private final ObjectMapper mapper = new ObjectMapper();

    AdminAssembly(GitLabMcpConfiguration configuration, Environment dropwizard) {
        this.configuration = configuration;
        this.dropwizard = dropwizard;
    }

    void assemble(
            SessionStore sessions,
            Door door,
            McpDispatcher dispatcher,
            FailedAuthentications failures,
            GitLabClientPool pool,
            boolean remote) {
        ServerStatistics.Config bounds = new ServerStatistics.Config(
                configuration.sessions().maxSessions(),
                configuration.limits().requestsPerMinute(),
                configuration.sessions().timeoutSeconds(),
                remote);
        show("statistics", new StatisticsSource(sessions, door, dispatcher, failures, pool, bounds)::now);
    }

    private void show(String name, Supplier<?> value) {
        dropwizard.admin().addServlet(name, new JsonServlet(mapper, value)).addMapping("/" + name);
    }
}
