package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.AddressKind;
import dev.gitlabmcp.net.ForwardProxies;
import dev.gitlabmcp.net.HostName;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where calls may go while callers choose the instance: against server-side request forgery,
 * https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html.
 *
 * <p>The operator's own instance may be anywhere. One that a caller names must be on the operator's list, where there is
 * one, and have a public address, unless the list names that very host; link-local addresses and those of metadata services
 * need an entry of that very address. Redirects of the operator's instance may lead into private networks, where object
 * storage often is, those of other instances may not. Names are judged by the addresses that are connected to; a forward
 * proxy connects by itself, so that behind one only what the list names in full is called. Immutable.
 */
public final class TargetPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(TargetPolicy.class);

    /** One text for several reasons: telling them apart would let callers explore the operator's network. */
    static final String NOT_PUBLIC =
            "the host is unknown or its address is not public; the server's operator can allow it" + " in "
                    + AllowedTargets.SETTING;

    /** Names that lead to metadata services, whatever they resolve to here: behind a proxy nobody else would check. */
    private static final Set<String> METADATA_NAMES = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "instance-data",
            "instance-data.ec2.internal",
            "metadata.azure.internal",
            "metadata.tencentyun.com",
            "metadata.platformequinix.com",
            "metadata.packet.net");

    private final GitLabInstance own;
    private final AllowedTargets allowed;
    private final boolean dynamic;
    private final ForwardProxies proxies;

    /** A policy around the operator's own instance; callers can name others only where {@code dynamic}. */
    TargetPolicy(GitLabInstance own, AllowedTargets allowed, boolean dynamic, ForwardProxies proxies) {
        this.own = own;
        this.allowed = allowed;
        this.dynamic = dynamic;
        this.proxies = proxies;
    }

    /**
     * Why settings contradict each other: a forward proxy looks names up by itself, so that nothing here could keep callers
     * away from private addresses.
     *
     * @return a sentence that names the settings; empty when all is well
     */
    static Optional<String> contradiction(AllowedTargets allowed, boolean dynamic, ForwardProxies proxies) {
        if (!dynamic || proxies.isEmpty() || !(allowed.isEmpty() || allowed.hasWildcard())) {
            return Optional.empty();
        }
        return Optional.of("ENABLE_DYNAMIC_API_URL together with HTTP_PROXY or HTTPS_PROXY needs "
                + (allowed.isEmpty()
                        ? AllowedTargets.SETTING
                        : "full names in " + AllowedTargets.SETTING + ", no *.suffix")
                + ": the proxy looks up the names, so this server cannot keep callers away from private addresses.");
    }

    /**
     * Whether a caller may name this instance, as far as that can be said without looking its name up.
     *
     * @return a sentence that says why not, naming the setting; empty when it may
     */
    public Optional<String> refusal(GitLabInstance instance) {
        if (instance.equals(own)) {
            return Optional.empty();
        }
        String host = instance.host();
        int port = instance.port();
        if (!dynamic) {
            return Optional.of(
                    "This server serves " + own.label() + " alone; ENABLE_DYNAMIC_API_URL allows for other instances.");
        }
        if (METADATA_NAMES.contains(host)) {
            return Optional.of("The host " + host + " is a metadata service, which is never called.");
        }
        Optional<InetAddress> literal = HostName.literal(host);
        if (literal.isPresent() && !admits(literal.get(), port, false)) {
            return Optional.of("The address " + host + " is not public; the server's operator can allow it in "
                    + AllowedTargets.SETTING + ".");
        }
        boolean unchecked = proxied(instance.scheme(), host, port);
        if (unchecked && allowed.covers(host, port) && !allowed.names(host, port)) {
            return Optional.of("The host " + host
                    + " is reached through a forward proxy, which looks it up by itself, so"
                    + " the server's operator must list it by its full name in " + AllowedTargets.SETTING + ".");
        }
        if ((unchecked || !allowed.isEmpty()) && !allowed.covers(host, port)) {
            return Optional.of("The host " + host + " on port " + port
                    + " is not among those that the server's operator allows in " + AllowedTargets.SETTING + ".");
        }
        return isProxyItself(instance.scheme(), host, port)
                ? Optional.of("It is not called: " + NOT_PUBLIC + ".")
                : Optional.empty();
    }

    /** Whether the operator has named this instance, by the server's own URL or on the list. */
    public boolean vouchesFor(GitLabInstance instance) {
        return instance.equals(own) || allowed.covers(instance.host(), instance.port());
    }

    /**
     * Checks where a request is about to go, as far as that can be said without looking its name up.
     *
     * @param from the instance that is called
     * @param to the instance itself, or where it redirects to
     * @throws GitLabException with {@link GitLabProblem.TargetRefused}
     */
    void check(GitLabInstance from, HttpHost to) {
        String host = nameOf(to);
        int port = portOf(to);
        if (isHome(from, host, port)) {
            refusal(from).ifPresent(sentence -> {
                throw new GitLabException(new GitLabProblem.TargetRefused(from.label(), sentence));
            });
            return;
        }
        boolean trusted = from.equals(own);
        Optional<InetAddress> literal = HostName.literal(host);
        boolean refused = METADATA_NAMES.contains(host)
                || (literal.isPresent() && !admits(literal.get(), port, trusted))
                || isProxyItself(to.getSchemeName(), host, port)
                || (!trusted && proxied(to.getSchemeName(), host, port) && !allowed.names(host, port));
        if (refused) {
            LOG.info("A redirect of {} to {}:{} is not followed", from.label(), host, port);
            throw new GitLabException(new GitLabProblem.TargetRefused(
                    from.label(), "it redirects to " + host + ", where " + NOT_PUBLIC + "."));
        }
    }

    /**
     * Of the addresses that a name has, those that may be connected to.
     *
     * @param from the instance that is called
     * @param host the name, of the instance or of where it redirects to
     * @throws GitLabException with {@link GitLabProblem.TargetRefused} when there is none
     */
    List<InetAddress> admitted(GitLabInstance from, String host, int port, InetAddress[] found) {
        boolean trusted = from.equals(own);
        // The resolver is asked for the proxy's address where there is one; targets of that name are refused in
        // check().
        if ((trusted && isHome(from, host, port)) || proxies.isProxy(host, port)) {
            return List.of(found);
        }
        boolean lifted = trusted || allowed.names(host, port);
        List<InetAddress> admitted = Stream.of(found)
                .filter(address -> admits(address, port, lifted))
                .toList();
        if (admitted.isEmpty()) {
            LOG.info("{} is not called: {} is at {}", from.label(), host, List.of(found));
            throw notPublic(from);
        }
        return admitted;
    }

    /** Whether the caller may be told that this name is unknown. */
    boolean mayTellUnknown(GitLabInstance from, String host, int port) {
        return from.equals(own) || proxies.isProxy(host, port);
    }

    static GitLabException notPublic(GitLabInstance instance) {
        return new GitLabException(new GitLabProblem.TargetRefused(instance.label(), NOT_PUBLIC + "."));
    }

    /** A listed address passes under whatever name, for callers could as well write the address itself. */
    private boolean admits(InetAddress address, int port, boolean lifted) {
        return switch (AddressKind.of(address)) {
            case PUBLIC -> true;
            case INTERNAL -> lifted || allowed.names(address, port);
            case METADATA -> allowed.names(address, port);
        };
    }

    /** The proxy's address is exempt while it is used as a proxy, which must not make it a target. */
    private boolean isProxyItself(String scheme, String host, int port) {
        return proxies.isProxy(host, port) && !proxied(scheme, host, port) && !allowed.names(host, port);
    }

    private boolean proxied(String scheme, String host, int port) {
        return proxies.proxyFor(scheme, host, port).isPresent();
    }

    private static boolean isHome(GitLabInstance from, String host, int port) {
        return host.equals(from.host()) && port == from.port();
    }

    /** The host in the form of {@link HostName}; the HTTP client leaves brackets out. */
    static String nameOf(HttpHost host) {
        return nameOf(host.getHostName());
    }

    static String nameOf(String name) {
        return name.indexOf(':') >= 0 ? "[" + name + "]" : name;
    }

    static int portOf(HttpHost host) {
        return host.getPort() > 0 ? host.getPort() : GitLabInstance.defaultPort(host.getSchemeName());
    }
}
