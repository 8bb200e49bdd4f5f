package dev.gitlabmcp.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The targets that are reached without a proxy: a list separated by commas or spaces, read as curl reads it
 * (https://curl.se/docs/manpage.html#--noproxy). A name stands for itself and its sub-domains, with or without a leading
 * {@code .} or {@code *.}; addresses and blocks of addresses match targets that are given as an address, since names are
 * not looked up for it; each entry can end in a port; {@code *} stands for all. Immutable.
 */
final class NoProxy {
    private final boolean all;
    private final List<Name> names = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    private record Name(String name, int port) {}

    private record Block(AddressRange range, int port) {}

    /**
     * Reads the list.
     *
     * @throws IllegalArgumentException with a sentence that names the entry
     */
    NoProxy(String list) {
        boolean everything = false;
        for (String entry : list.split("[,\\s]+", -1)) {
            if (entry.equals("*")) {
                everything = true;
            } else if (!entry.isEmpty()) {
                try {
                    add(entry);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("NO_PROXY: the entry '" + entry + "' " + e.getMessage());
                }
            }
        }
        this.all = everything;
    }

    private void add(String entry) {
        if (entry.indexOf('/') >= 0) {
            blocks.add(new Block(AddressRange.parse(entry), HostAndPort.ANY_PORT));
            return;
        }
        String bare = entry.startsWith("*.") ? entry.substring(2) : entry.startsWith(".") ? entry.substring(1) : entry;
        if (isContainerName(bare)) {
            // Legal in NO_PROXY of a container, never part of a URL that is called from here.
            return;
        }
        HostAndPort target = HostAndPort.parse(bare);
        if (HostName.literal(target.host()).isPresent()) {
            blocks.add(new Block(AddressRange.parse(target.host()), target.port()));
        } else {
            names.add(new Name(target.host(), target.port()));
        }
    }

    private static boolean isContainerName(String entry) {
        return entry.indexOf('_') >= 0
                && entry.toLowerCase(Locale.ROOT)
                        .chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "_-.:".indexOf(c) >= 0);
    }

    /** Whether every target is reached without a proxy. */
    boolean coversAll() {
        return all;
    }

    /** Whether this target is reached without a proxy; the host in the one form of {@link HostName}. */
    boolean covers(String host, int port) {
        if (all) {
            return true;
        }
        Optional<InetAddress> literal = HostName.literal(host);
        if (literal.isPresent()) {
            InetAddress address = literal.get();
            return blocks.stream().anyMatch(block -> covers(block.port, port) && block.range.contains(address));
        }
        return names.stream()
                .anyMatch(entry ->
                        covers(entry.port, port) && (host.equals(entry.name) || host.endsWith("." + entry.name)));
    }

    private static boolean covers(int entry, int port) {
        return entry == HostAndPort.ANY_PORT || entry == port;
    }
}
