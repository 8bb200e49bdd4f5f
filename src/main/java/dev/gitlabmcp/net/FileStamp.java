package dev.gitlabmcp.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another.
 *
 * @param key also tells a swapped symbolic link, as Kubernetes uses them
 */
record FileStamp(FileTime lastModified, long size, @Nullable Object key) {

    /** The present state of a file, links followed; null when there is none, or it cannot be seen. */
    static @Nullable FileStamp of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            return null;
        }
    }
}
