package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.CertificateAuthorities;
import dev.gitlabmcp.net.ForwardProxies;
import dev.gitlabmcp.net.ForwardProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from this server to its instances: names, addresses, proxies and trust. Thread-safe. */
public final class Network {
    private static final Logger LOG = LoggerFactory.getLogger(Network.class);

    private final InstanceTls tls;
    private final ForwardProxies proxies;
    private final @Nullable TargetPolicy policy;
    private final NameLookups lookups;

    private Network(InstanceTls tls, ForwardProxies proxies, @Nullable TargetPolicy policy, NameLookups.Lookup lookup) {
        this.tls = tls;
        this.proxies = proxies;
        this.policy = policy;
        this.lookups = new NameLookups(lookup);
    }

    /** No proxy, no restriction, the system's certificate authorities. */
    public static Network direct() {
        return unrestricted(InstanceTls.of(SSLContexts.createDefault()));
    }

    /** No proxy, no restriction, the certificate authorities of this context. */
    static Network direct(SSLContext trust) {
        return unrestricted(InstanceTls.of(trust));
    }

    private static Network unrestricted(InstanceTls tls) {
        return new Network(tls, ForwardProxies.none(), null, InetAddress::getAllByName);
    }

    /**
     * The network as the operator has set it up.
     *
     * @param own the operator's own instance, which is called wherever it is
     * @param dynamic whether callers may name other instances
     * @throws IllegalArgumentException with a sentence that names the setting, when one cannot be used or contradicts
     *     another
     */
    public static Network of(NetworkConfiguration configuration, GitLabInstance own, boolean dynamic) {
        return of(configuration, own, dynamic, InetAddress::getAllByName);
    }

    /** The same with another way to look names up. */
    static Network of(
            NetworkConfiguration configuration, GitLabInstance own, boolean dynamic, NameLookups.Lookup lookup) {
        contradiction(configuration, dynamic).ifPresent(sentence -> {
            throw new IllegalArgumentException(sentence);
        });
        ForwardProxies proxies = proxies(configuration);
        TargetPolicy policy = new TargetPolicy(own, new AllowedTargets(configuration.allowedHosts()), dynamic, proxies);
        return new Network(tls(configuration), proxies, policy, lookup);
    }

    /**
     * Why these settings must not be used together.
     *
     * @param dynamic whether callers may name other instances
     * @return a sentence that names the settings; empty when all is well
     * @throws IllegalArgumentException with a sentence that names the setting, when one cannot be used
     */
    public static Optional<String> contradiction(NetworkConfiguration configuration, boolean dynamic) {
        return TargetPolicy.contradiction(
                new AllowedTargets(configuration.allowedHosts()), dynamic, proxies(configuration));
    }

    private static ForwardProxies proxies(NetworkConfiguration configuration) {
        return ForwardProxies.of(configuration.httpProxy(), configuration.httpsProxy(), configuration.noProxy());
    }

    private static InstanceTls tls(NetworkConfiguration configuration) {
        // Read in any case: a file that is not there should be noticed before the verification is turned on again.
        CertificateAuthorities authorities =
                configuration.caFile().map(Network::authorities).orElseGet(CertificateAuthorities::system);
        if (configuration.verifiesCertificates()) {
            return InstanceTls.verifying(authorities);
        }
        LOG.warn(
                "NODE_TLS_REJECT_UNAUTHORIZED=0: the certificates of GitLab and of proxies are NOT verified. Whoever sits"
                        + " between this server and GitLab can read and change everything, tokens included.");
        return InstanceTls.unverified();
    }

    private static CertificateAuthorities authorities(String file) {
        try {
            return CertificateAuthorities.systemAnd(Path.of(file));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("GITLAB_CA_CERT_PATH names " + file + ", which is no path of a file.");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("GITLAB_CA_CERT_PATH " + e.getMessage());
        }
    }

    /**
     * Reads the certificate authorities again if their file has changed, for connections made from then on. To be called
     * every few seconds; costs one look at the file's attributes.
     */
    public void refresh() {
        tls.refresh();
    }

    /**
     * Whether a caller may name this instance, as far as that can be said without looking its name up.
     *
     * @return a sentence that says why not, naming the setting; empty when it may
     */
    public Optional<String> refusal(GitLabInstance instance) {
        return policy == null ? Optional.empty() : policy.refusal(instance);
    }

    /**
     * Whether the operator has named this instance, so that its word about credentials counts. An instance that callers
     * brought may be their own and accept anything.
     */
    public boolean vouchesFor(GitLabInstance instance) {
        return policy == null || policy.vouchesFor(instance);
    }

    /** What upgrades connections to TLS. */
    TlsSocketStrategy tls() {
        return usesProxies() ? this::upgrade : tls;
    }

    private SSLSocket upgrade(
            Socket socket, String target, int port, @Nullable Object attachment, @Nullable HttpContext context)
            throws IOException {
        try {
            return tls.upgrade(socket, target, port, attachment, context);
        } catch (SSLException e) {
            if (!proxies.isProxy(TargetPolicy.nameOf(target), port)) {
                throw e;
            }
            String reason = ErrorText.clean(String.valueOf(e.getMessage()), 300);
            throw new ProxyFailure("TLS with the forward proxy failed: " + reason, false);
        }
    }

    /**
     * Finds the addresses that a call to this instance may connect to.
     *
     * @param longestLookup how long one look-up may take
     */
    DnsResolver resolver(GitLabInstance instance, Duration longestLookup) {
        return policy == null
                ? SystemDefaultDnsResolver.INSTANCE
                : new TargetResolver(instance, policy, lookups, longestLookup);
    }

    /** Whether there are targets that are reached through a proxy. */
    boolean usesProxies() {
        return !proxies.isEmpty();
    }

    /** The proxy for this target, null for none. */
    @Nullable
    ForwardProxy proxyFor(HttpHost target) {
        return proxies.proxyFor(target.getSchemeName(), TargetPolicy.nameOf(target), TargetPolicy.portOf(target))
                .orElse(null);
    }

    /**
     * Checks where a request is about to go: to its instance, or where that redirects to, which GitLab chose and not the
     * operator.
     *
     * @throws GitLabException when it must not go there
     */
    void check(GitLabInstance from, HttpHost to) {
        if (policy != null) {
            policy.check(from, to);
        }
    }
}
