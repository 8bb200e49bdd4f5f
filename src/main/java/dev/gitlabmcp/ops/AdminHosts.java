package dev.gitlabmcp.ops;

import dev.gitlabmcp.net.HostAndPort;
import dev.gitlabmcp.net.HostName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names by which the admin port may be called, which keeps web pages out whose name leads here (DNS rebinding). Nothing is
 * looked up. Immutable.
 */
public final class AdminHosts {
    private static final Logger LOGGER = LoggerFactory.getLogger(AdminHosts.class);
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> WILDCARDS = Set.of("", "0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0");

    private final Set<HostAndPort> allowed;

    private AdminHosts(Set<HostAndPort> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * Reads the setting.
     *
     * @param setting {@code host} or {@code host:port}, separated by commas
     * @param boundTo the addresses that the port listens on; those that are no wildcards are allowed, with loopback, where the
     *     setting is empty
     * @throws IllegalArgumentException with a sentence that names the setting and the entry that is wrong
     */
    public static AdminHosts of(String setting, List<String> boundTo) {
        Set<HostAndPort> allowed = new LinkedHashSet<>();
        for (String entry : setting.split(",", -1)) {
            if (!entry.isBlank()) {
                allowed.add(parse(entry.strip()));
            }
        }
        if (allowed.isEmpty()) {
            LOOPBACK.forEach(name -> allowed.add(HostAndPort.parse(name)));
            boundTo.stream().filter(host -> !WILDCARDS.contains(host)).forEach(host -> addIfHost(allowed, host));
        }
        return new AdminHosts(allowed);
    }

    /** Machines can be bound to what no Host header may say, such as an IPv6 address with a zone. */
    private static void addIfHost(Set<HostAndPort> allowed, String host) {
        try {
            allowed.add(HostAndPort.parse(host));
        } catch (IllegalArgumentException e) {
            LOGGER.debug("{} is not allowed as a Host header, as it is none", host);
        }
    }

    private static HostAndPort parse(String entry) {
        try {
            return HostAndPort.parse(entry);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "admin.allowedHosts (ADMIN_ALLOWED_HOSTS): \"" + entry + "\" " + e.getMessage());
        }
    }

    /** Whether a request may name this host and port; an IPv6 address stands in brackets. */
    boolean allows(String host, int port) {
        String name;
        try {
            name = HostName.normalise(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return allowed.contains(new HostAndPort(name, HostAndPort.ANY_PORT))
                || allowed.contains(new HostAndPort(name, port));
    }
}
