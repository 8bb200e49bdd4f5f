package dev.gitlabmcp.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrintableAsciiTest {
    @Test
    void end_everyByteAtEveryPlace_isFoundWhenItIsNotPrintable() {
        for (int value = 0; value < 256; value++) {
            for (int at = 2; at < 24; at++) {
                byte[] bytes = bytes(32);
                bytes[at] = (byte) value;
                assertThat(PrintableAscii.end(bytes, 2, 24))
                        .as("%02x at %s", value, at)
                        .isEqualTo(isPrintable(value) ? 24 : at);
            }
        }
    }

    @Test
    void end_everyPairOfBytes_isTheFirst() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                byte[] bytes = bytes(16);
                bytes[3] = (byte) first;
                bytes[4] = (byte) second;
                int expected = isPrintable(first) ? isPrintable(second) ? 16 : 4 : 3;
                assertThat(PrintableAscii.end(bytes, 0, 16))
                        .as("%02x %02x", first, second)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void end_outsideTheRange_isNotLookedAt() {
        byte[] bytes = new byte[40];
        Arrays.fill(bytes, 7, 21, (byte) 'x');
        assertThat(PrintableAscii.end(bytes, 7, 21)).isEqualTo(21);
        assertThat(PrintableAscii.end(bytes, 7, 7)).isEqualTo(7);
        assertThat(PrintableAscii.end(bytes, 30, 40)).isEqualTo(30);
    }

    private static boolean isPrintable(int value) {
        return value >= 0x20 && value < 0x7f;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }
}
