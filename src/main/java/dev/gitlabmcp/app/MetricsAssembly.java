package dev.gitlabmcp.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.ops.CallerMetrics;
import dev.gitlabmcp.ops.GitLabMetrics;
import dev.gitlabmcp.ops.MetricsServlet;
import dev.gitlabmcp.ops.RequestMetrics;
import dev.gitlabmcp.ops.ServerMetrics;
import dev.gitlabmcp.ops.ServerStatistics;
import dev.gitlabmcp.ops.StatisticsSource;
import dev.gitlabmcp.ops.ToolMetrics;
import dev.gitlabmcp.tool.Catalogue;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;

/** Gathers the metrics and puts them on Dropwizard's admin port, in place of its own. */
final class MetricsAssembly {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ToolMetrics tools;
    private final RequestMetrics requests;

    /** With nothing counted yet; names of tools are those of this catalogue. */
    MetricsAssembly(Catalogue catalogue) {
        this.tools = new ToolMetrics(catalogue);
        this.requests = new RequestMetrics(tools);
    }

    /** What the calls of tools tell. */
    ToolMetrics tools() {
        return tools;
    }

    /** What requests tell. */
    RequestMetrics requests() {
        return requests;
    }

    void assemble(
            Environment dropwizard,
            CallerMetrics callers,
            GitLabMetrics gitlab,
            ServerMetrics server,
            ServerStatistics.Config bounds) {
        StatisticsSource statistics = new StatisticsSource(
                callers.sessions(),
                callers.door(),
                callers.dispatcher(),
                callers.limits().failures(),
                callers.bounded().pool(),
                bounds);
        registry.register(tools);
        registry.register(requests);
        registry.register(callers);
        registry.register(gitlab);
        registry.register(server);
        javaMetrics();
        dropwizard.lifecycle().addServerLifecycleListener(server::started);
        dropwizard
                .admin()
                .addServlet("prometheus", new MetricsServlet(registry, new ObjectMapper(), statistics::now))
                .addMapping("/metrics");
    }

    /** All of the library's, one by one: those of native memory open the platform's JMX server, mostly for nothing. */
    private void javaMetrics() {
        JvmThreadsMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmClassLoadingMetrics.builder().register(registry);
        JvmCompilationMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmMemoryPoolAllocationMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        ProcessMetrics.builder().register(registry);
        if (ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith("-XX:NativeMemoryTracking="))) {
            JvmNativeMemoryMetrics.builder().register(registry);
        }
    }
}
