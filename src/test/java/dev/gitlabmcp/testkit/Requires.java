package dev.gitlabmcp.testkit;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a test needs beyond the class path. Where it is missing the test is skipped and says what to do; with the
 * environment variable {@code REQUIRE_ALL_TESTS=true} it fails instead, so that a build server cannot skip it unseen.
 */
public final class Requires {
    private Requires() {}

    /**
     * Goes on when the condition holds; otherwise the test is skipped or fails.
     *
     * @param remedy what to do for the test to run
     */
    public static void that(boolean condition, String remedy) {
        if (!condition && "true".equals(System.getenv("REQUIRE_ALL_TESTS"))) {
            fail("REQUIRE_ALL_TESTS is set, but: " + remedy);
        }
        assumeTrue(condition, remedy);
    }

    /** The packaged product, from system property {@code product.jar}. */
    public static Path productJar() {
        Path jar = Path.of(System.getProperty("product.jar", "product.jar")).toAbsolutePath();
        that(Files.isRegularFile(jar), "Package the product first and name it with -Dproduct.jar=FILE");
        return jar;
    }

    /** The directory of the JavaScript clients, with its dependencies installed. */
    public static Path nodeClients() {
        Path directory = Path.of(System.getProperty("basedir", ""), "src", "test", "node")
                .toAbsolutePath();
        that(
                Files.isRegularFile(directory.resolve("node_modules/.bin/node")),
                "Run \"npm ci\" in src/test/node to install the clients this test drives");
        return directory;
    }

    /**
     * A proxy's program, or Docker Compose, of the directory that the environment variable {@code PROXIES_DIR} names and
     * {@code src/test/sh/fetch-proxies.sh} filled.
     */
    public static Path proxy(String name) {
        Path program = Path.of(System.getenv().getOrDefault("PROXIES_DIR", ""))
                .toAbsolutePath()
                .resolve("bin")
                .resolve(name);
        that(
                System.getenv().containsKey("PROXIES_DIR") && Files.isExecutable(program),
                "Run \"src/test/sh/fetch-proxies.sh DIRECTORY\" and set PROXIES_DIR=DIRECTORY for this test to find "
                        + name);
        return program;
    }

    /** Debian's Chromium. */
    public static Path chromium() {
        Path program = Path.of("/usr/bin/chromium");
        that(Files.isExecutable(program), "Install the package chromium, so that it is at " + program);
        return program;
    }

    /** A program on the search path. */
    public static void program(String name) {
        boolean found = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
        that(found, "Install " + name);
    }
}
