package dev.gitlabmcp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what Express was recorded to do; see {@code about} in the file. */
class TrustedProxiesTest {
    /** Express reads octal numbers and whole numbers as addresses; here they are none, and so never trusted. */
    private static final Set<String> OTHERWISE = Set.of("v080", "v081", "v082", "v083");

    static Stream<JsonNode> vectors() throws IOException {
        JsonNode all = new ObjectMapper()
                .readTree(TrustedProxiesTest.class.getResourceAsStream("/net/trust-proxy-vectors.json"));
        return StreamSupport.stream(all.get("vectors").spliterator(), false)
                .filter(vector -> !OTHERWISE.contains(vector.get("id").asText()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void client_isThatOfExpress(JsonNode vector) {
        String setting = setting(vector);
        JsonNode expected = vector.get("expected");
        if (expected.has("error")) {
            assertThatThrownBy(() -> TrustedProxies.of(setting))
                    .as(vector.toString())
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        TrustedProxies trusted = TrustedProxies.of(setting);
        String peer = vector.get("remoteAddr").asText();
        assertThat(trusted.client(peer, headers(vector, "X-Forwarded-For")))
                .as(vector.toString())
                .isEqualTo(expected.get("ip").asText());
        boolean claimsProto =
                !String.join("", headers(vector, "X-Forwarded-Proto")).isBlank();
        boolean claimsHost =
                !String.join("", headers(vector, "X-Forwarded-Host")).isBlank();
        if (claimsProto && !vector.get("tlsSocket").asBoolean()) {
            assertThat(trusted.trusts(peer))
                    .isEqualTo(!expected.get("protocol").asText().equals("http"));
        }
        if (claimsHost) {
            assertThat(trusted.trusts(peer))
                    .isEqualTo(!expected.get("host").asText().startsWith("internal"));
        }
    }

    private static String setting(JsonNode vector) {
        if (vector.has("env")) {
            return vector.get("env").asText();
        }
        JsonNode value = vector.get("trustProxy");
        // Express' own number 1 is one hop; of the variable, 1 means true.
        return value.isNull() ? "" : value.isInt() && value.intValue() == 1 ? "1.0" : value.asText();
    }

    private static List<String> headers(JsonNode vector, String name) {
        List<String> values = new ArrayList<>();
        vector.get("headers").forEach(header -> {
            if (header.get(0).asText().equals(name)) {
                // HTTP drops white space around values.
                values.add(header.get(1).asText().strip());
            }
        });
        return values;
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.2, 010.0.0.2", "10.0.0.2, 167772162", "10.0.0.2, 0xa000002", "10.0.0.2, 10.2"})
    void oddSpellings_areNoAddresses(String setting, String entry) {
        assertThat(TrustedProxies.of(setting).client("10.0.0.2", List.of("9.9.9.9, " + entry)))
                .isEqualTo(entry);
        assertThatThrownBy(() -> TrustedProxies.of(entry + ",10.0.0.1"))
                .hasMessageStartingWith("holds \"" + entry + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33", "10.0.0.0/0", "::/0", "::/129", "10.0.0.0/255.0.255.0", "fe80::/255.0.0.0",
                        "proxy.example",
                "loopback,", ",", "True", "10.0.0.1:80", "[::1]", "10.0.0.0/8 192.0.2.1", "10.0.0.0/"
            })
    void whatIsNoSetting_isRefused(String setting) {
        assertThatThrownBy(() -> TrustedProxies.of(setting)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settings_sayWhatTheyAre() {
        assertThat(TrustedProxies.of("").isOff()).isTrue();
        assertThat(TrustedProxies.of("-1").isOff()).isTrue();
        assertThat(TrustedProxies.of("2").isOff()).isFalse();
        assertThat(TrustedProxies.of("true").isEverybody()).isTrue();
        assertThat(TrustedProxies.of("1").isEverybody()).isTrue();
        assertThat(TrustedProxies.of("2").isEverybody()).isFalse();
    }
}
