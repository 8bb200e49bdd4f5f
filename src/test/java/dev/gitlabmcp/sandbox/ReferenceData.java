package dev.gitlabmcp.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** GitLab's own response schemas and recorded answers; a test that needs them is skipped where they are absent. */
final class ReferenceData {
    private ReferenceData() {}

    static Path fixtures() {
        Path path = Path.of(System.getProperty("reference.dir", "../shared")).resolve("gitlab/fixtures");
        assumeTrue(Files.isDirectory(path), "no reference data in " + path.toAbsolutePath());
        return path.toAbsolutePath().normalize();
    }

    static JsonNode recorded(String name) {
        try {
            return Json.MAPPER.readTree(
                    fixtures().resolve("recorded").resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
