package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.testkit.FreePorts;
import dev.gitlabmcp.testkit.OpenSsl;
import dev.gitlabmcp.testkit.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts of the image outside of it: the cache is trained, then the server runs from a folder that it cannot write to. On
 * Java 25 and newer with an ahead-of-time cache, before that with an archive of classes.
 */
class ImageScriptsIT {
    private static final boolean ROOT = System.getProperty("user.name").equals("root");
    private static final String JAVA_HOME = System.getProperty("java.home");

    @TempDir
    Path directory;

    private Path app;
    private Process process;
    private int port;

    @BeforeEach
    void layOut() throws IOException {
        Requires.program("bash");
        app = Files.createDirectories(directory.resolve("app"));
        Path bin = Files.createDirectories(app.resolve("bin"));
        Files.copy(Requires.productJar(), app.resolve("gitlab-mcp.jar"));
        try (Stream<Path> scripts = Files.list(Path.of("docker"))) {
            for (Path script : scripts.toList()) {
                Path copy = Files.copy(script, bin.resolve(script.getFileName()));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        port = FreePorts.next();
    }

    @AfterEach
    void stop() throws IOException {
        if (process != null) {
            process.destroyForcibly();
        }
        // So that what is under it can be deleted.
        setReadOnly(false);
    }

    private String script(String name) {
        return app.resolve("bin").resolve(name).toString();
    }

    private void train() {
        Programs.Outcome outcome = Programs.run(
                directory,
                Map.of("JAVA_HOME", JAVA_HOME, "TRAINING_PORT", Integer.toString(FreePorts.next())),
                List.of(script("train.sh")));
        assertThat(outcome.status()).as(outcome.output()).isZero();
    }

    private static String cache() {
        return Runtime.version().feature() >= 25 ? "gitlab-mcp.aot" : "gitlab-mcp.jsa";
    }

    private void setReadOnly(boolean readOnly) throws IOException {
        try (Stream<Path> all = Files.walk(app)) {
            for (Path path : all.toList()) {
                boolean program = Files.isDirectory(path) || path.toString().endsWith(".sh");
                String permissions = (readOnly ? "r-" : "rw") + (program ? "x" : "-");
                Files.setPosixFilePermissions(
                        path,
                        PosixFilePermissions.fromString(
                                permissions + permissions.replace('w', '-').repeat(2)));
            }
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Every file with its size and time. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(app)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                contents.put(app.relativize(path).toString(), Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
        }
        return contents;
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("JAVA_HOME", JAVA_HOME);
        environment.put("PORT", Integer.toString(port));
        environment.put("SHUTDOWN_DRAIN_DELAY", "0s");
        environment.putIfAbsent("ADMIN_PORT", Integer.toString(FreePorts.next()));
        return environment;
    }

    /** As a user who owns nothing, since permissions do not bind root. */
    private static List<String> asNobody(String... command) {
        List<String> whole = new ArrayList<>();
        if (ROOT) {
            Requires.program("setpriv");
            whole.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    private void launch(Map<String, String> environment) throws IOException {
        process = Programs.builder(Path.of("/"), environment, asNobody(script("launch.sh"), "server"))
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    private int health(Map<String, String> environment) {
        return Programs.run(Path.of("/"), environment, asNobody(script("health.sh")))
                .status();
    }

    private void awaitHealth(Map<String, String> environment) {
        await().atMost(Duration.ofSeconds(60))
                .failFast(() -> assertThat(process.isAlive()).as(log()).isTrue())
                .until(() -> health(environment) == 0);
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    @Test
    void server_runsFromAFolderThatItCannotWriteTo() throws Exception {
        train();
        setReadOnly(true);
        Map<String, String> before = contents();
        Map<String, String> environment = environment(
                Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + Files.createTempFile(directory, "c", ".log")));
        Path loaded = Path.of(environment.get("JAVA_OPTS").substring("-Xlog:class+load:file=".length()));
        Files.setPosixFilePermissions(loaded, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(health(environment)).isNotZero();
        launch(environment);
        awaitHealth(environment);

        assertThat(app.resolve(cache())).exists();
        try (Stream<String> lines = Files.lines(loaded)) {
            assertThat(lines.filter(line -> line.contains(" dev.gitlabmcp.") && line.contains("shared objects file"))
                            .count())
                    .as("our classes from the cache")
                    .isGreaterThan(300);
        }
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(health(environment)).isNotZero();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void server_runsWithoutACacheAndWithOptionsOfOnesOwn() throws Exception {
        setReadOnly(true);
        Map<String, String> environment = environment(Map.of("JAVA_OPTS", "-Xmx300m -XX:+UseSerialGC"));

        launch(environment);

        awaitHealth(environment);
        assertThat(log()).doesNotContain("[warning]", "Unrecognized");
    }

    @Test
    void cacheThatIsNone_isLeftOut() throws Exception {
        Files.writeString(app.resolve("gitlab-mcp.aot"), "not a cache");
        Files.writeString(app.resolve("gitlab-mcp.jsa"), "not a cache");
        setReadOnly(true);
        Map<String, String> environment = environment(Map.of());

        launch(environment);

        awaitHealth(environment);
    }

    @Test
    void healthWithTls_asksTheAdminPort() throws Exception {
        OpenSsl openssl = new OpenSsl(directory).authority("root").certificate("server", "root", 30);
        for (String name : List.of("server.pem", "server.key")) {
            Files.setPosixFilePermissions(openssl.file(name), PosixFilePermissions.fromString("rw-r--r--"));
        }
        setReadOnly(true);
        Map<String, String> environment = environment(Map.of(
                "SSL_CERT_PATH",
                openssl.file("server.pem").toString(),
                "SSL_KEY_PATH",
                openssl.file("server.key").toString(),
                // Which the script does not know.
                "ADMIN_USERNAME",
                "ops",
                "ADMIN_PASSWORD",
                "secret"));

        launch(environment);

        awaitHealth(environment);
    }
}
