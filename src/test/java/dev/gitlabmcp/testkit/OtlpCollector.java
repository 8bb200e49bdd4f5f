package dev.gitlabmcp.testkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/**
 * A collector of traces, as far as the tests need one: takes OTLP over HTTP and reads spans out of its protobuf by the numbers
 * of the fields.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
 */
public final class OtlpCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> resources = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    /** A span; kind 2 is a server's, 3 a client's; {@code links} are the ids of other traces' spans. */
    public record Span(
            String name,
            long kind,
            String traceId,
            String spanId,
            String parentId,
            String state,
            boolean failed,
            Map<String, String> attributes,
            List<String> links) {}

    private OtlpCollector(HttpServer server) {
        this.server = server;
    }

    /** A collector on a free port. */
    public static OtlpCollector start() {
        HttpServer server = JdkServers.http();
        OtlpCollector collector = new OtlpCollector(server);
        server.createContext("/v1/traces", exchange -> {
            collector.authorizations.add(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] body = (zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody())
                    .readAllBytes();
            if (collector.status == 200) {
                collector.read(body);
            }
            exchange.sendResponseHeaders(collector.status, -1);
            exchange.close();
        });
        server.start();
        return collector;
    }

    /** Its base address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers with that status from now on; other than 200, nothing is kept. */
    public void answer(int newStatus) {
        status = newStatus;
    }

    /** The spans that came. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** Who sent them, once for each batch. */
    public List<Map<String, String>> resources() {
        return List.copyOf(resources);
    }

    /** The header Authorization of each batch, {@code null} as text where it was missing. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    private void read(byte[] request) throws InvalidProtocolBufferException {
        for (UnknownFieldSet resourceSpans : messages(UnknownFieldSet.parseFrom(request), 1)) {
            messages(resourceSpans, 1).forEach(resource -> resources.add(attributes(resource, 1)));
            for (UnknownFieldSet scopeSpans : messages(resourceSpans, 2)) {
                messages(scopeSpans, 2).forEach(span -> spans.add(span(span)));
            }
        }
    }

    private static Span span(UnknownFieldSet span) {
        boolean failed = messages(span, 15).stream()
                .anyMatch(status -> status.getField(3).getVarintList().contains(2L));
        return new Span(
                text(span, 5),
                span.getField(6).getVarintList().get(0),
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                text(span, 3),
                failed,
                attributes(span, 9),
                messages(span, 13).stream().map(link -> hex(link, 2)).toList());
    }

    private static Map<String, String> attributes(UnknownFieldSet of, int field) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (UnknownFieldSet pair : messages(of, field)) {
            UnknownFieldSet value = messages(pair, 2).get(0);
            attributes.put(
                    text(pair, 1),
                    value.hasField(3) ? value.getField(3).getVarintList().get(0).toString() : text(value, 1));
        }
        return attributes;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet of, int field) {
        return of.getField(field).getLengthDelimitedList().stream()
                .map(OtlpCollector::parse)
                .toList();
    }

    private static UnknownFieldSet parse(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(UnknownFieldSet of, int field) {
        List<ByteString> values = of.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? "" : values.get(0).toString(StandardCharsets.UTF_8);
    }

    private static String hex(UnknownFieldSet of, int field) {
        List<ByteString> values = of.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? "" : HexFormat.of().formatHex(values.get(0).toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
