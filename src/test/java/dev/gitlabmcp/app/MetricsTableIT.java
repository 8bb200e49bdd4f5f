package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.ops.KnownTraffic;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.testkit.MetricsPage;
import dev.gitlabmcp.testkit.OpenSsl;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the table of metrics in docs/operations.md to the page that a server shows, both ways. */
class MetricsTableIT {
    private static final MarkdownTable TABLE = MarkdownTable.below(Path.of("docs/operations.md"), "## Metrics");

    private static final Map<String, MetricsPage.Family> SHOWN = new TreeMap<>();

    /** Without traffic but with a certificate, and without a certificate but with traffic. */
    @BeforeAll
    static void show(@TempDir Path directory) {
        OpenSsl openssl = new OpenSsl(directory).authority("root").certificate("server", "root", 60);
        try (RunningServer server = RunningServer.start(Map.of(
                "SSL_CERT_PATH", openssl.file("server.pem").toString(),
                "SSL_KEY_PATH", openssl.file("server.key").toString()))) {
            SHOWN.putAll(MetricsPage.of(server.adminUrl()).families());
        }
        try (RunningServer server = RunningServer.start()) {
            Map<String, String> header = Map.of("RateLimit-Remaining", "600");
            server.gitlab()
                    .faults()
                    .add(Fault.on("GET", "/api/v4/user")
                            .status(503, "{}", header)
                            .once());
            KnownTraffic.send(server);
            SHOWN.putAll(MetricsPage.of(server.adminUrl()).families());
        }
    }

    private static String name(List<String> row) {
        return MarkdownTable.code(row.get(0)).get(0);
    }

    @Test
    void table_hasEveryMetricAndNoOther() {
        Set<String> ours = SHOWN.keySet().stream()
                .filter(name -> !name.startsWith("jvm_") && !name.startsWith("process_"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(TABLE.rows().stream().map(MetricsTableIT::name))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ours);
        assertThat(SHOWN).containsKeys("process_start_time_seconds", "jvm_gc_collection_seconds");
    }

    @Test
    void rows_haveTypeAndLabels() {
        Map<String, List<String>> documented = new HashMap<>();
        TABLE.rows().forEach(row -> documented.put(name(row), row));

        documented.forEach((name, row) -> {
            MetricsPage.Family family = SHOWN.get(name);
            assertThat(family).as(name).isNotNull();
            assertThat(row).as(name).hasSize(5);
            assertThat(row.get(1)).as(name).isEqualTo(family.type());
            assertThat(MarkdownTable.code(row.get(2))).as(name).containsExactlyInAnyOrderElementsOf(labels(family));
            assertThat(row.get(3)).as(name).isNotBlank();
            assertThat(row.get(4)).as(name).isNotBlank();
        });
    }

    private static Set<String> labels(MetricsPage.Family family) {
        return family.samples().stream()
                .flatMap(sample -> sample.labels().keySet().stream())
                .filter(label -> !label.equals("le"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
