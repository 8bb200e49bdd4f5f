package dev.gitlabmcp.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.ProtocolVersion;

/**
 * What a session is opened with.
 *
 * @param owner id of the principal it will belong to
 */
public record NewSession(String owner, ProtocolVersion version, ObjectNode clientCapabilities) {}
