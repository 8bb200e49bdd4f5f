package dev.gitlabmcp.ops;

import dev.gitlabmcp.limit.AddressKey;
import dev.gitlabmcp.limit.FailedAuthentications;
import dev.gitlabmcp.net.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks operators for name and password. Who guesses too often is not let in for a while, not even with the right ones, since
 * guessing would pay off otherwise. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617, Basic authentication</a>
 */
public final class AdminLogin {
    private static final String SCHEME = "Basic ";
    private static final Map<String, String> CHALLENGE =
            Map.of("WWW-Authenticate", "Basic realm=\"gitlab-mcp admin\", charset=\"UTF-8\"");

    private final byte[] expected;
    private final FailedAuthentications failures;

    /**
     * Lets this one in.
     *
     * @param username without a colon
     * @param failures counts wrong ones for each address; not to be shared with anything else
     */
    public AdminLogin(String username, Secret password, FailedAuthentications failures) {
        this.expected = (username + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        this.failures = failures;
    }

    /** The refusal of a request with this {@code Authorization} from that address; empty when it may go on. */
    Optional<AdminRefusal> check(@Nullable String authorization, String address) {
        String key = AddressKey.of(address);
        Optional<Duration> blocked = failures.blockedFor(key);
        if (blocked.isPresent()) {
            return Optional.of(new AdminRefusal(
                    429,
                    "Too many wrong passwords from this address; try again later.",
                    Map.of("Retry-After", Long.toString(blocked.get().toSeconds()))));
        }
        if (authorization == null) {
            return Optional.of(new AdminRefusal(
                    401,
                    "The admin port needs the user name and password of ADMIN_USERNAME and ADMIN_PASSWORD.",
                    CHALLENGE));
        }
        if (MessageDigest.isEqual(expected, credentials(authorization))) {
            return Optional.empty();
        }
        failures.record(key);
        return Optional.of(new AdminRefusal(401, "User name or password is wrong.", CHALLENGE));
    }

    /** What Basic authentication has in it; empty for anything else, which is never right. */
    private static byte[] credentials(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
