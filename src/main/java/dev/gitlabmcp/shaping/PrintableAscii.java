package dev.gitlabmcp.shaping;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Passes over the printable characters of ASCII, eight bytes at a time: most of a CI job's log. Stateless. */
final class PrintableAscii {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0x2020202020202020L;
    private static final long ONE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private PrintableAscii() {}

    /** Where the first byte stands that is not one of 0x20 to 0x7e, or {@code to} when there is none. */
    static int end(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, at);
            // A byte below 0x20 gets its high bit from the subtraction, 0x7f from the addition, and 0x80 and above have
            // it.
            // Borrows and carries reach only later bytes, and the first counts.
            long others = (eight - FIRST | eight + ONE | eight) & HIGH_BITS;
            if (others != 0) {
                return at + Long.numberOfTrailingZeros(others) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0x20 && bytes[at] != 0x7f) {
            at++;
        }
        return at;
    }
}
