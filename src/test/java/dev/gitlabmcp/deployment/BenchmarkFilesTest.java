package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.testkit.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bench/ promises, as far as that can be seen without measuring anything. */
class BenchmarkFilesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Pattern DOCUMENTED = Pattern.compile("^#   (--[a-z]+)", Pattern.MULTILINE);
    private static final Pattern PARSED = Pattern.compile("^    (--[a-z]+)\\)", Pattern.MULTILINE);
    private static final Pattern IN_README = Pattern.compile("^\\| `(--[a-z]+)", Pattern.MULTILINE);

    @TempDir
    Path directory;

    @BeforeAll
    static void needs() {
        Requires.program("bash");
        Requires.program("awk");
    }

    private static Programs.Outcome bash(String script) {
        return Programs.run(ROOT, Map.of("root", ROOT.toString()), List.of("bash", "-c", script));
    }

    private static List<String> options(Pattern pattern, String text) {
        return List.copyOf(new TreeSet<>(
                pattern.matcher(text).results().map(found -> found.group(1)).toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.sh", "growth.sh", "processes.sh", "calls.sh"})
    void script_isValid(String name) {
        assertThat(bash("bash -n bench/" + name)).isEqualTo(new Programs.Outcome(0, ""));
    }

    @ParameterizedTest
    @CsvSource({"run.sh, ## Calls, ## Growth", "growth.sh, ## Growth, ## Where the time goes"})
    void options_documentedAreThoseParsed(String name, String section, String next) {
        String script = StrictYaml.text(Path.of("bench", name));
        String readme = StrictYaml.text(Path.of("bench/README.md"));
        String chapter = readme.substring(readme.indexOf(section), readme.indexOf(next));

        assertThat(options(PARSED, script)).hasSizeGreaterThan(5);
        assertThat(options(DOCUMENTED, script)).isEqualTo(options(PARSED, script));
        assertThat(options(IN_README, chapter)).isEqualTo(options(PARSED, script));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench/run.sh", "bench/growth.sh", "bench/run.sh growth"})
    void help_isTheHead_andAnUnknownOptionIsRefused(String command) {
        assertThat(bash(command + " --help").output()).contains("--quick", "--memory SIZE");
        assertThat(bash(command + " --nonsense"))
                .isEqualTo(new Programs.Outcome(2, "bench: unknown option --nonsense; see --help\n"));
    }

    @Test
    void upstreamAnswers_haveTheSizesSaid() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Programs.Outcome outcome = Programs.run(
                ROOT, Map.of(), List.of(java.toString(), "bench/GitLabAnswers.java", directory.toString()));

        assertThat(outcome).isEqualTo(new Programs.Outcome(0, ""));
        assertThat(directory.resolve("project.json")).hasSize(2 * 1024);
        assertThat(directory.resolve("issues.json")).hasSize(45 * 1024);
        assertThat(directory.resolve("diffs.json")).hasSize(200 * 1024);
        assertThat(directory.resolve("trace.txt")).hasSize(5 * 1024 * 1024);
        assertThat(json("project.json").path("path_with_namespace").asText()).isEqualTo("platform/api");
        assertThat(json("issues.json")).hasSize(20);
        assertThat(json("diffs.json")).hasSize(40);
        assertThat(json("changes.json").path("changes")).hasSize(40);
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(directory.resolve(file)));
    }

    @ParameterizedTest
    @CsvSource({"1500000, 1000, true", "1480000, 1000, false", "300000, 1000, false", "1650000, 1000, false"})
    void bytes_thatAreNotThoseOfGoodAnswers_endTheRun(long bytes, int calls, boolean good) {
        Programs.Outcome outcome = bash("set -eu; . bench/processes.sh; . bench/calls.sh\n"
                + "expected['java-17 modern get_project']='15000000 10000'\n"
                + "result=(" + calls + " 1000000 " + bytes + ")\n"
                + "check_bytes java-17 modern get_project 1\n");

        assertThat(outcome.status()).as(outcome.output()).isEqualTo(good ? 0 : 1);
    }

    @Test
    void calls_thatDidNotReachTheUpstream_endTheRun() {
        String script =
                "set -eu; . bench/processes.sh; . bench/calls.sh; result=(1000 1000000 1500000); check_upstream ";

        assertThat(bash(script + "get_project 1000").status()).isZero();
        assertThat(bash(script + "list_core 0").status()).isZero();
        assertThat(bash(script + "get_project 999").output())
                .isEqualTo("bench: get_project: 1000 calls were answered, but only 999 came to the upstream.\n");
    }

    @Test
    void end_killsWhatWasStarted_andLeavesNothing() {
        Programs.Outcome outcome = bash("set -eu; TMPDIR=" + directory + "; . bench/processes.sh\n"
                + "sleep 300 & started+=($!); echo $!; die enough");

        String[] lines = outcome.output().split("\n");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(lines[1]).isEqualTo("bench: enough");
        assertThat(ProcessHandle.of(Long.parseLong(lines[0]))).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void table_showsMedians_andQuotientsOfRounds() throws IOException {
        // round, target, era, case, connections, calls, microseconds, p50, p99, p99.9, ticks, MiB allocated, KiB
        // resident
        Path results = Files.writeString(
                directory.resolve("results.tsv"),
                ("1 java-17 modern get_project 16 40000 10000000 4000 9000 12000 1000 2000 204800\n"
                                + "1 peer legacy get_project 16 5000 10000000 30000 60000 90000 1000 0 204800\n"
                                + "2 java-17 modern get_project 16 20000 10000000 8000 9000 12000 1000 1000 204800\n"
                                + "2 peer legacy get_project 16 5000 10000000 30000 60000 90000 1500 0 204800\n"
                                + "3 java-17 modern get_project 16 10000 10000000 9000 9000 12000 1000 500 204800\n"
                                + "3 peer legacy get_project 16 5000 10000000 30000 60000 90000 2000 0 204800\n")
                        .replace(' ', '\t'));

        assertThat(bash("awk -f bench/table.awk " + results).output())
                .contains(
                        "| get_project | modern | 16 | java-17 | 2000 | 8.00 | 9.0 | 12.0 | 500 | 51.2 | 200 |\n",
                        "| get_project | legacy | 16 | peer | 500 | 30.00 | 60.0 | 90.0 | 3000 |  | 200 |\n",
                        "| get_project | modern | 16 | java-17 | 4.0 | 6.0 |  |  |\n");
    }
}
