package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.protocol.Era;
import dev.gitlabmcp.protocol.ProtocolVersion;

/** Puts kinds of content that a client's version does not know into words. */
final class ContentVersions {
    private ContentVersions() {}

    static CallToolResult fit(CallToolResult result, ProtocolVersion version) {
        if (version.era() == Era.MODERN) {
            return result;
        }
        JsonNode structured = result.structuredContent();
        boolean keepStructured =
                structured != null && structured.isObject() && version.isAtLeast(ProtocolVersion.V2025_06_18);
        return new CallToolResult(
                result.content().stream().map(c -> fit(c, version)).toList(),
                keepStructured ? structured : null,
                result.isError());
    }

    private static Content fit(Content content, ProtocolVersion version) {
        if (content instanceof Content.ResourceLink link && !version.isAtLeast(ProtocolVersion.V2025_06_18)) {
            return new Content.Text(link.name() + ": " + link.uri());
        }
        if (content instanceof Content.Audio audio && !version.isAtLeast(ProtocolVersion.V2025_03_26)) {
            return new Content.Text("(audio, " + audio.mimeType() + ")");
        }
        return content;
    }
}
