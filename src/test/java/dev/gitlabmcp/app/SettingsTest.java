package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gitlabmcp.net.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path directory;

    @Test
    void substitutor_variable_replacesTheDefault() {
        Settings settings = new Settings(Map.of("HOST", "0.0.0.0"));

        assertThat(settings.substitutor().replace("\"${HOST:-127.0.0.1}\"")).isEqualTo("\"0.0.0.0\"");
    }

    @Test
    void substitutor_noVariable_leavesTheDefault() {
        Settings settings = new Settings(Map.of());

        assertThat(settings.substitutor().replace("a: \"${A:-127.0.0.1}\", b: \"${B:-}\", c: ${C:-15s}"))
                .isEqualTo("a: \"127.0.0.1\", b: \"\", c: 15s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\nmaxRequestBody: 1B\nx: \"",
                "a\"b",
                "a\\",
                "a\\\"b",
                "a\r\nb: c",
                "# no comment",
                "${OTHER}",
                "{a: b}",
                "a\u2028b: c",
                "grün"
            })
    void substitutor_valueBetweenQuotes_cannotLeaveThem(String value) throws IOException {
        Settings settings = new Settings(Map.of("VALUE", value, "OTHER", "other"));
        String yaml = settings.substitutor().replace("key: \"${VALUE:-}\"\nafter: 1\n");

        JsonNode read = new YAMLMapper().readTree(yaml);

        assertThat(read.path("key").asText()).isEqualTo(value);
        assertThat(read.fieldNames()).toIterable().containsExactly("key", "after");
    }

    @Test
    void substitutor_emptyVariable_meansTheDefault() {
        assertThat(new Settings(Map.of("PORT", " ")).substitutor().replace("port: ${PORT:-3002}"))
                .isEqualTo("port: 3002");
    }

    @Test
    void secret_variable_isStripped() {
        assertThat(new Settings(Map.of("TOKEN", " abc\n")).secret("TOKEN")).hasValue(Secret.of("abc"));
    }

    @Test
    void secret_file_isReadAndStripped() throws IOException {
        assertThat(new Settings(Map.of("TOKEN_FILE", file("abc\n"))).secret("TOKEN"))
                .hasValue(Secret.of("abc"));
        assertThat(new Settings(Map.of("TOKEN", " ", "TOKEN_FILE", file("abc"))).secret("TOKEN"))
                .hasValue(Secret.of("abc"));
    }

    @Test
    void secret_neitherOrBlank_isEmpty() {
        assertThat(new Settings(Map.of()).secret("TOKEN")).isEmpty();
        assertThat(new Settings(Map.of("TOKEN", " ", "TOKEN_FILE", "")).secret("TOKEN"))
                .isEmpty();
    }

    @Test
    void secret_both_isRefusedWithoutTheSecret() throws IOException {
        Settings settings = new Settings(Map.of("TOKEN", "abc-secret", "TOKEN_FILE", file("abc")));

        assertThatThrownBy(() -> settings.secret("TOKEN"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("TOKEN and TOKEN_FILE are both set; set one of them.");
    }

    @Test
    void secret_emptyFile_isRefused() throws IOException {
        Settings settings = new Settings(Map.of("TOKEN_FILE", file(" \n")));

        assertThatThrownBy(() -> settings.secret("TOKEN"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageMatching("TOKEN_FILE names .*, which is empty\\.");
    }

    @Test
    void secret_missingOrUnreadableFile_isRefused() throws IOException {
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xC3, (byte) 0x28});
        for (String path :
                new String[] {directory.resolve("none").toString(), directory.toString(), "a\0b", "" + binary}) {
            Settings settings = new Settings(Map.of("TOKEN_FILE", path));

            assertThatThrownBy(() -> settings.secret("TOKEN"))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessage("TOKEN_FILE names " + path + ", which cannot be read.");
        }
    }

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("secret"), content).toString();
    }
}
