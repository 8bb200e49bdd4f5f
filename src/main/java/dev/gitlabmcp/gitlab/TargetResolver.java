package dev.gitlabmcp.gitlab;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up for one instance's connections and leaves only the addresses that the policy admits. The connection is
 * opened to exactly what comes back, so that a name server cannot show one address to the check and another to the call.
 */
final class TargetResolver implements DnsResolver {
    private final GitLabInstance instance;
    private final TargetPolicy policy;
    private final NameLookups lookups;
    private final Duration longestLookup;

    TargetResolver(GitLabInstance instance, TargetPolicy policy, NameLookups lookups, Duration longestLookup) {
        this.instance = instance;
        this.policy = policy;
        this.lookups = lookups;
        this.longestLookup = longestLookup;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return addresses(host, port).stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /** Without a port, entries of the list that name one do not count. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return addresses(host, -1).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private List<InetAddress> addresses(String host, int port) throws UnknownHostException {
        String name = TargetPolicy.nameOf(host);
        InetAddress[] found;
        try {
            found = lookups.find(host, policy.vouchesFor(instance), longestLookup);
        } catch (NameLookups.TooSlow e) {
            throw e;
        } catch (UnknownHostException e) {
            if (policy.mayTellUnknown(instance, name, port)) {
                throw e;
            }
            throw TargetPolicy.notPublic(instance);
        }
        return policy.admitted(instance, name, port, found);
    }
}
