package dev.gitlabmcp.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exporter whose failures are said once a minute at most, since a collector that is gone is gone for every batch. Thread-safe. */
final class CalmExporter implements SpanExporter {
    private static final Logger LOGGER = LoggerFactory.getLogger(CalmExporter.class);
    private static final long SILENCE = TimeUnit.MINUTES.toNanos(1);

    private final SpanExporter exporter;
    private final LongAdder lost = new LongAdder();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    CalmExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int size = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (!result.isSuccess()) {
                lost.add(size);
                warn();
            }
        });
    }

    private void warn() {
        long now = System.nanoTime();
        long next = nextWarning.get();
        if (now - next >= 0 && nextWarning.compareAndSet(next, now + SILENCE)) {
            LOGGER.warn(
                    "Traces cannot be sent to tracing.endpoint (OTEL_EXPORTER_OTLP_ENDPOINT); {} spans are lost so far",
                    lost.sum());
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
