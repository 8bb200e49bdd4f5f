package dev.gitlabmcp.net;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Hosts as they stand in URLs and settings, brought to one form, so that every spelling of the same host is the same text.
 * Nothing in here asks a name server. Messages are the ends of sentences that start with the host.
 */
public final class HostName {
    private static final int MAX_NAME_LENGTH = 253;
    private static final int MAX_LABEL_LENGTH = 63;

    /**
     * ß, ς, ẞ, ZWNJ and ZWJ, which the IDNA of 2003 and that of 2008 map to different names: what one registry sells,
     * the other resolves to somebody else. https://www.unicode.org/reports/tr46/#Deviations
     */
    private static final String DEVIATIONS = "\u00df\u03c2\u1e9e\u200c\u200d";

    private HostName() {}

    /**
     * The one form of a host: a lower-case ASCII name without a trailing dot, internationalised names in their
     * {@code xn--} form (RFC 3490); an IPv4 address as four decimal numbers; an IPv6 address in brackets as RFC 5952
     * writes it.
     *
     * @param host a name or address; an IPv6 address in brackets
     * @throws IllegalArgumentException when it is neither a name nor an address
     */
    public static String normalise(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return "[" + canonicalIpv6(host.substring(1, host.length() - 1)) + "]";
        }
        String name = isAscii(host) ? host.toLowerCase(Locale.ROOT) : toAscii(host);
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        // Resolvers take 2130706433, 0x7f000001 and 0177.0.0.1 for addresses, each in its own way.
        if (endsInNumber(plain)) {
            require(isDottedQuad(plain), "is no host name or address: write IPv4 addresses as four decimal numbers.");
            return plain;
        }
        require(
                isName(plain),
                "is no host name or address: names take letters, digits, hyphens and dots,"
                        + " IPv6 addresses brackets.");
        return plain;
    }

    /** The address, when the host in its {@linkplain #normalise one form} is one and not a name. */
    public static Optional<InetAddress> literal(String normalised) {
        boolean address = normalised.startsWith("[") || endsInNumber(normalised);
        return address ? Optional.of(parseLiteral(normalised)) : Optional.empty();
    }

    private static InetAddress parseLiteral(String literal) {
        try {
            // In brackets, or as four numbers, it is never looked up.
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("is no IPv4 or IPv6 address.");
        }
    }

    private static String toAscii(String host) {
        for (int i = 0; i < host.length(); i++) {
            require(
                    DEVIATIONS.indexOf(host.charAt(i)) < 0,
                    "holds a character that stands for different names in different standards;"
                            + " write the name in its xn-- form.");
        }
        try {
            return IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is no host name: it holds characters that names cannot have; if it is internationalised, write it in"
                            + " its xn-- form.");
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            return false;
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            boolean plain = !label.isEmpty()
                    && label.length() <= MAX_LABEL_LENGTH
                    && !label.startsWith("-")
                    && !label.endsWith("-")
                    && label.chars().allMatch(HostName::isLetterDigitOrHyphen);
            if (!plain) {
                return false;
            }
        }
        // java.net.URI holds no other names, and top-level domains are alphabetic: RFC 3696, section 2.
        return labels.length == 1 || !isDigit(labels[labels.length - 1].charAt(0));
    }

    private static boolean isLetterDigitOrHyphen(int c) {
        return (c >= 'a' && c <= 'z') || isDigit(c) || c == '-';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean endsInNumber(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return last.startsWith("0x") || (!last.isEmpty() && last.chars().allMatch(HostName::isDigit));
    }

    private static boolean isDottedQuad(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean plain = part.length() <= 3 && part.chars().allMatch(HostName::isDigit);
            if (part.isEmpty()
                    || !plain
                    || (part.length() > 1 && part.startsWith("0"))
                    || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static String canonicalIpv6(String literal) {
        require(literal.indexOf('%') < 0, "is an IPv6 address with a zone; it must not carry a zone.");
        InetAddress address = parseLiteral("[" + literal + "]");
        byte[] bytes = address.getAddress();
        // Java has unwrapped an IPv4-mapped address. RFC 5952 would have it end in four decimal numbers, which HTTP
        // clients
        // take for a name.
        return rfc5952(bytes.length == 4 ? mapped(bytes) : bytes);
    }

    private static byte[] mapped(byte[] ipv4) {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(ipv4, 0, bytes, 12, 4);
        return bytes;
    }

    /** RFC 5952: lower-case groups without leading zeros, and the first longest run of zero groups as {@code ::}. */
    private static String rfc5952(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > runLength) {
                runStart = i;
                runLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static void require(boolean condition, String endOfSentence) {
        if (!condition) {
            throw new IllegalArgumentException(endOfSentence);
        }
    }
}
