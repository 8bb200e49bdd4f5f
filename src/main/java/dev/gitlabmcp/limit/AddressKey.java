package dev.gitlabmcp.limit;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The key under which a client address is limited: an IPv4 address itself, of an IPv6 address its /64, as one host usually has
 * all of that (RFC 6177, section 2). Never looks a name up.
 */
public final class AddressKey {
    private static final int MAX_LENGTH = 64;
    private static final int GROUPS = 8;
    private static final int PREFIX_GROUPS = 4;
    /** No literal address begins so: a forged text is never another client's key. */
    private static final String NOT_AN_ADDRESS = "?";

    private AddressKey() {}

    /**
     * The key of an address text, with or without brackets and zone. IPv4-mapped IPv6 gives the IPv4 address (RFC 4291, section
     * 2.5.5.2); what is no literal address is a key of its own.
     *
     * @return at most 65 characters
     */
    public static String of(String address) {
        String text = address.strip();
        if (text.indexOf(':') < 0) {
            return ipv4(text) == null ? other(text) : text;
        }
        int[] groups = ipv6(withoutZone(withoutBrackets(text)));
        if (groups == null) {
            return other(text);
        }
        if (isMapped(groups)) {
            return (groups[6] >> 8) + "." + (groups[6] & 0xff) + "." + (groups[7] >> 8) + "." + (groups[7] & 0xff);
        }
        StringBuilder key = new StringBuilder(24);
        for (int i = 0; i < PREFIX_GROUPS; i++) {
            key.append(Integer.toHexString(groups[i])).append(':');
        }
        return key.append(":/64").toString();
    }

    private static String other(String text) {
        String bounded = text.substring(0, Math.min(text.length(), MAX_LENGTH));
        return NOT_AN_ADDRESS + bounded.toLowerCase(Locale.ROOT);
    }

    private static String withoutBrackets(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    private static String withoutZone(String text) {
        int percent = text.indexOf('%');
        return percent < 0 ? text : text.substring(0, percent);
    }

    private static boolean isMapped(int[] groups) {
        return groups[5] == 0xffff && Arrays.stream(groups, 0, 5).allMatch(group -> group == 0);
    }

    /** The four numbers; null for anything but dotted decimal without leading zeros. */
    private static int @Nullable [] ipv4(String text) {
        if (text.length() > "255.255.255.255".length()) {
            return null;
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        int[] numbers = new int[4];
        for (int i = 0; i < 4; i++) {
            numbers[i] = number(parts[i], 10, 3);
            if (numbers[i] < 0 || numbers[i] > 255 || (parts[i].length() > 1 && parts[i].charAt(0) == '0')) {
                return null;
            }
        }
        return numbers;
    }

    /** The eight groups (RFC 4291, section 2.2); null for anything else. */
    private static int @Nullable [] ipv6(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] all = groups(text);
            return all != null && all.length == GROUPS ? all : null;
        }
        int[] before = text.lastIndexOf('.', gap) < 0 ? groups(text.substring(0, gap)) : null;
        int[] after = groups(text.substring(gap + 2));
        if (before == null || after == null || before.length + after.length >= GROUPS) {
            return null;
        }
        int[] all = Arrays.copyOf(before, GROUPS);
        System.arraycopy(after, 0, all, GROUPS - after.length, after.length);
        return all;
    }

    /** The groups of a part without {@code ::}; the last may be an IPv4 address. */
    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        String last = parts[parts.length - 1];
        int[] quad = last.indexOf('.') < 0 ? null : ipv4(last);
        int[] groups = new int[parts.length + (quad == null ? 0 : 1)];
        for (int i = 0; i < parts.length - (quad == null ? 0 : 1); i++) {
            groups[i] = number(parts[i], 16, 4);
            if (groups[i] < 0) {
                return null;
            }
        }
        if (quad != null) {
            groups[groups.length - 2] = quad[0] << 8 | quad[1];
            groups[groups.length - 1] = quad[2] << 8 | quad[3];
        }
        return groups;
    }

    /** The number; -1 when there are no digits, too many, or others. */
    private static int number(String digits, int radix, int maxDigits) {
        if (digits.isEmpty() || digits.length() > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
