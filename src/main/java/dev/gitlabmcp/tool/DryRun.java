package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.MaskedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/** Shows the request that a call would have sent. Stateless. */
final class DryRun {
    private DryRun() {}

    static ToolOutput show(GitLabRequest request, ToolDefinition tool) {
        JsonText out = new JsonText()
                .beginObject()
                .field("dry_run", true)
                .name("would_send")
                .beginObject()
                .field("method", request.method().name())
                .field("path", request.requestTarget());
        byte[] json = request.json();
        if (json != null) {
            out.name("body").raw(masked(json, tool));
        } else {
            request.contentType()
                    .ifPresent(type -> out.field("content_type", type).field("bytes", request.contentLength()));
        }
        return ToolOutput.text(out.endObject()
                .field("note", "Checked by this server alone, and not sent: nothing was changed.")
                .endObject()
                .finished());
    }

    private static String masked(byte[] json, ToolDefinition tool) {
        Set<String> secrets = new HashSet<>();
        tool.params().stream().filter(Param::isSecret).forEach(param -> secrets.add(param.wireName()));
        try {
            return MaskedJson.of(json, secrets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
