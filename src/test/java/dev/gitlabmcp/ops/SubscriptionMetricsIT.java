package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.MetricsPage;
import dev.gitlabmcp.testkit.OtlpCollector;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What metrics and traces tell of {@code subscriptions/listen}, whose answer is a stream. */
class SubscriptionMetricsIT {
    private static final String LISTEN = "subscriptions/listen";

    private static double requests(RunningServer server, String outcome) {
        return MetricsPage.of(server.adminUrl(), "gitlab_mcp_requests_total")
                .value("gitlab_mcp_requests_total", "era", "modern", "method", LISTEN, "outcome", outcome);
    }

    @Test
    void subscription_countsOnce_whenItsStreamBegins() {
        try (RunningServer server = RunningServer.start()) {
            try (RawHttp stream = server.client().sendModern(LISTEN, "{\"notifications\":{}}")) {
                stream.head();
                stream.event();

                assertThat(requests(server, "ok")).isEqualTo(1);
                assertThat(server.gauge("gitlab_mcp_subscriptions")).isEqualTo(1);
            }
            await().until(() -> server.gauge("gitlab_mcp_subscriptions") == 0);
            assertThat(requests(server, "ok")).isEqualTo(1);
            assertThat(server.gauge("gitlab_mcp_requests_total")).isEqualTo(1);
        }
    }

    @Test
    void subscription_thatIsRefused_countsByItsError() {
        try (RunningServer server = RunningServer.start()) {
            server.client().modern(LISTEN, "{}");

            assertThat(requests(server, "-32602")).isEqualTo(1);
            assertThat(server.gauge("gitlab_mcp_requests_total")).isEqualTo(1);
        }
    }

    @Test
    void subscription_isASpan_thatEndsWhenItsStreamBegins() {
        try (OtlpCollector collector = OtlpCollector.start();
                RunningServer server = RunningServer.start(
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url().toString()))) {
            McpClient client = server.client();
            try (RawHttp stream = client.sendModern(LISTEN, "{\"notifications\":{}}")) {
                stream.head();
                await().until(() -> !collector.spans().isEmpty());
            }
            client.modern(LISTEN, "{}");
            await().until(() -> collector.spans().size() == 2);

            assertThat(collector.spans()).extracting(OtlpCollector.Span::name).containsOnly(LISTEN);
            assertThat(collector.spans()).extracting(OtlpCollector.Span::failed).containsExactlyInAnyOrder(false, true);
            assertThat(collector.spans())
                    .allSatisfy(span -> assertThat(span.attributes())
                            .containsEntry("mcp.method.name", LISTEN)
                            .containsEntry("mcp.protocol.version", "2026-07-28"));
        }
    }
}
