package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.RequestMeta;

/** How this server names itself to clients. */
public final class ServerIdentity {
    /** {@code Implementation} of {@code serverInfo}. */
    static final ObjectNode INFO = Json.object()
            .put("name", "gitlab-mcp")
            .put("title", "GitLab MCP server")
            .put("version", version());

    /** The {@code _meta} of every modern result, serialised. */
    static final byte[] META = Json.bytes(Json.object().set(RequestMeta.SERVER_INFO, INFO));

    private ServerIdentity() {}

    /** The version of the product; {@code development} where it was not packaged. */
    public static String version() {
        String version = ServerIdentity.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
