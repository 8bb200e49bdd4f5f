package dev.gitlabmcp.net;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What OpenSSL writes with {@code -traditional}: headers of RFC 1421, and a key made of the passphrase by MD5 as its
 * EVP_BytesToKey does. Stateless.
 */
final class LegacyPemEncryption {
    private static final int SALT = 8;

    private LegacyPemEncryption() {}

    /** The ciphers, as {@code DEK-Info} names them, and the length of their keys in bytes. */
    private enum Known {
        AES_128_CBC("AES", 16),
        AES_192_CBC("AES", 24),
        AES_256_CBC("AES", 32),
        DES_EDE3_CBC("DESede", 24);

        private final String algorithm;
        private final int keyBytes;

        Known(String algorithm, int keyBytes) {
            this.algorithm = algorithm;
            this.keyBytes = keyBytes;
        }

        static Known of(String name) throws GeneralSecurityException {
            for (Known known : values()) {
                if (known.name().replace('_', '-').equals(name)) {
                    return known;
                }
            }
            throw new GeneralSecurityException(
                    "is encrypted in a way that is not read; convert it with: openssl pkcs8 -topk8 -v2 aes256 -in KEY -out NEW");
        }
    }

    static byte[] decrypt(String dekInfo, byte[] data, char[] passphrase) throws GeneralSecurityException {
        int comma = dekInfo.indexOf(',');
        Known known = Known.of(comma < 0 ? dekInfo : dekInfo.substring(0, comma));
        try {
            byte[] iv = HexFormat.of().parseHex(dekInfo.substring(comma + 1).strip());
            Cipher cipher = Cipher.getInstance(known.algorithm + "/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key(known, passphrase, iv), known.algorithm),
                    new IvParameterSpec(iv));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw PemPrivateKey.wrongPassphrase(e);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("holds a damaged key", e);
        }
    }

    @SuppressWarnings("InsecureCryptoUsage") // The format leaves no choice; nothing is encrypted so here.
    private static byte[] key(Known known, char[] passphrase, byte[] iv) throws GeneralSecurityException {
        byte[] secret = new String(passphrase).getBytes(StandardCharsets.UTF_8);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] key = {};
        byte[] previous = {};
        while (key.length < known.keyBytes) {
            md5.update(previous);
            md5.update(secret);
            md5.update(Arrays.copyOf(iv, SALT));
            previous = md5.digest();
            key = PemPrivateKey.concat(key, previous);
        }
        return Arrays.copyOf(key, known.keyBytes);
    }
}
