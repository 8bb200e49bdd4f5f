package dev.gitlabmcp.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reduces what a client declares to what a server can ask it for, so that nobody can make a session hold megabytes.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/schema">ClientCapabilities</a>
 */
final class DeclaredCapabilities {
    private static final Map<String, List<String>> KNOWN = Map.of(
            "elicitation", List.of("form", "url"),
            "sampling", List.of("context", "tools"),
            "roots", List.of("listChanged"));

    /** Every combination that was met, 75 at most: sessions share them, as one alone takes a kilobyte. */
    private static final Map<ObjectNode, ObjectNode> MET = new ConcurrentHashMap<>();

    private DeclaredCapabilities() {}

    /**
     * The known capabilities and their known members; a member's own content is dropped. Equal ones are the same object, which
     * must not be changed.
     */
    static ObjectNode of(ObjectNode declared) {
        ObjectNode kept = Json.object();
        KNOWN.forEach((name, members) -> {
            JsonNode capability = declared.path(name);
            if (capability.isObject()) {
                ObjectNode inner = kept.putObject(name);
                members.stream().filter(capability::has).forEach(inner::putObject);
            }
        });
        return MET.computeIfAbsent(kept, k -> k);
    }
}
