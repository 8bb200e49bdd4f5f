package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.shaping.ListPage;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.CommonParams;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Pages through the pages of a wiki, of which GitLab always gives all. Stateless. */
final class WikiPaging {
    private static final int DEFAULT_SIZE = 20;

    private WikiPaging() {}

    static ToolOutput list(ToolCall call) {
        return call.send(
                call.request(),
                answer -> answer.paging().page().isPresent()
                        ? call.show(answer, WikiTools.PAGE_SUMMARY)
                        : part(call, answer));
    }

    private static ToolOutput part(ToolCall call, GitLabAnswer answer) throws IOException {
        int page = call.find(CommonParams.PAGE).orElse(1);
        int size = call.find(CommonParams.PER_PAGE).orElse(DEFAULT_SIZE);
        long first = (long) (page - 1) * size;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ListPage where = ListPage.UNKNOWN;
        try (JsonParser parser = Shape.JSON.createParser(answer.body());
                JsonGenerator out = Shape.JSON.createGenerator(bytes)) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                long total = copy(parser, out, first, first + size);
                OptionalInt next = first + size < total ? OptionalInt.of(page + 1) : OptionalInt.empty();
                where = new ListPage(
                        OptionalInt.of(page), OptionalInt.of(size), next, OptionalLong.of(total), Optional.empty());
            } else if (token != null) {
                out.copyCurrentStructure(parser);
            }
        }
        InputStream chosen = new ByteArrayInputStream(bytes.toByteArray());
        return ToolOutput.text(WikiTools.PAGE_SUMMARY.render(chosen, where, call.view()));
    }

    /** Copies the items from one number, counted from 0, to before another, and counts all. */
    private static long copy(JsonParser parser, JsonGenerator out, long from, long to) throws IOException {
        long seen = 0;
        out.writeStartArray();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY && token != null;
                token = parser.nextToken()) {
            if (seen >= from && seen < to) {
                out.copyCurrentStructure(parser);
            } else {
                parser.skipChildren();
            }
            seen++;
        }
        out.writeEndArray();
        return seen;
    }
}
