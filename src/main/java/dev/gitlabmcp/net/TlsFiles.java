package dev.gitlabmcp.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files a TLS server is made of.
 *
 * @param certificate the server's certificate, followed by those between it and a root
 * @param key its private key
 * @param clientAuthorities whose certificates clients must have one of; empty when clients need none
 * @param passphrase of the key, where that is encrypted
 */
public record TlsFiles(Path certificate, Path key, Optional<Path> clientAuthorities, Optional<Secret> passphrase) {

    /** What tells one state of the files from another. */
    public State state() {
        return new State(
                FileStamp.of(certificate),
                FileStamp.of(key),
                clientAuthorities.map(FileStamp::of).orElse(null));
    }

    /** A state of the files; null stands for one that is not there. */
    public static final class State {
        private final List<@Nullable FileStamp> stamps;

        private State(@Nullable FileStamp... stamps) {
            this.stamps = Arrays.asList(stamps);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof State state && stamps.equals(state.stamps);
        }

        @Override
        public int hashCode() {
            return stamps.hashCode();
        }
    }

    /** Whether others than its owner and group may read the key; false where the file system knows no such permissions. */
    public boolean isKeyReadableByAll() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
            return permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
