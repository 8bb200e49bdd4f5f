package dev.gitlabmcp.gitlab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Stands for a secret where the secret itself must not be: SHA-256 in Base64url. Stateless. */
public final class Fingerprint {
    /** Copied for each use, since looking for a provider takes longer than the hash. */
    private static final MessageDigest SHA_256 = sha256();

    private Fingerprint() {}

    /** The 43 characters that stand for this text, in UTF-8. */
    public static String of(String text) {
        try {
            byte[] hash = ((MessageDigest) SHA_256.clone()).digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of the JDK can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
