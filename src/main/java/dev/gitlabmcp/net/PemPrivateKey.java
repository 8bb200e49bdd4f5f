package dev.gitlabmcp.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Private keys in the textual encodings that OpenSSL writes: PKCS #8 (RFC 5958), PKCS #1 of RSA (RFC 8017) and SEC 1 of
 * elliptic curves (RFC 5915), plain or encrypted with a passphrase. Stateless.
 */
public final class PemPrivateKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    /** The headers of RFC 1421 that OpenSSL's older encryption uses. */
    private static final Pattern HEADER = Pattern.compile("(?m)^([A-Za-z-]+): (.*)$");

    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    /** AlgorithmIdentifier of rsaEncryption with NULL, RFC 8017 appendix A.1, in DER. */
    private static final byte[] RSA_IDENTIFIER = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** Object identifier of id-ecPublicKey, RFC 5480 section 2.1.1, in DER. */
    private static final byte[] EC_IDENTIFIER = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PemPrivateKey() {}

    /**
     * The first private key of a text.
     *
     * @param passphrase needed when the key is encrypted
     * @throws GeneralSecurityException with the end of a sentence that starts with the file's name, when there is none, it
     *     is damaged or of a kind that is not read, or the passphrase is missing or wrong
     */
    public static PrivateKey parse(String text, Optional<Secret> passphrase) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new GeneralSecurityException("holds no private key in PEM format");
        }
        String body = block.group(2);
        byte[] der = der(body);
        Optional<String> encryption = header(body, "DEK-Info");
        if (encryption.isPresent()) {
            der = LegacyPemEncryption.decrypt(encryption.get(), der, required(passphrase));
        }
        return switch (block.group(1)) {
            case "PRIVATE KEY" -> pkcs8(der);
            case "ENCRYPTED PRIVATE KEY" -> pkcs8(decrypt(der, required(passphrase)));
            case "RSA PRIVATE KEY" -> pkcs8(privateKeyInfo(RSA_IDENTIFIER, der));
            case "EC PRIVATE KEY" -> pkcs8(privateKeyInfo(Der.sequence(concat(EC_IDENTIFIER, Der.curveOf(der))), der));
            default ->
                throw new GeneralSecurityException("holds a key of a kind that is not read (" + block.group(1)
                        + "); convert it with: openssl pkcs8 -topk8 -in KEY -out NEW");
        };
    }

    private static char[] required(Optional<Secret> passphrase) throws GeneralSecurityException {
        return passphrase
                .map(secret -> secret.reveal().toCharArray())
                .orElseThrow(() -> new GeneralSecurityException(
                        "is encrypted, so SSL_PASSPHRASE or SSL_PASSPHRASE_FILE must be set"));
    }

    private static Optional<String> header(String body, String name) {
        Matcher header = HEADER.matcher(body);
        while (header.find()) {
            if (header.group(1).equals(name)) {
                return Optional.of(header.group(2).strip());
            }
        }
        return Optional.empty();
    }

    private static byte[] der(String body) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder()
                    .decode(HEADER.matcher(body).replaceAll("").strip());
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("holds a damaged key", e);
        }
    }

    private static byte[] decrypt(byte[] der, char[] passphrase) throws GeneralSecurityException {
        EncryptedPrivateKeyInfo info;
        try {
            info = new EncryptedPrivateKeyInfo(der);
        } catch (IOException e) {
            throw new GeneralSecurityException("holds a damaged key", e);
        }
        String algorithm = info.getAlgName();
        if ((algorithm.equals(PBES2) || algorithm.equals("PBES2")) && info.getAlgParameters() != null) {
            algorithm = info.getAlgParameters().toString();
        }
        SecretKeyFactory factory;
        Cipher cipher;
        try {
            factory = SecretKeyFactory.getInstance(algorithm);
            cipher = Cipher.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(
                    "is encrypted in a way that is not read; convert it with: openssl pkcs8 -topk8 -v2 aes256 -in KEY -out NEW",
                    e);
        }
        try {
            cipher.init(
                    Cipher.DECRYPT_MODE, factory.generateSecret(new PBEKeySpec(passphrase)), info.getAlgParameters());
            return cipher.doFinal(info.getEncryptedData());
        } catch (GeneralSecurityException e) {
            throw wrongPassphrase(e);
        }
    }

    static GeneralSecurityException wrongPassphrase(GeneralSecurityException cause) {
        return new GeneralSecurityException("cannot be decrypted with that SSL_PASSPHRASE", cause);
    }

    private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                // Which algorithm it is stands inside, where only the right factory reads it.
            }
        }
        throw new GeneralSecurityException("holds a damaged key, or one that is neither RSA nor of an elliptic curve");
    }

    /** PrivateKeyInfo of RFC 5958 around a key of an older form. */
    private static byte[] privateKeyInfo(byte[] algorithm, byte[] key) {
        byte[] version = {2, 1, 0};
        return Der.sequence(concat(version, algorithm, Der.octets(key)));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
