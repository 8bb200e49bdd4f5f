package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.HostAndPort;
import dev.gitlabmcp.net.HostName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The instances that callers may name, as the operator lists them: {@code host}, {@code host:port}, {@code *.suffix} or
 * {@code *.suffix:port}, where a host may be an address. Immutable.
 */
final class AllowedTargets {
    static final String SETTING = "GITLAB_ALLOWED_HOSTS";

    private final List<HostAndPort> names = new ArrayList<>();
    private final List<Address> addresses = new ArrayList<>();
    private final List<HostAndPort> suffixes = new ArrayList<>();

    private record Address(InetAddress address, HostAndPort entry) {}

    /**
     * Reads the list.
     *
     * @param list entries separated by commas; empty for none
     * @throws IllegalArgumentException with a sentence that names the entry
     */
    AllowedTargets(String list) {
        for (String part : list.split(",", -1)) {
            String entry = part.strip();
            if (!entry.isEmpty()) {
                try {
                    add(entry);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(SETTING + ": the entry '" + entry + "' " + e.getMessage());
                }
            }
        }
    }

    private void add(String entry) {
        if (entry.indexOf('/') >= 0) {
            throw new IllegalArgumentException("must be host, host:port or *.suffix, without scheme and path.");
        }
        if (!entry.startsWith("*.")) {
            HostAndPort target = HostAndPort.parse(entry);
            HostName.literal(target.host())
                    .ifPresentOrElse(address -> addresses.add(new Address(address, target)), () -> names.add(target));
            return;
        }
        HostAndPort suffix = HostAndPort.parse(entry.substring(2));
        if (HostName.literal(suffix.host()).isPresent()) {
            throw new IllegalArgumentException("has a wildcard before an address; list each address.");
        }
        suffixes.add(suffix);
    }

    boolean isEmpty() {
        return names.isEmpty() && addresses.isEmpty() && suffixes.isEmpty();
    }

    /** Whether there is an entry that stands for every name below a suffix. */
    boolean hasWildcard() {
        return !suffixes.isEmpty();
    }

    /** Whether this very host is listed, by its name or address. */
    boolean names(String host, int port) {
        Optional<InetAddress> literal = HostName.literal(host);
        return literal.isPresent()
                ? names(literal.get(), port)
                : names.stream()
                        .anyMatch(
                                entry -> entry.coversPort(port) && entry.host().equals(host));
    }

    /** Whether this very address is listed, in whatever spelling. */
    boolean names(InetAddress address, int port) {
        return addresses.stream().anyMatch(listed -> listed.entry.coversPort(port) && listed.address.equals(address));
    }

    /** Whether the host is listed, or lies below a suffix that is. */
    boolean covers(String host, int port) {
        return names(host, port)
                || suffixes.stream().anyMatch(entry -> entry.coversPort(port) && host.endsWith("." + entry.host()));
    }
}
