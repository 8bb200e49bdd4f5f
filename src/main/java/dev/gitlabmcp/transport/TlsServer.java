package dev.gitlabmcp.transport;

import dev.gitlabmcp.net.TlsFiles;
import dev.gitlabmcp.net.TlsFilesException;
import dev.gitlabmcp.net.TlsMaterial;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS as the application port speaks it: versions 1.2 and 1.3, and of 1.2 only the suites with forward secrecy and
 * authenticated encryption (RFC 9325). The files are read again when they change; what cannot be used changes nothing.
 * Thread-safe.
 */
public final class TlsServer {
    private static final Logger LOG = LoggerFactory.getLogger(TlsServer.class);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String[] SUITES = {
        "TLS_AES_256_GCM_SHA384",
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private final TlsFiles files;
    private final InstantSource clock;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private TlsFiles.State lastSeen;
    private volatile TlsMaterial material;
    private volatile @Nullable String problem;

    private TlsServer(TlsFiles files, TlsFiles.State seen, TlsMaterial material, InstantSource clock) {
        this.files = files;
        this.lastSeen = seen;
        this.material = material;
        this.clock = clock;
        context.setIncludeProtocols(PROTOCOLS);
        // An empty list of exclusions, since the default would leave out nothing of these but costs a look at each.
        context.setExcludeCipherSuites();
        context.setIncludeCipherSuites(SUITES);
        context.setRenegotiationAllowed(false);
        // The names of clients mean nothing; whose certificates they have does.
        context.setEndpointIdentificationAlgorithm(null);
        use(context, material);
    }

    /**
     * Reads the files.
     *
     * @throws TlsFilesException with a sentence for the operator, when they cannot be used
     */
    public static TlsServer of(TlsFiles files, InstantSource clock) throws TlsFilesException {
        TlsFiles.State seen = files.state();
        return new TlsServer(files, seen, TlsMaterial.read(files, clock.instant()), clock);
    }

    private static void use(SslContextFactory.Server context, TlsMaterial material) {
        context.setKeyStore(material.keyStore());
        context.setKeyStorePassword(TlsMaterial.STORE_PASSWORD);
        context.setKeyManagerPassword(TlsMaterial.STORE_PASSWORD);
        context.setTrustStore(material.trustStore());
        context.setNeedClientAuth(material.trustStore() != null);
    }

    /** What Jetty makes TLS connections with. */
    public SslContextFactory.Server context() {
        return context;
    }

    /** Certificate and key in use. */
    public TlsMaterial material() {
        return material;
    }

    /** Why the files as they are now are not used, as a sentence; empty when they are. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Uses the files again if they have changed: new connections get the new certificate, open ones keep theirs. */
    public synchronized void refresh() {
        TlsFiles.State now = files.state();
        if (now.equals(lastSeen)) {
            return;
        }
        Optional<String> unused = reload();
    }

    /**
     * Uses the files again, whether or not they have changed.
     *
     * @return why they cannot be used, as a sentence; empty when they are in use
     */
    public synchronized Optional<String> reload() {
        lastSeen = files.state();
        try {
            TlsMaterial read = TlsMaterial.read(files, clock.instant());
            context.reload(factory -> use((SslContextFactory.Server) factory, read));
            material = read;
            problem = null;
            LOG.info("The certificate of {} is in use, valid until {}", read.subject(), read.expiry());
        } catch (TlsFilesException e) {
            keep(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            // Jetty declares no narrower one.
            keep("The changed certificate cannot be used: " + e.getMessage() + ".");
        }
        return problem();
    }

    private void keep(String reason) {
        problem = reason;
        LOG.warn("The certificate read before stays in use: {}", reason);
    }
}
