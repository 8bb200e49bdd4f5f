package dev.gitlabmcp.session;

import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.ProtocolVersion;

/** What tests open sessions with. */
final class NewSessions {
    static final String TARGET = "https://gitlab.example.com/api/v4";

    private NewSessions() {}

    static NewSession of(String owner, ProtocolVersion version) {
        return new NewSession(owner, "192.0.2.1", TARGET, version, Json.object());
    }

    static NewSession of(String owner, String address) {
        return new NewSession(owner, address, TARGET, ProtocolVersion.V2025_11_25, Json.object());
    }
}
