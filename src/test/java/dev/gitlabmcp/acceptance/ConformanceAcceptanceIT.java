package dev.gitlabmcp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official conformance suite. What the suite runs without scoring it is held to only where a test names it. */
class ConformanceAcceptanceIT {
    private static NodeClients node;
    private static Sandbox gitlab;
    private static JarServer server;

    @TempDir
    private Path results;

    private final TestReporter reporter;

    ConformanceAcceptanceIT(TestReporter reporter) {
        this.reporter = reporter;
    }

    @BeforeAll
    static void start() {
        node = new NodeClients();
        gitlab = Sandbox.start(0);
        server = JarServer.withFixtures(gitlab);
    }

    @AfterAll
    static void stop() {
        // Both are missing when the tests were skipped.
        if (server != null) {
            server.close();
        }
        if (gitlab != null) {
            gitlab.close();
        }
    }

    @Test
    void requirements_legacy() {
        ConformanceRun run = run("--requirements", "2025-11-25");
        assertThat(run.scored()).hasSize(30);
        assertThat(run.passed()).isEqualTo(70);
    }

    @Test
    void requirements_modern() {
        ConformanceRun run = run("--requirements", "2026-07-28");
        assertThat(run.scored()).hasSize(37);
        assertThat(run.passed()).isGreaterThanOrEqualTo(120);
    }

    @Test
    void version_older() {
        ConformanceRun run = run("--spec-version", "2025-06-18");
        assertThat(run.scored()).hasSizeGreaterThanOrEqualTo(27);
        assertThat(run.passed()).isGreaterThanOrEqualTo(56);
    }

    @ParameterizedTest
    @CsvSource({
        "http-header-validation, 2026-07-28, 14",
        "http-custom-header-server-validation, 2026-07-28, 10",
        "json-schema-2020-12, 2026-07-28, 8",
        "json-schema-2020-12, 2025-11-25, 8",
        "server-sse-polling, 2025-11-25, 3",
        "server-session-lifecycle, 2025-11-25, 3",
        "server-session-lifecycle, 2025-03-26, 3"
    })
    void scenario_notScored(String scenario, String version, int atLeast) {
        ConformanceRun run = run("--scenario", scenario, "--spec-version", version);
        assertThat(run.checks()).containsOnlyKeys(scenario);
        assertThat(run.passed()).isGreaterThanOrEqualTo(atLeast);
    }

    /** Runs the suite; everything scored must pass without a warning. */
    private ConformanceRun run(String... arguments) {
        ProcessOutcome outcome = node.conformance(server.url(), results, List.of(arguments));
        ConformanceRun run = ConformanceRun.read(results, outcome.out());
        reporter.publishEntry(
                "conformance " + String.join(" ", arguments),
                run.passed() + " checks passed in " + run.scored().size() + " scenarios\n" + run.figures());
        assertThat(run.problems()).as("%s%s", outcome.out(), outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).as("%s%s", outcome.out(), outcome.err()).isZero();
        return run;
    }
}
