package dev.gitlabmcp.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessageTest {
    private static final byte[] END = {'}'};

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 8_191, 8_192, 100_000, 400_000})
    void gzip_ofAnyLength_unpacksToTheSame(int length) throws IOException {
        String text = "{\"name\":\"get_project ü\"},".repeat(length / 20 + 1).substring(0, length);
        JsonMessage message =
                JsonMessage.around("{\"id\":1,".getBytes(UTF_8), new RepeatedJson(text.getBytes(UTF_8)), END);

        assertThat(unpacked(message.gzip())).isEqualTo(message.json());
        assertThat(message.json()).hasSize(message.length()).asString(UTF_8).isEqualTo("{\"id\":1," + text + "}");
    }

    /** What cannot be compressed fills the compressor's own buffers to their edges. */
    @Test
    void gzip_ofNoise_unpacksToTheSame() throws IOException {
        for (int length = 8_000; length < 8_400; length++) {
            byte[] noise = new byte[length];
            new Random(length).nextBytes(noise);
            JsonMessage message = JsonMessage.around(END, new RepeatedJson(noise), END);
            assertThat(unpacked(message.gzip())).isEqualTo(message.json());
        }
    }

    /** Some clients stop at the end of the first member. */
    @Test
    void gzip_isOneMember() throws DataFormatException {
        JsonMessage message = JsonMessage.around("{".getBytes(UTF_8), new RepeatedJson("\"a\":1".getBytes(UTF_8)), END);
        byte[] gzip = message.gzip();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(gzip, 10, gzip.length - 10);
            byte[] out = new byte[100];
            int count = inflater.inflate(out);
            assertThat(new String(out, 0, count, UTF_8)).isEqualTo("{\"a\":1}");
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining()).isEqualTo(8);
        } finally {
            inflater.end();
        }
    }

    @Test
    void gzip_ofTheSame_isMadeOnce() {
        RepeatedJson list = new RepeatedJson("[1,2,3]".repeat(1_000).getBytes(UTF_8));
        byte[] blocks = list.deflated();
        assertThat(list.deflated()).isSameAs(blocks).hasSizeLessThan(100);
        assertThat(ByteBuffer.wrap(JsonMessage.around(END, list, END).gzip()).remaining())
                .isEqualTo(blocks.length + 30);
    }

    @Test
    void gzip_nothingRepeatedOrALongId_isLeftToOthers() {
        assertThat(JsonMessage.of(END).gzip()).isNull();
        assertThat(JsonMessage.around(new byte[65_536], new RepeatedJson(END), END)
                        .gzip())
                .isNull();
    }
}
