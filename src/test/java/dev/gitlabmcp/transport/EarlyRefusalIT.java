package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a connection whose request is refused by its headers, before its body is read. */
class EarlyRefusalIT {
    private static final String HEAD = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @Test
    void missingBody_theConnectionIsSaidToClose() {
        try (RunningServer server = RunningServer.start(Map.of());
                RawHttp http = server.connect()) {
            http.write((HEAD + "Content-Length: 20\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            RawHttp.Answer refused = http.answer();
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("Connection")).contains("close");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void bodyThatIsThere_theConnectionGoesOn() {
        try (RunningServer server = RunningServer.start(Map.of());
                RawHttp http = server.connect()) {
            for (int i = 0; i < 3; i++) {
                http.write((HEAD + "Content-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
                RawHttp.Answer refused = http.answer();
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.header("Connection")).isEmpty();
            }
            assertThat(http.send("GET", "/health", List.of(), new byte[0])
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }
}
