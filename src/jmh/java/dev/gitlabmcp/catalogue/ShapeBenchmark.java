package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.shaping.ListPage;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.View;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What shaping GitLab's answers costs, with those of {@code bench/GitLabAnswers.java}; to be run in the project's directory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ShapeBenchmark {
    private static final View BRIEF =
            new View(false, 0, Set.of(), ResultLimits.DEFAULT, changes -> "list_issues " + changes);

    private byte[] project = {};
    private byte[] issues = {};

    /** Generates the answers. */
    @Setup
    public void generate() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("answers");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        int status = new ProcessBuilder(java.toString(), "bench/GitLabAnswers.java", directory.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("bench/GitLabAnswers.java ended with " + status);
        }
        project = take(directory.resolve("project.json"));
        issues = take(directory.resolve("issues.json"));
        for (String other : new String[] {"diffs.json", "changes.json", "trace.txt"}) {
            Files.delete(directory.resolve(other));
        }
        Files.delete(directory);
    }

    private static byte[] take(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    /** One project, 2 KB. */
    @Benchmark
    public String project() throws IOException {
        return ProjectShapes.PROJECT.render(new ByteArrayInputStream(project), ListPage.UNKNOWN, BRIEF);
    }

    /** Twenty issues, 45 KB. */
    @Benchmark
    public String issues() throws IOException {
        return IssueShapes.ISSUE_SUMMARY.render(new ByteArrayInputStream(issues), ListPage.UNKNOWN, BRIEF);
    }
}
