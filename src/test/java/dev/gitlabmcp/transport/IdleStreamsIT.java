package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two thousand clients that only listen: no thread waits for any of them. Prints heap and direct memory per stream. */
class IdleStreamsIT {
    private static final int STREAMS = 2000;
    private static final int MORE_THREADS = 20;

    @Test
    void idleStreams_holdNoThreads() {
        List<RawHttp> streams = new ArrayList<>();
        try (RunningServer server = RunningServer.start(Map.of(
                "MAX_SESSIONS", "3000",
                "MAX_SESSIONS_PER_PRINCIPAL", "3000",
                "MAX_UNPROVEN_SESSIONS_PER_ADDRESS", "3000",
                "MCP_KEEP_ALIVE", "30s"))) {
            McpClient client = new McpClient(server.url(), SandboxTokens.DEVELOPER);
            open(client, streams, 20); // what the first streams load and allocate once does not count
            settle();
            long threads = platformThreads();
            long heap = heap();
            long direct = direct();
            open(client, streams, STREAMS);
            assertThat(server.gauge("gitlab_mcp_streams")).isEqualTo(STREAMS + 20);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> platformThreads() <= threads + MORE_THREADS);
            settle();
            System.out.printf(
                    "%d idle streams: %d platform threads before, %d after; %.1f KiB heap and %.1f KiB direct memory each"
                            + " (client's side of the sockets included)%n",
                    STREAMS,
                    threads,
                    platformThreads(),
                    (heap() - heap) / 1024.0 / STREAMS,
                    (direct() - direct) / 1024.0 / STREAMS);
            streams.forEach(RawHttp::close);
            await().atMost(Duration.ofSeconds(30)).until(() -> server.gauge("gitlab_mcp_streams") == 0);
        }
    }

    private static void open(McpClient client, List<RawHttp> streams, int count) {
        for (int i = 0; i < count; i++) {
            RawHttp stream = i % 2 == 0
                    ? client.get(client.initialize("2025-11-25", "{}"))
                    : client.sendModern("subscriptions/listen", "{\"notifications\":{\"toolsListChanged\":true}}");
            assertThat(stream.head().status()).isEqualTo(200);
            assertThat(stream.event()).isPresent();
            streams.add(stream);
        }
    }

    private static long platformThreads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static void settle() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
