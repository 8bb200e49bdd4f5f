package dev.gitlabmcp.dispatch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/** JSON that is sent to many clients, and compressed once for all of them. Thread-safe. */
final class RepeatedJson {
    private final byte[] json;
    private volatile byte @Nullable [] deflated;

    /**
     * This document.
     *
     * @param json must not be changed afterwards
     */
    RepeatedJson(byte[] json) {
        this.json = json;
    }

    /** As it is; must not be changed. */
    byte[] json() {
        return json;
    }

    /** As blocks of DEFLATE of which none is the last and the last ends with a byte; must not be changed. */
    byte[] deflated() {
        byte[] made = deflated;
        if (made == null) {
            made = deflate(json);
            deflated = made;
        }
        return made;
    }

    private static byte[] deflate(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(blocks, deflater, 8 * 1024, true)) {
            out.write(plain);
            out.flush();
            return blocks.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
    }
}
