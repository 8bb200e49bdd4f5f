package dev.gitlabmcp.net;

/**
 * A host and maybe a port, as lists of hosts in settings hold them. Immutable.
 *
 * @param host in the one form of {@link HostName}
 * @param port 1 to 65535, or {@link #ANY_PORT}
 */
public record HostAndPort(String host, int port) {
    /** No port was given. */
    public static final int ANY_PORT = 0;

    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code host}, {@code host:port}, {@code [v6]}, {@code [v6]:port} or an IPv6 address without brackets.
     *
     * @throws IllegalArgumentException with the end of a sentence that starts with the text
     */
    public static HostAndPort parse(String text) {
        int close = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', close + 1);
        if (close < 0 && colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
            return new HostAndPort(HostName.normalise("[" + text + "]"), ANY_PORT);
        }
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? ANY_PORT : port(text.substring(colon + 1));
        return new HostAndPort(HostName.normalise(host), port);
    }

    /**
     * Reads the number of a port.
     *
     * @throws IllegalArgumentException when it is none between 1 and 65535
     */
    static int port(String text) {
        boolean number = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(text) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("has a port that is no number between 1 and 65535.");
        }
        return port;
    }

    /** Whether this port or none was given. */
    public boolean coversPort(int other) {
        return port == ANY_PORT || port == other;
    }

    @Override
    public String toString() {
        return port == ANY_PORT ? host : host + ":" + port;
    }
}
