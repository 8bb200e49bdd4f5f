package dev.gitlabmcp.net;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Certificates in the textual encoding of RFC 7468. Text around them, such as the names that bundles put above each, and
 * other things, such as keys, are passed over.
 */
public final class PemCertificates {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private PemCertificates() {}

    /**
     * The certificates in the order of the text.
     *
     * @throws CertificateException when there is none, or one is damaged
     */
    public static List<X509Certificate> parse(String text) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 1)) {
            int end = text.indexOf(END, begin);
            if (end < 0) {
                throw new CertificateException("its last certificate breaks off");
            }
            certificates.add(
                    certificate(factory, text.substring(begin + BEGIN.length(), end), certificates.size() + 1));
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("it holds no certificate in PEM format");
        }
        return certificates;
    }

    private static X509Certificate certificate(CertificateFactory factory, String base64, int number)
            throws CertificateException {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new CertificateException("its certificate number " + number + " is damaged", e);
        }
    }
}
