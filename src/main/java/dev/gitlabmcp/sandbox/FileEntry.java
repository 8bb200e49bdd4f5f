package dev.gitlabmcp.sandbox;

/** A file at one point of the history. */
record FileEntry(Blob blob, String mode) {
    static final String REGULAR = "100644";
    static final String EXECUTABLE = "100755";

    static FileEntry of(byte[] bytes) {
        return new FileEntry(Blob.of(bytes), REGULAR);
    }

    boolean executable() {
        return mode.equals(EXECUTABLE);
    }

    boolean same(FileEntry other) {
        return blob.sha().equals(other.blob.sha()) && mode.equals(other.mode);
    }
}
