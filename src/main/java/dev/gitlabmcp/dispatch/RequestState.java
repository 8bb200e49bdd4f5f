package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.ProtocolException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * The {@code requestState} of multi round-trip requests: the answers a client gave in earlier rounds, sealed and bound to
 * principal, method, arguments and an expiry.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr">Multi round-trip requests</a>
 */
final class RequestState {
    /** How long a client may take to come back with the answers. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String PURPOSE = "requestState";

    private final StateSeal seal;
    private final InstantSource clock;

    RequestState(StateSeal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    String seal(ServerCall call, ObjectNode answers) {
        ObjectNode state = Json.object()
                .put("request", digest(call))
                .put("expires", clock.instant().plus(LIFETIME).getEpochSecond());
        state.set("answers", answers);
        return seal.seal(Json.bytes(state), PURPOSE);
    }

    /**
     * The earlier answers a request brings with it; an empty object when it brings no state.
     *
     * @throws ProtocolException when the state was tampered with, has expired, or belongs to another request or principal
     */
    ObjectNode open(ServerCall call) {
        JsonNode given = call.params().path("requestState");
        if (given.isMissingNode()) {
            return Json.object();
        }
        if (!given.isTextual()) {
            throw refused("it must be the string that the server sent");
        }
        Optional<byte[]> opened = seal.open(given.textValue(), PURPOSE);
        if (opened.isEmpty()) {
            throw refused("it is not what the server sent");
        }
        try {
            JsonNode state = Json.MAPPER.readTree(opened.get());
            if (state.path("expires").longValue() < clock.instant().getEpochSecond()) {
                throw refused("it has expired; send the request without it");
            }
            if (!state.path("request").textValue().equals(digest(call))) {
                throw refused("it belongs to another request");
            }
            return (ObjectNode) state.path("answers");
        } catch (IOException e) {
            throw refused("it is not what the server sent");
        }
    }

    /** Everything of the request that must stay the same between rounds. */
    private static String digest(ServerCall call) {
        ObjectNode salient = call.params().deepCopy();
        salient.remove(java.util.List.of("_meta", "inputResponses", "requestState"));
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(call.principal().id().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            sha256.update(Json.bytes(call.method()));
            sha256.update(Json.bytes(salient));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProtocolException refused(String why) {
        return new ProtocolException(ErrorCode.INVALID_PARAMS, "requestState is refused: " + why + ".");
    }
}
