package dev.gitlabmcp.shaping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Writes one item where choosing members is not enough. */
@FunctionalInterface
public interface ItemWriter {

    /**
     * Reads the object at which the parser stands, up to its end, and writes one value.
     *
     * @throws IOException when GitLab's answer cannot be read
     */
    void write(JsonParser parser, JsonText out) throws IOException;
}
