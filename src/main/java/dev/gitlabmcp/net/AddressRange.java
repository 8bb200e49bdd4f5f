package dev.gitlabmcp.net;

import java.net.InetAddress;

/** A block of IPv4 or of IPv6 addresses, as CIDR (RFC 4632, RFC 4291 section 2.3) writes it. Immutable. */
public final class AddressRange {
    private final byte[] prefix;
    private final int bits;

    private AddressRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /**
     * Reads {@code 10.0.0.0/8} or {@code fd00::/8}; bits of the address beyond the prefix do not matter, and a single
     * address is the range that holds it alone.
     *
     * @throws IllegalArgumentException with the end of a sentence that starts with the text
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        boolean ipv6 = host.indexOf(':') >= 0;
        boolean bare = ipv6 && !host.startsWith("[");
        InetAddress address = HostName.literal(HostName.normalise(bare ? "[" + host + "]" : host))
                .orElseThrow(() -> new IllegalArgumentException("is no block of addresses."));
        byte[] bytes = address.getAddress();
        int all = ipv6 ? 128 : 32;
        int given = slash < 0 ? all : bits(text.substring(slash + 1), all);
        // Java has unwrapped an IPv4-mapped address.
        int bits = given - (all - bytes.length * 8);
        if (bits < 0) {
            throw new IllegalArgumentException("is no block of addresses: it holds more than IPv4-mapped ones.");
        }
        return new AddressRange(bytes, bits);
    }

    private static int bits(String text, int most) {
        boolean number = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int bits = number ? Integer.parseInt(text) : -1;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("is no block of addresses: its prefix must be 0 to " + most + " bits.");
        }
        return bits;
    }

    /** Whether the address lies in this block; one of the other family never does. */
    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((address[whole] ^ prefix[whole]) & (0xff00 >> rest) & 0xff) == 0;
    }
}
