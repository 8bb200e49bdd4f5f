package dev.gitlabmcp.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which Host headers and Origins may reach the server: the defence against DNS rebinding, where a web page makes a browser
 * talk to a server on its user's machine.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Security warning</a>
 */
public final class AllowedHosts {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts;
    private final Set<String> origins;

    private AllowedHosts(Set<String> hosts, Set<String> origins) {
        this.hosts = Set.copyOf(hosts);
        this.origins = Set.copyOf(origins);
    }

    /**
     * Reads the settings.
     *
     * @param boundTo the address the server listens on; allowed by default unless it is a wildcard
     * @param certified the names in the server's certificate; allowed by default
     * @throws IllegalArgumentException naming the setting and the entry that is wrong
     */
    public static AllowedHosts of(String allowedHosts, String allowedOrigins, String boundTo, List<String> certified) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String entry : entries(allowedHosts)) {
            hosts.add(host(entry));
        }
        if (hosts.isEmpty()) {
            hosts.addAll(LOOPBACK);
            certified.forEach(name -> hosts.add(bracketed(name)));
            if (!boundTo.isBlank() && !boundTo.equals("0.0.0.0") && !boundTo.equals("::")) {
                hosts.add(bracketed(boundTo));
            }
        }
        Set<String> origins = new LinkedHashSet<>();
        for (String entry : entries(allowedOrigins)) {
            origins.add(origin(entry));
        }
        return new AllowedHosts(hosts, origins);
    }

    private static String bracketed(String name) {
        return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
    }

    boolean isHostAllowed(String name, int port) {
        String host = name.toLowerCase(Locale.ROOT);
        return hosts.contains(host) || hosts.contains(host + ":" + port);
    }

    boolean isOriginAllowed(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (!origins.isEmpty()) {
            return origins.contains(lower);
        }
        try {
            URI uri = new URI(lower);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && isHostAllowed(uri.getHost(), uri.getPort());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static List<String> entries(String list) {
        List<String> entries = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            if (!entry.isBlank()) {
                entries.add(entry.strip().toLowerCase(Locale.ROOT));
            }
        }
        return entries;
    }

    private static String host(String entry) {
        if (entry.contains("/") || entry.contains("*") || entry.contains("@") || entry.contains(" ")) {
            throw new IllegalArgumentException("MCP_ALLOWED_HOSTS: \"" + entry
                    + "\" is no host; write names as mcp.example.com or localhost:3002.");
        }
        return entry;
    }

    private static String origin(String entry) {
        boolean web = entry.startsWith("http://") || entry.startsWith("https://");
        if (!web || entry.indexOf('/', entry.indexOf("//") + 2) >= 0) {
            throw new IllegalArgumentException("MCP_ALLOWED_ORIGINS: \"" + entry
                    + "\" is no origin; write it as https://app.example.com, without a path.");
        }
        return entry;
    }
}
