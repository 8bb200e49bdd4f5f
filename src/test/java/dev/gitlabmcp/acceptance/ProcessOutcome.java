package dev.gitlabmcp.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a program left behind: its exit code and what it wrote. */
public record ProcessOutcome(int exitCode, String out, String err) {
    /** All that programs get from this process; a developer's GITLAB_TOKEN must not reach them. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "JAVA_HOME", "LANG", "TMPDIR", "TEMP", "SystemRoot");

    /** Runs a program to its end; it is killed when it takes longer than the limit. */
    public static ProcessOutcome of(List<String> command, Map<String, String> environment, Duration limit) {
        try {
            Path out = Files.createTempFile("acceptance", ".out");
            Path err = Files.createTempFile("acceptance", ".err");
            try {
                Process process = builder(command, environment)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                boolean ended = end(process, limit);
                ProcessOutcome outcome =
                        new ProcessOutcome(process.exitValue(), Files.readString(out), Files.readString(err));
                if (!ended) {
                    throw new AssertionError("Not over after " + limit + ": " + command + "\n" + outcome);
                }
                return outcome;
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process with this environment and no other settings. */
    static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Waits for a process and kills it when it takes longer than the limit; whether it ended by itself. */
    static boolean end(Process process, Duration limit) {
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            return ended;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a program was running", e);
        }
    }
}
