package dev.gitlabmcp.sandbox;

import java.nio.charset.StandardCharsets;

/** A file's content under its Git object id. */
final class Blob {
    private final String sha;
    private final byte[] bytes;

    private Blob(String sha, byte[] bytes) {
        this.sha = sha;
        this.bytes = bytes;
    }

    static Blob of(byte[] bytes) {
        return new Blob(GitHash.blob(bytes), bytes);
    }

    String sha() {
        return sha;
    }

    byte[] bytes() {
        return bytes;
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Git's own guess: a NUL among the first 8,000 bytes. */
    boolean binary() {
        for (int i = 0; i < Math.min(bytes.length, 8_000); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
