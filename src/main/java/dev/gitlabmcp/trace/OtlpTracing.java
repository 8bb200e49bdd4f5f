package dev.gitlabmcp.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Records a span for each call and one for each request it makes, and sends them to a collector over OTLP/HTTP, in batches and
 * beside the calls: a collector that is slow or gone costs spans and nothing else. Thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/mcp/">Semantic conventions for MCP</a>
 */
public final class OtlpTracing implements Tracing {
    private static final Duration BATCH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST_STOP_SECONDS = 5;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private OtlpTracing(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get("dev.gitlabmcp");
    }

    /**
     * Tracing to that collector.
     *
     * @param headers sent along with each batch, such as credentials
     * @param replica name of this replica; empty where there is but one
     */
    public static OtlpTracing of(TracingConfiguration configuration, Map<String, String> headers, String replica) {
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(configuration.traces())
                .setTimeout(EXPORT_TIMEOUT)
                .setConnectTimeout(EXPORT_TIMEOUT)
                .setMeterProvider(MeterProvider.noop());
        headers.forEach(exporter::addHeader);
        Attributes server = replica.isEmpty()
                ? Attributes.of(SpanAttributes.SERVICE, configuration.serviceName())
                : Attributes.of(
                        SpanAttributes.SERVICE, configuration.serviceName(), SpanAttributes.SERVICE_INSTANCE, replica);
        return new OtlpTracing(SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(server)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(configuration.sampleRatio())))
                .addSpanProcessor(BatchSpanProcessor.builder(new CalmExporter(exporter.build()))
                        .setScheduleDelay(BATCH_INTERVAL)
                        .setExporterTimeout(EXPORT_TIMEOUT)
                        .setMeterProvider(MeterProvider.noop())
                        .build())
                .build());
    }

    @Override
    public CallTrace begin(@Nullable TraceContext parent, @Nullable TraceContext carrier) {
        SpanBuilder span = tracer.spanBuilder("MCP request").setSpanKind(SpanKind.SERVER);
        if (parent == null) {
            span.setNoParent();
        } else {
            span.setParent(Context.root().with(Span.wrap(contextOf(parent))));
        }
        if (carrier != null) {
            span.addLink(contextOf(carrier));
        }
        return new SpanOfCall(tracer, span.startSpan(), parent == null ? null : parent.state());
    }

    private static SpanContext contextOf(TraceContext given) {
        return SpanContext.createFromRemoteParent(
                given.traceId(), given.spanId(), TraceFlags.fromByte((byte) given.flags()), TraceState.getDefault());
    }

    @Override
    public void close() {
        provider.shutdown().join(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    }
}
