package dev.gitlabmcp.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.ProtocolVersion;

/**
 * What a session is opened with.
 *
 * @param owner id of the principal it will belong to
 * @param address key of the client address it is opened from; unproven sessions are counted by it
 * @param target API URL of the GitLab instance it will belong to
 * @param clientCapabilities what the client declared, at any length; see {@link Session#clientCapabilities}
 */
public record NewSession(
        String owner, String address, String target, ProtocolVersion version, ObjectNode clientCapabilities) {}
