package dev.gitlabmcp.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Certificate and key of a TLS server as they were read from {@link TlsFiles}, known to belong together. Immutable.
 */
public final class TlsMaterial {
    /** Key stores want a password even in memory. */
    public static final String STORE_PASSWORD = "in-memory";

    /** Kinds of entries of a subject alternative name, RFC 5280 section 4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;
    private static final long SOON_DAYS = 21;
    private static final long NOW_DAYS = 3;
    private static final byte[] PROBE = "belongs together".getBytes(StandardCharsets.US_ASCII);

    private final List<X509Certificate> chain;
    private final PrivateKey key;
    private final List<X509Certificate> clientAuthorities;

    private TlsMaterial(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> clientAuthorities) {
        this.chain = List.copyOf(chain);
        this.key = key;
        this.clientAuthorities = List.copyOf(clientAuthorities);
    }

    /**
     * Reads the files.
     *
     * @throws TlsFilesException with a sentence that names the setting and the cure, when one is missing or damaged, key and
     *     certificate do not belong together, or a certificate of the chain is not valid at that time
     */
    public static TlsMaterial read(TlsFiles files, Instant now) throws TlsFilesException {
        List<X509Certificate> chain = certificates("SSL_CERT_PATH", files.certificate());
        PrivateKey key = key(files);
        requireMatch(chain.get(0), key, files);
        requireChain(chain, files.certificate());
        for (X509Certificate certificate : chain) {
            requireValid(certificate, files.certificate(), now);
        }
        Optional<Path> authorities = files.clientAuthorities();
        return new TlsMaterial(
                chain, key, authorities.isEmpty() ? List.of() : certificates("SSL_CA_PATH", authorities.get()));
    }

    private static List<X509Certificate> certificates(String setting, Path file) throws TlsFilesException {
        try {
            return PemCertificates.parse(read(setting, file));
        } catch (GeneralSecurityException e) {
            throw new TlsFilesException(setting + " names " + file + ", which cannot be used: " + e.getMessage() + ".");
        }
    }

    private static PrivateKey key(TlsFiles files) throws TlsFilesException {
        try {
            return PemPrivateKey.parse(read("SSL_KEY_PATH", files.key()), files.passphrase());
        } catch (GeneralSecurityException e) {
            throw new TlsFilesException("SSL_KEY_PATH names " + files.key() + ", which " + e.getMessage() + ".");
        }
    }

    private static String read(String setting, Path file) throws TlsFilesException {
        if (!Files.exists(file)) {
            throw new TlsFilesException(setting + " names " + file + ", which does not exist.");
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new TlsFilesException(setting + " names " + file
                    + ", which cannot be read: let the user this server runs as read it (chown, then chmod 600).");
        }
        try {
            // Latin letters of comments may be in any encoding; PEM itself is ASCII.
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsFilesException(setting + " names " + file + ", which cannot be read.");
        }
    }

    /** A signature by the one must hold for the other. */
    private static void requireMatch(X509Certificate certificate, PrivateKey key, TlsFiles files)
            throws TlsFilesException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        boolean matches;
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            matches = signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Another algorithm's key, to begin with.
            matches = false;
        }
        if (!matches) {
            throw new TlsFilesException(
                    "The key in " + files.key() + " (SSL_KEY_PATH) does not belong to the first certificate in "
                            + files.certificate() + " (SSL_CERT_PATH), which is that of " + name(certificate)
                            + ": give the pair, the server's own certificate first.");
        }
    }

    private static void requireChain(List<X509Certificate> chain, Path file) throws TlsFilesException {
        for (int i = 1; i < chain.size(); i++) {
            X509Certificate below = chain.get(i - 1);
            if (!below.getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new TlsFilesException(
                        "SSL_CERT_PATH names " + file + ", whose certificate number " + (i + 1) + ", of "
                                + name(chain.get(i))
                                + ", did not issue the one before it: order the chain from the server's own"
                                + " certificate upwards.");
            }
        }
    }

    private static void requireValid(X509Certificate certificate, Path file, Instant now) throws TlsFilesException {
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new TlsFilesException("SSL_CERT_PATH names " + file + ", whose certificate of " + name(certificate)
                    + " has expired on " + certificate.getNotAfter().toInstant() + ": renew it.");
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new TlsFilesException("SSL_CERT_PATH names " + file + ", whose certificate of " + name(certificate)
                    + " is valid from " + certificate.getNotBefore().toInstant()
                    + " on: check this machine's clock.");
        }
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    /** Certificate and key as a key store in memory, whose password is {@link #STORE_PASSWORD}. */
    public KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, STORE_PASSWORD.toCharArray(), chain.toArray(new Certificate[0]));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whose certificates clients must have one of, as a key store in memory; null when they need none. */
    public @Nullable KeyStore trustStore() {
        if (clientAuthorities.isEmpty()) {
            return null;
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < clientAuthorities.size(); i++) {
                store.setCertificateEntry("ca" + i, clientAuthorities.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When the first certificate of the chain ends. */
    public Instant expiry() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** How urgent it is to renew a certificate. */
    public enum Renewal {
        LATER,
        /** Within 21 days. */
        SOON,
        /** Within 3 days. */
        NOW
    }

    /** How urgent it is to renew this one. */
    public Renewal renewal(Instant now) {
        long days = daysLeft(now);
        return days <= NOW_DAYS ? Renewal.NOW : days <= SOON_DAYS ? Renewal.SOON : Renewal.LATER;
    }

    /** Whole days until {@link #expiry}; negative after it. */
    public long daysLeft(Instant now) {
        return Math.floorDiv(
                Duration.between(now, expiry()).toSeconds(), Duration.ofDays(1).toSeconds());
    }

    /** Who the certificate is for, as RFC 2253 writes it. */
    public String subject() {
        return name(chain.get(0));
    }

    /** The names and addresses that the server's certificate is for, in lower case; wildcards are left out. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            var alternatives = chain.get(0).getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    int kind = (Integer) alternative.get(0);
                    String name = String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT);
                    if ((kind == DNS_NAME && name.indexOf('*') < 0) || kind == IP_ADDRESS) {
                        names.add(name);
                    }
                }
            }
        } catch (CertificateParsingException e) {
            // Then there are none that a client could check either.
            return List.of();
        }
        return List.copyOf(names);
    }
}
