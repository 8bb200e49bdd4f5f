package dev.gitlabmcp.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MetricNameFilter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.function.Supplier;

/**
 * The metrics as Prometheus text or OpenMetrics, or the statistics as JSON, whichever the client prefers. As in Prometheus'
 * own exporters, {@code name[]} asks for single metrics.
 */
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final ExpositionFormatWriter TEXT = PrometheusTextFormatWriter.builder()
            .setIncludeCreatedTimestamps(false)
            .build();
    private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.builder()
            .setCreatedTimestampsEnabled(false)
            .build();

    private final transient PrometheusRegistry registry;
    private final transient ObjectMapper mapper;
    private final transient Supplier<ServerStatistics> statistics;

    /** Shows what is registered here, or these statistics, written by that mapper. */
    public MetricsServlet(PrometheusRegistry registry, ObjectMapper mapper, Supplier<ServerStatistics> statistics) {
        this.registry = registry;
        this.mapper = mapper;
        this.statistics = statistics;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept");
        switch (MetricsFormat.wanted(Collections.list(request.getHeaders("Accept")))) {
            case JSON -> {
                response.setContentType("application/json");
                mapper.writeValue(response.getOutputStream(), statistics.get());
            }
            case TEXT -> write(TEXT, request, response);
            case OPEN_METRICS -> write(OPEN_METRICS, request, response);
        }
    }

    private void write(ExpositionFormatWriter writer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String[] names = request.getParameterValues("name[]");
        MetricSnapshots metrics = names == null
                ? registry.scrape()
                : registry.scrape(
                        MetricNameFilter.builder().nameMustBeEqualTo(names).build());
        response.setContentType(writer.getContentType());
        writer.write(response.getOutputStream(), metrics, EscapingScheme.DEFAULT);
    }
}
