package dev.gitlabmcp.app;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the configuration and keeps its text as it was before variables were filled in. Thread-safe. */
final class ConfigurationText implements ConfigurationSourceProvider {
    private final ConfigurationSourceProvider source;
    private volatile Content content = new Content(null, "");

    /**
     * What was read.
     *
     * @param file the path; null for the configuration inside the jar, or none
     * @param text of the file, or empty
     */
    record Content(@Nullable String file, String text) {}

    /** Reads from there. */
    ConfigurationText(ConfigurationSourceProvider source) {
        this.source = source;
    }

    /** What was opened last. */
    Content content() {
        return content;
    }

    @Override
    public InputStream open(String path) throws IOException {
        try (InputStream in = source.open(path)) {
            byte[] bytes = in.readAllBytes();
            content = new Content(
                    path.equals(GitLabMcpApplication.BUILT_IN) ? null : path,
                    new String(bytes, StandardCharsets.UTF_8));
            return new ByteArrayInputStream(bytes);
        }
    }
}
