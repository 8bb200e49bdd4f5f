package dev.gitlabmcp.deployment;

import dev.gitlabmcp.testkit.Requires;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Programs as operators run them, with none of the settings of whoever runs the tests. */
final class Programs {
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG");
    private static final int PATIENCE_SECONDS = 60;

    private Programs() {}

    /** How a program ended, and what it wrote to either stream. */
    record Outcome(int status, String output) {}

    /** A program that {@code fetch-proxies.sh} has fetched. */
    static String fetched(String name) {
        String directory = System.getenv("PROXIES_DIR");
        Path program = Path.of(directory == null ? "" : directory, "bin", name).toAbsolutePath();
        Requires.that(
                directory != null && Files.isExecutable(program),
                "Run src/test/sh/fetch-proxies.sh DIRECTORY and set PROXIES_DIR to that directory");
        return program.toString();
    }

    static ProcessBuilder builder(Path directory, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs a program to its end. */
    static Outcome run(Path directory, Map<String, String> environment, List<String> command) {
        try {
            Process process = builder(directory, environment, command).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Not over after a minute: " + command);
            }
            return new Outcome(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
