package dev.gitlabmcp.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.ops.BreakerHealthCheck;
import dev.gitlabmcp.ops.EvictInstanceTask;
import dev.gitlabmcp.ops.JsonServlet;
import dev.gitlabmcp.ops.LogDiskHealthCheck;
import dev.gitlabmcp.ops.LogLevelTask;
import dev.gitlabmcp.ops.PoolHealthCheck;
import dev.gitlabmcp.ops.PoolQuery;
import dev.gitlabmcp.ops.PoolReport;
import dev.gitlabmcp.ops.ProbeServlet;
import dev.gitlabmcp.ops.QueryServlet;
import dev.gitlabmcp.ops.Readiness;
import dev.gitlabmcp.ops.SessionCapacityHealthCheck;
import dev.gitlabmcp.ops.SessionReport;
import dev.gitlabmcp.session.EventLog;
import dev.gitlabmcp.session.SessionStore;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.MutableServletContextHandler;
import io.dropwizard.servlets.tasks.GarbageCollectionTask;
import io.dropwizard.servlets.tasks.TaskServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.jetty.util.component.LifeCycle;

/** Puts probes, reports, health checks and tasks on the admin port. */
final class OperationsAssembly {
    private final GitLabMcpConfiguration configuration;
    private final Environment dropwizard;
    private final InstantSource clock;
    private final ObjectMapper mapper = new ObjectMapper();

    OperationsAssembly(GitLabMcpConfiguration configuration, Environment dropwizard, InstantSource clock) {
        this.configuration = configuration;
        this.dropwizard = dropwizard;
        this.clock = clock;
    }

    void assemble(
            Readiness readiness,
            SessionStore sessions,
            EventLog replay,
            GitLabClientPool pool,
            EffectiveSettings effective) {
        int maxSessions = configuration.sessions().maxSessions();
        serve(ProbeServlet.LIVE, ProbeServlet.live());
        serve(ProbeServlet.READY, ProbeServlet.ready(readiness));
        serve("/pools", new QueryServlet(mapper, query -> PoolQuery.of(query).apply(PoolReport.of(pool.statistics()))));
        serve(
                "/sessions",
                new JsonServlet(
                        mapper,
                        () -> SessionReport.of(sessions.sessions(), maxSessions, replay.size(), clock.instant())));
        serve("/config", new JsonServlet(mapper, effective::report));

        dropwizard.healthChecks().register("pool", new PoolHealthCheck(pool::statistics));
        dropwizard.healthChecks().register("breakers", new BreakerHealthCheck(pool::statistics, clock));
        dropwizard
                .healthChecks()
                .register(
                        "sessions",
                        new SessionCapacityHealthCheck(
                                () -> sessions.statistics().active(), maxSessions));
        Set<Path> logs = effective.logDirectories();
        if (!logs.isEmpty()) {
            dropwizard.healthChecks().register("log-disk", new LogDiskHealthCheck(logs));
        }

        dropwizard.admin().addTask(new LogLevelTask());
        dropwizard.admin().addTask(new EvictInstanceTask(pool));
        if (!configuration.admin().gcTask()) {
            removeGarbageCollection();
        }
    }

    private void serve(String path, Servlet servlet) {
        dropwizard.admin().addServlet(path.substring(1), servlet).addMapping(path);
    }

    /** Dropwizard adds it to every admin port, and has no way to say that it should not; its servlet is made at the start. */
    private void removeGarbageCollection() {
        MutableServletContextHandler context = dropwizard.getAdminContext();
        context.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarted(LifeCycle event) {
                try {
                    if (context.getServletHandler().getServlet("tasks").getServlet() instanceof TaskServlet tasks
                            && tasks.getTasks().removeIf(GarbageCollectionTask.class::isInstance)) {
                        return;
                    }
                } catch (ServletException e) {
                    throw new IllegalStateException("Dropwizard's tasks cannot be served", e);
                }
                throw new IllegalStateException("Dropwizard's task gc is not where it was");
            }
        });
    }
}
