package dev.gitlabmcp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes keys and certificates as operators do, with OpenSSL, in one directory. */
public final class OpenSsl {
    /** Of every key that is encrypted. */
    public static final String PASSPHRASE = "correct horse";

    private final Path directory;

    /** In that directory, which exists. */
    public OpenSsl(Path directory) {
        Requires.program("openssl");
        this.directory = directory;
    }

    /** A file of the directory. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Runs a command line of OpenSSL, whose words are parted by single spaces; files lie in the directory. */
    public String run(String command) {
        List<String> words = new ArrayList<>(List.of("openssl"));
        words.addAll(List.of(command.replace("PASSPHRASE", "pass:" + PASSPHRASE.replace(' ', '_'))
                .split(" ", -1)));
        words.replaceAll(word -> word.startsWith("pass:") ? word.replace('_', ' ') : word);
        try {
            Process process = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", words) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A certificate that signs itself and others: {@code <name>.pem} with {@code <name>.key}. */
    public OpenSsl authority(String name) {
        run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout " + name + ".key -out " + name
                + ".pem -days 30 -subj /CN=" + name + " -addext basicConstraints=critical,CA:true");
        return this;
    }

    /** A certificate of an authority for localhost, by an EC key: {@code <name>.pem}, its chain, and {@code <name>.key}. */
    public OpenSsl certificate(String name, String authority, int days) {
        run("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout " + name + ".key -out " + name
                + ".csr -subj /CN=" + name);
        return sign(name, authority, days);
    }

    /** The same for a request that is there already. */
    public OpenSsl sign(String name, String authority, int days) {
        try {
            Files.writeString(file(name + ".ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1,DNS:mcp.example.com");
            run("x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority
                    + ".key -CAcreateserial -days " + days + " -extfile " + name + ".ext -out " + name + ".pem");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
