package dev.gitlabmcp.net;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** As much of the Distinguished Encoding Rules (ITU-T X.690) as keys of older forms need. Stateless. */
final class Der {
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    /** The parameters of an ECPrivateKey, RFC 5915 section 3. */
    private static final int PARAMETERS = 0xa0;

    private Der() {}

    static byte[] sequence(byte[] content) {
        return value(SEQUENCE, content);
    }

    static byte[] octets(byte[] content) {
        return value(OCTETS, content);
    }

    private static byte[] value(int tag, byte[] content) {
        byte[] head = {(byte) tag};
        byte[] length;
        if (content.length < 128) {
            length = new byte[] {(byte) content.length};
        } else {
            byte[] number = BigInteger.valueOf(content.length).toByteArray();
            byte[] plain = number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
            length = PemPrivateKey.concat(new byte[] {(byte) (0x80 | plain.length)}, plain);
        }
        return PemPrivateKey.concat(head, length, content);
    }

    /**
     * The curve of an ECPrivateKey: SEQUENCE { version, key, [0] parameters OPTIONAL, ... }.
     *
     * @throws GeneralSecurityException when it names none, or is damaged
     */
    static byte[] curveOf(byte[] key) throws GeneralSecurityException {
        try {
            int version = start(key, 0);
            int secret = end(key, version);
            int parameters = end(key, secret);
            if (parameters < key.length && (key[parameters] & 0xff) == PARAMETERS) {
                return Arrays.copyOfRange(key, start(key, parameters), end(key, parameters));
            }
        } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
            throw new GeneralSecurityException("holds a damaged key", e);
        }
        throw new GeneralSecurityException(
                "holds a key that does not name its curve; convert it with: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW");
    }

    /** Where the content of the value at that place begins. */
    private static int start(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        return at + 2 + (length < 128 ? 0 : length - 128);
    }

    /** Where the value at that place ends. */
    private static int end(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        int length = first;
        if (first >= 128) {
            length = 0;
            for (int i = 0; i < first - 128; i++) {
                length = length << 8 | (der[at + 2 + i] & 0xff);
            }
        }
        return start(der, at) + length;
    }
}
