package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, true",
        "127.0.0.1, LocalHost, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, [::1], true",
        "127.0.0.1, evil.example, false",
        "127.0.0.1, localhost.evil.example, false",
        "127.0.0.1, 127.0.0.1.nip.io, false",
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.8, false",
        "fd00::1, [fd00::1], true",
        "[fd00::1], [fd00::1], true",
        "0.0.0.0, 0.0.0.0, false",
        "'::', [::], false",
        "'', mcp.example.com, false"
    })
    void isHostAllowed_byDefault_isLoopbackAndTheAddressListenedOn(String boundTo, String host, boolean allowed) {
        assertThat(AllowedHosts.of("", "", boundTo, List.of()).isHostAllowed(host, 3002))
                .isEqualTo(allowed);
    }

    @Test
    void isHostAllowed_listed_replacesTheDefault() {
        AllowedHosts hosts =
                AllowedHosts.of(" MCP.example.com , other.example.com:8443,, ", "", "127.0.0.1", List.of());

        assertThat(hosts.isHostAllowed("mcp.example.com", 1)).isTrue();
        assertThat(hosts.isHostAllowed("Other.Example.com", 8443)).isTrue();
        assertThat(hosts.isHostAllowed("other.example.com", 443)).isFalse();
        assertThat(hosts.isHostAllowed("localhost", 3002)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:5173, true",
        "https://LOCALHOST, true",
        "http://[::1]:3002, true",
        "https://evil.example, false",
        "http://localhost.evil.example, false",
        "http://evil.example/localhost, false",
        "http://localhost@evil.example, false",
        "ftp://localhost, false",
        "file://localhost, false",
        "null, false",
        "localhost, false",
        "'', false",
        "'http://', false",
        "'http://local host', false"
    })
    void isOriginAllowed_byDefault_followsTheHosts(String origin, boolean allowed) {
        assertThat(AllowedHosts.of("", "", "127.0.0.1", List.of()).isOriginAllowed(origin))
                .isEqualTo(allowed);
    }

    @Test
    void isOriginAllowed_hostListedWithPort_needsThatPort() {
        AllowedHosts hosts = AllowedHosts.of("mcp.example.com:8443", "", "127.0.0.1", List.of());

        assertThat(hosts.isOriginAllowed("https://mcp.example.com:8443")).isTrue();
        assertThat(hosts.isOriginAllowed("https://mcp.example.com")).isFalse();
    }

    @Test
    void isOriginAllowed_listed_isExactButForCase() {
        AllowedHosts hosts =
                AllowedHosts.of("", "https://App.example.com, http://localhost:5173", "127.0.0.1", List.of());

        assertThat(hosts.isOriginAllowed("https://app.EXAMPLE.com")).isTrue();
        assertThat(hosts.isOriginAllowed("http://localhost:5173")).isTrue();
        assertThat(hosts.isOriginAllowed("http://app.example.com")).isFalse();
        assertThat(hosts.isOriginAllowed("https://app.example.com:8443")).isFalse();
        assertThat(hosts.isOriginAllowed("http://localhost")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mcp.example.com", "*.example.com", "user@host", "a b", "host/path"})
    void of_hostThatIsNone_isRefusedByName(String entry) {
        assertThatThrownBy(() -> AllowedHosts.of("localhost," + entry, "", "", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("MCP_ALLOWED_HOSTS: \"" + entry + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example.com", "*", "ftp://app.example.com", "https://app.example.com/", "null"})
    void of_originThatIsNone_isRefusedByName(String entry) {
        assertThatThrownBy(() -> AllowedHosts.of("", "https://ok.example," + entry, "", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("MCP_ALLOWED_ORIGINS: \"" + entry + "\"");
    }
}
