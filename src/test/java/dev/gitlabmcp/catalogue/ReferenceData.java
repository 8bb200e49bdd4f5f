package dev.gitlabmcp.catalogue;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reference data about GitLab, where it is present; tests that need it skip visibly where it is not. */
final class ReferenceData {
    private static final Path ROOT = Path.of(System.getProperty("reference.dir", "../shared"), "gitlab");

    private ReferenceData() {}

    static JsonNode json(String path) {
        try (InputStream in = open(path)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputStream open(String path) throws IOException {
        Path file = ROOT.resolve(path);
        assumeTrue(Files.exists(file), () -> "no reference data: " + file);
        InputStream raw = Files.newInputStream(file);
        return path.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
    }

    static byte[] bytes(String path) {
        Path file = ROOT.resolve(path);
        assumeTrue(Files.exists(file), () -> "no reference data: " + file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files below that folder whose name ends so, as paths relative to it. */
    static Stream<String> files(String folder, String ending) {
        Path root = ROOT.resolve(folder);
        assumeTrue(Files.exists(root), () -> "no reference data: " + root);
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(file -> file.toString().endsWith(ending))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
