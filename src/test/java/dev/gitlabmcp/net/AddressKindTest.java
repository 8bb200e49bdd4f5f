package dev.gitlabmcp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressKindTest {

    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, PUBLIC",
        "8.8.8.8, PUBLIC",
        "9.255.255.255, PUBLIC",
        "11.0.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.128.0.0, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.32.0.0, PUBLIC",
        "172.65.251.78, PUBLIC",
        "192.167.255.255, PUBLIC",
        "192.169.0.0, PUBLIC",
        "198.17.255.255, PUBLIC",
        "198.20.0.0, PUBLIC",
        "223.255.255.255, PUBLIC",
        "0.0.0.0, INTERNAL",
        "0.1.2.3, INTERNAL",
        "10.0.0.1, INTERNAL",
        "100.64.0.1, INTERNAL",
        "100.127.255.255, INTERNAL",
        "127.0.0.1, INTERNAL",
        "127.255.255.254, INTERNAL",
        "172.16.0.1, INTERNAL",
        "172.31.255.255, INTERNAL",
        "192.0.0.1, INTERNAL",
        "192.0.2.1, INTERNAL",
        "192.88.99.1, INTERNAL",
        "192.168.1.1, INTERNAL",
        "198.18.0.1, INTERNAL",
        "198.19.255.255, INTERNAL",
        "198.51.100.1, INTERNAL",
        "203.0.113.1, INTERNAL",
        "224.0.0.1, INTERNAL",
        "239.255.255.255, INTERNAL",
        "240.0.0.1, INTERNAL",
        "255.255.255.255, INTERNAL",
        "169.254.0.1, METADATA",
        "169.254.169.254, METADATA",
        "169.254.170.2, METADATA",
        "100.100.100.200, METADATA",
        "168.63.129.16, METADATA",
        "192.0.0.192, METADATA",
        "168.63.129.17, PUBLIC",
        "2606:4700:4700::1111, PUBLIC",
        "2a00:1450:4001:830::200e, PUBLIC",
        "2001:4860:4860::8888, PUBLIC",
        "::, INTERNAL",
        "::1, INTERNAL",
        "::8.8.8.8, PUBLIC",
        "::10.0.0.1, INTERNAL",
        "::169.254.169.254, METADATA",
        "::ffff:8.8.8.8, PUBLIC",
        "::ffff:127.0.0.1, INTERNAL",
        "::ffff:169.254.169.254, METADATA",
        "::ffff:0:10.0.0.1, INTERNAL",
        "64:ff9b::8.8.8.8, PUBLIC",
        "64:ff9b::10.0.0.1, INTERNAL",
        "64:ff9b::169.254.169.254, METADATA",
        "64:ff9b:1::8.8.8.8, INTERNAL",
        "64:ff9b:1::169.254.169.254, METADATA",
        "64:ff9b:1:a9fe:a9:fe00::, METADATA",
        "2002:808:808::1, PUBLIC",
        "2002:a00:1::1, INTERNAL",
        "2002:7f00:1::, INTERNAL",
        "2002:a9fe:a9fe::, METADATA",
        "2001::1, INTERNAL",
        "2001:10::1, INTERNAL",
        "2001:20::1, INTERNAL",
        "2001:db8::1, INTERNAL",
        "3fff::1, INTERNAL",
        "100::1, INTERNAL",
        "5f00::1, INTERNAL",
        "fc00::1, INTERNAL",
        "fd12:3456::1, INTERNAL",
        "fec0::1, INTERNAL",
        "ff02::1, INTERNAL",
        "4000::1, INTERNAL",
        "fe80::1, METADATA",
        "febf::1, METADATA",
        "fd00:ec2::254, METADATA",
        "fd20:ce::254, METADATA",
        "fd00:42::42, METADATA",
    })
    void of_judges(String address, AddressKind kind) throws Exception {
        assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
    }

    @Test
    void of_judgesMappedAddressesThatJavaHasNotUnwrapped() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 127;
        mapped[15] = 1;
        assertThat(AddressKind.of(Inet6Address.getByAddress("x", mapped, 0))).isEqualTo(AddressKind.INTERNAL);
        mapped[12] = 8;
        assertThat(AddressKind.of(Inet6Address.getByAddress("x", mapped, 0))).isEqualTo(AddressKind.PUBLIC);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.255.0.0, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.128/25, 10.0.0.129, true",
        "10.0.0.128/25, 10.0.0.127, false",
        "0.0.0.0/0, 200.1.1.1, true",
        "0.0.0.0/0, ::1, false",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1/32, 10.0.0.2, false",
        "fd00::/8, fd12::1, true",
        "[fd00::]/8, fd12::1, true",
        "fd00::/8, fe00::1, false",
        "::ffff:10.0.0.0/104, 10.9.9.9, true",
        "::/0, 10.0.0.1, false",
    })
    void range_contains(String range, String address, boolean contains) throws Exception {
        assertThat(AddressRange.parse(range).contains(InetAddress.getByName(address)))
                .isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0/8",
                "h/8",
                "h",
                "fd00::/129",
                "::ffff:0:0/90",
                "/8"
            })
    void range_refuses(String range) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(range));
    }
}
