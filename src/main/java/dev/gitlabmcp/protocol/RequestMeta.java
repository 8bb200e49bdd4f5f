package dev.gitlabmcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What every modern request says about itself in {@code params._meta}.
 *
 * @param clientInfo the client's name and version; clients should send it, none must
 * @param logLevel as sent, perhaps not a level; null forbids log messages on the reply
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic">General fields, {@code _meta}</a>
 */
public record RequestMeta(
        ProtocolVersion version,
        ObjectNode clientCapabilities,
        @Nullable JsonNode clientInfo,
        @Nullable JsonNode logLevel) {
    public static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    public static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    public static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
    public static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    public static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    public static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
}
