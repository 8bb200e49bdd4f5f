package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.MaskedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Shows the request that a call would have sent. Stateless. */
final class DryRun {
    private DryRun() {}

    static ToolOutput show(GitLabRequest request, ToolCall call) {
        JsonText out = new JsonText()
                .beginObject()
                .field("dry_run", true)
                .name("would_send")
                .beginObject()
                .field("method", request.method().name())
                .field("path", masked(request.requestTarget(), call));
        byte[] json = request.json();
        if (json != null) {
            out.name("body").raw(masked(json, call.tool()));
        } else {
            request.contentType()
                    .ifPresent(type -> out.field("content_type", type).field("bytes", request.contentLength()));
        }
        return ToolOutput.text(out.endObject()
                .field(
                        "note",
                        "Checked by this server alone, and not sent: nothing was changed. Where the tool makes several"
                                + " requests, this is the first.")
                .endObject()
                .finished());
    }

    /** The path and query, without what the tool knows to be secret. */
    private static String masked(String target, ToolCall call) {
        String shown = target;
        for (Param<?> param : call.tool().params()) {
            if (param.isSecret()
                    && call.has(param)
                    && call.given().path(param.name()).isTextual()) {
                String value = call.given().path(param.name()).textValue();
                String encoded =
                        URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
                shown = value.isEmpty() ? shown : shown.replace(encoded, MaskedJson.MASK);
            }
        }
        return shown;
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
