package dev.gitlabmcp.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Names sessions in logs, without giving away their ids, which are secrets. Stateless. */
final class SessionLabel {
    private static final int LENGTH = 8;

    private SessionLabel() {}

    /** The first eight characters of the id's SHA-256 in Base64url. */
    static String of(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
