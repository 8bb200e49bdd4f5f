package dev.gitlabmcp.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What kind of place an address is, by the IANA registries of special-purpose addresses,
 * https://www.iana.org/assignments/iana-ipv4-special-registry/ and
 * https://www.iana.org/assignments/iana-ipv6-special-registry/, and by what cloud providers document of their metadata
 * services. An IPv6 address that carries an IPv4 one is judged by the latter.
 */
public enum AddressKind {
    /** One host on the Internet. */
    PUBLIC,

    /** Loopback, private networks, multicast, documentation, reserved blocks: whatever is not reached over the Internet. */
    INTERNAL,

    /**
     * Link-local addresses, and those under which clouds hand out the credentials of a machine to anybody who asks from
     * there.
     */
    METADATA;

    private static final List<AddressRange> METADATA_BLOCKS = ranges(
            // RFC 3927, link-local; 169.254.169.254 of most clouds, 169.254.170.2 of Amazon's containers
            "169.254.0.0/16",
            // Alibaba Cloud, http://100.100.100.200/latest/meta-data/
            "100.100.100.200",
            // https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
            "168.63.129.16",
            // Oracle Cloud Classic, http://192.0.0.192/latest/
            "192.0.0.192",
            // RFC 4291, link-local
            "fe80::/10",
            // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
            "fd00:ec2::254",
            // https://cloud.google.com/compute/docs/metadata/querying-metadata
            "fd20:ce::254",
            // Scaleway, http://[fd00:42::42]/conf
            "fd00:42::42");

    private static final List<AddressRange> INTERNAL_IPV4 = ranges(
            // RFC 791, this network, 0.0.0.0 included, which reaches the machine itself
            "0.0.0.0/8",
            // RFC 1918, private
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            // RFC 6598, shared by carriers
            "100.64.0.0/10",
            // RFC 1122, loopback
            "127.0.0.0/8",
            // RFC 6890, protocol assignments
            "192.0.0.0/24",
            // RFC 5737, documentation
            "192.0.2.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
            // RFC 7526, relays of 6to4, withdrawn
            "192.88.99.0/24",
            // RFC 2544, benchmarks
            "198.18.0.0/15",
            // RFC 5771, multicast
            "224.0.0.0/4",
            // RFC 1112, reserved, and broadcast
            "240.0.0.0/4");

    /** RFC 4291 section 2.4: no other block is handed out as global unicast. */
    private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

    private static final List<AddressRange> INTERNAL_IN_GLOBAL_IPV6 = ranges(
            // RFC 2928, protocol assignments: Teredo 2001::/32, benchmarks, ORCHID 2001:10::/28 and 2001:20::/28
            "2001::/23",
            // RFC 3849 and RFC 9637, documentation
            "2001:db8::/32",
            "3fff::/20");

    /** Blocks whose last four bytes are an IPv4 address. */
    private static final List<AddressRange> IPV4_AT_THE_END = ranges(
            // RFC 4291, IPv4-compatible; :: and ::1 are then addresses of 0.0.0.0/8
            "::/96",
            // RFC 2765, IPv4-translated
            "::ffff:0:0:0/96",
            // RFC 6052, NAT64
            "64:ff9b::/96");

    /** RFC 3056, 6to4: the IPv4 address follows the first two bytes. */
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");

    /** RFC 8215, NAT64 within one network; where the IPv4 address stands is that network's choice. */
    private static final AddressRange LOCAL_NAT64 = AddressRange.parse("64:ff9b:1::/48");

    /** The kind of this address. */
    public static AddressKind of(InetAddress address) {
        return of(address.getAddress());
    }

    static AddressKind of(byte[] address) {
        if (anyHolds(METADATA_BLOCKS, address)) {
            return METADATA;
        }
        if (address.length == 4) {
            return anyHolds(INTERNAL_IPV4, address) ? INTERNAL : PUBLIC;
        }
        if (isIpv4Mapped(address) || anyHolds(IPV4_AT_THE_END, address)) {
            return of(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return of(Arrays.copyOfRange(address, 2, 6));
        }
        if (LOCAL_NAT64.contains(address)) {
            return reachesMetadata(address) ? METADATA : INTERNAL;
        }
        boolean global = GLOBAL_IPV6.contains(address) && !anyHolds(INTERNAL_IN_GLOBAL_IPV6, address);
        return global ? PUBLIC : INTERNAL;
    }

    /** RFC 4291 section 2.5.5.2; Java unwraps them in most places, but not in all. */
    private static boolean isIpv4Mapped(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == -1 && address[11] == -1;
    }

    /** RFC 6052 section 2.2, for prefixes of 48, 56, 64 and 96 bits, which leave byte 8 out. */
    private static boolean reachesMetadata(byte[] a) {
        return Stream.of(
                        new byte[] {a[6], a[7], a[9], a[10]},
                        new byte[] {a[7], a[9], a[10], a[11]},
                        new byte[] {a[9], a[10], a[11], a[12]},
                        new byte[] {a[12], a[13], a[14], a[15]})
                .anyMatch(embedded -> anyHolds(METADATA_BLOCKS, embedded));
    }

    private static boolean anyHolds(List<AddressRange> ranges, byte[] address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<AddressRange> ranges(String... blocks) {
        return Stream.of(blocks).map(AddressRange::parse).toList();
    }
}
