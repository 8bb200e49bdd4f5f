package dev.gitlabmcp.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressKeyTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "' 192.0.2.1 ', 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:c000:0201, 192.0.2.1",
        "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:DB8:0001:0002::, 2001:db8:1:2::/64",
        "2001:db8::1, 2001:db8:0:0::/64",
        "[2001:db8::1], 2001:db8:0:0::/64",
        "fe80::1%eth0, fe80:0:0:0::/64",
        "::1, 0:0:0:0::/64",
        "::, 0:0:0:0::/64",
        "::192.0.2.1, 0:0:0:0::/64",
    })
    void of_literalAddress(String address, String key) {
        assertThat(AddressKey.of(address)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "localhost",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.01",
                "192.0.2.1.5",
                "192.0.2.-1",
                "192.0.2.1:80",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                ":::",
                ":1",
                "1:",
                "12345::",
                "g::1",
                "1.2.3.4::",
                "1:2:3:4:5:6:7::8",
                "2001:db8:0:0::/64",
                "::٣",
            })
    void of_anythingElse_isAKeyOfItsOwn(String address) {
        assertThat(AddressKey.of(address)).isEqualTo("?" + address);
    }

    @Test
    void of_longText_isBounded() {
        assertThat(AddressKey.of("x".repeat(100_000))).hasSize(65);
        assertThat(AddressKey.of(":".repeat(100_000))).hasSize(65);
    }
}
