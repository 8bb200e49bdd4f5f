package dev.gitlabmcp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostNameTest {

    @ParameterizedTest
    @CsvSource({
        "GitLab.Example.COM., gitlab.example.com",
        "1gitlab, 1gitlab",
        "192.0.2.7, 192.0.2.7",
        "gitläb.example, xn--gitlb-jra.example",
        "GITLÄB.example, xn--gitlb-jra.example",
        "gitla\u0308b.example, xn--gitlb-jra.example",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "gitlab。example, gitlab.example",
        "gitlab．example, gitlab.example",
        "ｇｉｔｌａｂ.example, gitlab.example",
        "xn--gitlb-jra.example, xn--gitlb-jra.example",
        "１２７．０．０．１, 127.0.0.1",
        "①.example, 1.example",
    })
    void normalise_takesNames(String given, String expected) {
        assertThat(HostName.normalise(given)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "[::1], [::1]",
        "[0:0:0:0:0:0:0:1], [::1]",
        "[::], [::]",
        "[2001:DB8::0001], [2001:db8::1]",
        "[2001:db8:0:0:1:0:0:1], [2001:db8::1:0:0:1]",
        "[2001:db8:0:1:1:1:1:1], [2001:db8:0:1:1:1:1:1]",
        "[2001:0:0:1:0:0:0:1], [2001:0:0:1::1]",
        "[1:2:3:4:5:6:0:0], [1:2:3:4:5:6::]",
        "[0:0:3:4:5:6:7:8], [::3:4:5:6:7:8]",
        "[::ffff:192.0.2.1], [::ffff:c000:201]",
        "[::FFFF:c000:201], [::ffff:c000:201]",
        "[64:ff9b::192.0.2.1], [64:ff9b::c000:201]",
    })
    void normalise_writesIpv6InOneForm(String given, String expected) {
        assertThat(HostName.normalise(given)).isEqualTo(expected);
        assertThat(HostName.normalise(expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..b",
                "-a",
                "a-",
                "a_b",
                "a b",
                "a/b",
                "a@b",
                "a:b",
                "a%2eb",
                "2130706433",
                "0x7f000001",
                "127.1",
                "0177.0.0.1",
                "256.0.0.1",
                "1.2.3.4.5",
                "a.1x",
                "[1.2.3.4]",
                "[g::1]",
                "[::1",
                "[]",
                "[1::2::3]",
                "::1",
                "ex／ample",
                "℀.example",
                "＠.example",
                "a：80",
                "٣.example:",
                "a\u0000",
                "ex\u2028ample"
            })
    void normalise_refuses(String given) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostName.normalise(given));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stra\u00dfe.example",
                "\u03b2\u03cc\u03bb\u03bf\u03c2.example",
                "a\u200db",
                "a\u200cb",
                "\u1e9e.de"
            })
    void normalise_refusesWhatStandardsMapDifferently(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostName.normalise(given))
                .withMessageContaining("xn-- form");
    }

    @Test
    void normalise_boundsLengths() {
        String label = "a".repeat(63);
        assertThat(HostName.normalise(label + ".b")).hasSize(65);
        assertThatIllegalArgumentException().isThrownBy(() -> HostName.normalise(label + "a.b"));
        assertThatIllegalArgumentException().isThrownBy(() -> HostName.normalise("a.".repeat(126) + "ab"));
    }

    @Test
    void literal_tellsAddressesFromNames() throws Exception {
        assertThat(HostName.literal("gitlab.example")).isEmpty();
        assertThat(HostName.literal("192.0.2.7")).contains(java.net.InetAddress.getByName("192.0.2.7"));
        assertThat(HostName.literal("[::ffff:192.0.2.7]")).contains(java.net.InetAddress.getByName("192.0.2.7"));
        assertThat(HostName.literal("[::1]")).contains(java.net.InetAddress.getByName("::1"));
    }

    @ParameterizedTest
    @CsvSource({
        "h, h, 0",
        "H:80, h, 80",
        "[::1]:443, [::1], 443",
        "[::1], [::1], 0",
        "0:0::1, [::1], 0",
        "10.0.0.1:1, 10.0.0.1, 1"
    })
    void hostAndPort_reads(String given, String host, int port) {
        assertThat(HostAndPort.parse(given)).isEqualTo(new HostAndPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h:", "h:0", "h:65536", "h:x", "[::1", "[::1]x", ":80", "h:80:80"})
    void hostAndPort_refuses(String given) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostAndPort.parse(given));
    }
}
