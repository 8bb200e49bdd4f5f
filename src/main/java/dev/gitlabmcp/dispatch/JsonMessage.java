package dev.gitlabmcp.dispatch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A message to the client as JSON, the middle of which may be one that is sent again and again. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952, the format of gzip</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951, the blocks of DEFLATE</a>
 */
public final class JsonMessage {
    private static final byte[] NOTHING = {};

    /** Nothing but the method, DEFLATE, and that the system is unknown. */
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int GZIP_TRAILER = 8;
    private static final int BLOCK_HEADER = 5;
    private static final int MAX_BLOCK = 0xffff;

    private final byte[] before;
    private final @Nullable RepeatedJson repeated;
    private final byte[] after;

    private JsonMessage(byte[] before, @Nullable RepeatedJson repeated, byte[] after) {
        this.before = before;
        this.repeated = repeated;
        this.after = after;
    }

    /** A message that is sent once. */
    static JsonMessage of(byte[] json) {
        return new JsonMessage(json, null, NOTHING);
    }

    /** A message around something that is sent again and again. */
    static JsonMessage around(byte[] before, RepeatedJson repeated, byte[] after) {
        return new JsonMessage(before, repeated, after);
    }

    /** Its length in bytes, not compressed. */
    public int length() {
        return before.length + (repeated == null ? 0 : repeated.json().length) + after.length;
    }

    /** As it is; must not be changed. */
    public byte[] json() {
        return repeated == null ? before : Messages.concat(before, repeated.json(), after);
    }

    /**
     * In the format of gzip, made of what was compressed before; null where all would have to be compressed anew. What is around
     * the repeated part is stored as it is.
     */
    public byte @Nullable [] gzip() {
        if (repeated == null || before.length > MAX_BLOCK || after.length > MAX_BLOCK) {
            return null;
        }
        byte[] blocks = repeated.deflated();
        int length = GZIP_HEADER.length
                + BLOCK_HEADER
                + before.length
                + blocks.length
                + BLOCK_HEADER
                + after.length
                + GZIP_TRAILER;
        ByteBuffer gzip = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        gzip.put(GZIP_HEADER);
        store(before, false, gzip);
        gzip.put(blocks);
        store(after, true, gzip);
        CRC32 check = new CRC32();
        check.update(before);
        check.update(repeated.json());
        check.update(after);
        gzip.putInt((int) check.getValue()).putInt(length());
        return gzip.array();
    }

    private static void store(byte[] bytes, boolean last, ByteBuffer gzip) {
        gzip.put((byte) (last ? 1 : 0)).putShort((short) bytes.length).putShort((short) ~bytes.length);
        gzip.put(bytes);
    }
}
