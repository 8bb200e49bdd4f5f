package dev.gitlabmcp.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose word about a request's origin is taken, as Express' {@code trust proxy} has it, apart from addresses in octal or as
 * one number, which are no addresses here. Texts of headers are never looked up. Immutable.
 *
 * @see <a href="https://expressjs.com/en/guide/behind-proxies.html">Express behind proxies</a>
 */
public final class TrustedProxies {
    /** Nobody's. */
    public static final TrustedProxies NONE = new TrustedProxies(0, List.of());

    private static final Map<String, List<String>> NAMED = Map.of(
            "loopback", List.of("127.0.0.0/8", "::1/128"),
            "linklocal", List.of("169.254.0.0/16", "fe80::/10"),
            "uniquelocal", List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"));
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern MASK = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final double hops;
    private final List<AddressRange> ranges;

    private TrustedProxies(double hops, List<AddressRange> ranges) {
        this.hops = hops;
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Reads the setting: empty, {@code false} and {@code 0} for nobody; {@code true} and {@code 1} for everybody; another number
     * for so many hops; else a list with commas of addresses, blocks of addresses, and the words {@code loopback}, {@code
     * linklocal} and {@code uniquelocal}.
     *
     * @throws IllegalArgumentException with the end of a sentence that starts with the setting's name
     */
    public static TrustedProxies of(String setting) {
        String text = setting.strip();
        if (text.isEmpty() || text.equals("false") || text.equals("0")) {
            return NONE;
        }
        if (text.equals("true") || text.equals("1")) {
            return new TrustedProxies(Double.POSITIVE_INFINITY, List.of());
        }
        if (NUMBER.matcher(text).matches()) {
            return new TrustedProxies(Double.parseDouble(text), List.of());
        }
        List<AddressRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String entry = part.strip();
            for (String block : NAMED.getOrDefault(entry, List.of(entry))) {
                ranges.add(range(block));
            }
        }
        return new TrustedProxies(0, ranges);
    }

    private static AddressRange range(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress literal = literal(address).orElseThrow(() -> wrong(text));
        String prefix = slash < 0 ? "" : text.substring(slash + 1);
        boolean mask = MASK.matcher(prefix).matches();
        try {
            AddressRange range =
                    AddressRange.parse((address.indexOf(':') < 0 ? address : "[" + withoutZone(address) + "]")
                            + (slash < 0 ? "" : "/" + (mask ? bits(prefix) : prefix)));
            // Everything is what the word true is for.
            if (prefix.equals("0") || (mask && bits(prefix) == 0) || (mask && literal.getAddress().length != 4)) {
                throw wrong(text);
            }
            return range;
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
    }

    /** The length of a prefix that is written as a mask; -1 for what is none. */
    private static int bits(String mask) {
        long bits = 0;
        for (String part : mask.split("\\.", -1)) {
            bits = bits << 8 | Integer.parseInt(part);
        }
        int length = Long.bitCount(bits);
        return bits == (0xffffffffL << (32 - length) & 0xffffffffL) ? length : -1;
    }

    private static IllegalArgumentException wrong(String entry) {
        return new IllegalArgumentException("holds \"" + entry
                + "\", which is no address, no block of addresses such as 10.0.0.0/8, and none of the words loopback,"
                + " linklocal, uniquelocal; alone it may also be true, false or a number of hops.");
    }

    /** Whether nobody is trusted. */
    public boolean isOff() {
        return ranges.isEmpty() && hops <= 0;
    }

    /** Whether everybody is trusted, so that callers who reach the server directly may claim to be anybody. */
    public boolean isEverybody() {
        return hops == Double.POSITIVE_INFINITY;
    }

    /** Whether headers of a request that came from this peer are believed. */
    public boolean trusts(String peer) {
        return trusts(peer, 0);
    }

    /**
     * Where a request came from at first, as far as those who passed it on are trusted.
     *
     * @param peer the address of the connection's other end
     * @param forwardedFor the values of {@code X-Forwarded-For}, in order
     * @return the peer, or a part of that header, which may be any text
     */
    public String client(String peer, List<String> forwardedFor) {
        List<String> farther = new ArrayList<>();
        for (String part : String.join(", ", forwardedFor).split(",", -1)) {
            String entry = trimSpaces(part);
            if (!entry.isEmpty()) {
                farther.add(entry);
            }
        }
        String client = peer;
        for (int hop = 0; hop < farther.size() && trusts(client, hop); hop++) {
            client = farther.get(farther.size() - 1 - hop);
        }
        return client;
    }

    private boolean trusts(String address, int hop) {
        if (hop < hops) {
            return true;
        }
        Optional<InetAddress> literal = ranges.isEmpty() ? Optional.empty() : literal(address);
        return literal.isPresent() && ranges.stream().anyMatch(range -> range.contains(literal.get()));
    }

    /** The address that a text is, with a zone or without; empty for anything else, such as one with a port. */
    public static Optional<InetAddress> literal(String text) {
        try {
            if (text.indexOf(':') >= 0) {
                return text.startsWith("[")
                        ? Optional.empty()
                        : HostName.literal(HostName.normalise("[" + withoutZone(text) + "]"));
            }
            boolean strict = MASK.matcher(text).matches() && !text.matches("(.*\\.)?0\\d.*");
            return strict ? HostName.literal(HostName.normalise(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutZone(String address) {
        int percent = address.indexOf('%');
        return percent < 0 ? address : address.substring(0, percent);
    }

    /** Spaces alone, as Express' parser. */
    private static String trimSpaces(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }
}
