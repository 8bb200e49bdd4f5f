package dev.gitlabmcp.net;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy through which others are reached. Immutable; never prints the password.
 *
 * @param tls whether the connection to the proxy itself is encrypted
 * @param host in the one form of {@link HostName}
 * @param port 1 to 65535
 * @param user for Basic authentication (RFC 7617), null for none
 * @param password that goes with the user
 */
public record ForwardProxy(
        boolean tls, String host, int port, @Nullable String user, Secret password) {
    private static final String EXAMPLE = "; give one such as http://proxy.example.com:3128.";

    /**
     * Reads {@code [http[s]://][user[:password]@]host[:port][/]}; user and password are percent-decoded.
     *
     * @throws IllegalArgumentException with the end of a sentence that starts with the setting's name; it repeats nothing of
     *     the value
     */
    static ForwardProxy parse(String text) {
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "http" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (scheme.startsWith("socks")) {
            throw new IllegalArgumentException("names a SOCKS proxy, which is not supported" + EXAMPLE);
        }
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("is no address of an HTTP proxy" + EXAMPLE);
        }
        String rest = colon < 0 ? text : text.substring(colon + 3);
        int at = rest.lastIndexOf('@');
        String user = at < 0 ? null : rest.substring(0, at);
        HostAndPort address = address(rest.substring(at + 1));
        boolean tls = scheme.equals("https");
        int usual = tls ? 443 : 80;
        int port = address.port() == HostAndPort.ANY_PORT ? usual : address.port();
        if (user == null) {
            return new ForwardProxy(tls, address.host(), port, null, Secret.of(""));
        }
        int separator = user.indexOf(':');
        String name = decoded(separator < 0 ? user : user.substring(0, separator));
        String password = separator < 0 ? "" : decoded(user.substring(separator + 1));
        if (name.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "has a user name with a colon, which Basic authentication does not allow.");
        }
        return new ForwardProxy(tls, address.host(), port, name, Secret.of(password));
    }

    private static HostAndPort address(String text) {
        String address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (address.isEmpty() || address.indexOf('/') >= 0) {
            throw new IllegalArgumentException("is no address of an HTTP proxy" + EXAMPLE);
        }
        try {
            return HostAndPort.parse(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("names a proxy whose address " + e.getMessage());
        }
    }

    private static String decoded(String text) {
        byte[] given = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[given.length];
        int length = 0;
        for (int i = 0; i < given.length; i++) {
            if (given[i] == '%') {
                int high = i + 2 < given.length ? Character.digit(given[i + 1], 16) : -1;
                int low = i + 2 < given.length ? Character.digit(given[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException(
                            "has a user name or password with a '%' that starts no percent-encoding; write it as %25.");
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = given[i];
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** {@code http://host:port}, without user and password. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + host + ":" + port;
    }
}
