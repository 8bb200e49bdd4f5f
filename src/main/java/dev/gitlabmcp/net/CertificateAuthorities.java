package dev.gitlabmcp.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose certificates are believed: those of the Java runtime, and those of a PEM file on top, which is read again when it
 * changes. Thread-safe.
 */
public final class CertificateAuthorities {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateAuthorities.class);

    private final @Nullable Path file;
    private volatile SSLContext context;
    private @Nullable FileStamp lastSeen;

    private CertificateAuthorities(@Nullable Path file, @Nullable FileStamp stamp, SSLContext context) {
        this.file = file;
        this.lastSeen = stamp;
        this.context = context;
    }

    /** Those of the Java runtime alone. */
    public static CertificateAuthorities system() {
        try {
            return new CertificateAuthorities(null, null, context(List.of()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the Java runtime has no usable certificate authorities", e);
        }
    }

    /**
     * Those of the Java runtime and those of this PEM file.
     *
     * @throws IllegalArgumentException with the end of a sentence that starts with the setting's name, when the file is
     *     missing, empty or damaged
     */
    public static CertificateAuthorities systemAnd(Path file) {
        FileStamp stamp = FileStamp.of(file);
        try {
            return new CertificateAuthorities(file, stamp, context(read(file)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("names " + file + ", which cannot be used: " + reason(e) + ".");
        }
    }

    /** For new connections; another one after {@link #refresh} has found a change. */
    public SSLContext context() {
        return context;
    }

    /**
     * Reads the file again if it has changed. What cannot be used changes nothing and is logged, once for each state of the
     * file.
     *
     * @return whether {@link #context()} is another one now
     */
    public synchronized boolean refresh() {
        Path path = file;
        if (path == null) {
            return false;
        }
        FileStamp stamp = FileStamp.of(path);
        if (stamp == null ? lastSeen == null : stamp.equals(lastSeen)) {
            return false;
        }
        lastSeen = stamp;
        try {
            context = context(read(path));
            LOG.info("Certificate authorities are read again from {}", path);
            return true;
        } catch (GeneralSecurityException | IOException e) {
            LOG.warn("{} cannot be used, so the certificate authorities read before stay: {}", path, reason(e));
            return false;
        }
    }

    private static List<X509Certificate> read(Path file) throws IOException, CertificateException {
        // Latin letters of comments may be in any encoding; PEM itself is ASCII.
        return PemCertificates.parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }

    private static SSLContext context(List<X509Certificate> added) throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        for (TrustManager manager : trustManagers(null)) {
            if (manager instanceof X509TrustManager system) {
                addAll(anchors, "system-", List.of(system.getAcceptedIssuers()));
            }
        }
        addAll(anchors, "added-", added);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers(anchors), null);
        return context;
    }

    private static void addAll(KeyStore anchors, String prefix, List<X509Certificate> certificates)
            throws GeneralSecurityException {
        for (int i = 0; i < certificates.size(); i++) {
            anchors.setCertificateEntry(prefix + i, certificates.get(i));
        }
    }

    private static TrustManager[] trustManagers(@Nullable KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }

    private static String reason(Exception e) {
        return e instanceof CertificateException ? String.valueOf(e.getMessage()) : "it cannot be read";
    }
}
