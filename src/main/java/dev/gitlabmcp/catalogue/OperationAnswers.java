package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.shaping.FileType;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.shaping.TextSlice;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Shows what GitLab answers to an operation: JSON, a text, or the facts about anything else. Stateless. */
final class OperationAnswers {
    /** Where a text goes on that was too long. */
    static final Param<Long> OFFSET = Params.bigInteger("text_byte_offset", "Where an answer that is no JSON begins.");

    private static final List<String> HEADERS = List.of(
            "Blob-Id",
            "Commit-Id",
            "Last-Commit-Id",
            "Content-Sha256",
            "File-Name",
            "File-Path",
            "Ref",
            "Size",
            "Encoding",
            "Execute-Filemode");

    private OperationAnswers() {}

    /** The answer to a request whose body, if any, is looked at first. */
    static ToolOutput show(ToolCall call, GitLabAnswer answer) throws IOException {
        String type = answer.header("Content-Type").orElse("application/json").toLowerCase(Locale.ROOT);
        Shape shape = call.tool().shape().orElse(Shape.EVERYTHING);
        if (type.contains("json") || answer.status() == 204 || answer.contentLength() == 0) {
            return call.show(answer, shape);
        }
        byte[] front = answer.body().readNBytes(FileType.SAMPLE);
        JsonText facts = new JsonText().beginObject().field("type", TextCleaner.prose(type));
        if (answer.contentLength() >= 0) {
            facts.field("size", answer.contentLength());
        }
        FileType file = FileType.of(front);
        if (front.length == 0 || file.charset().isEmpty()) {
            facts.field("note", front.length == 0 ? "the answer is empty" : "binary content is not shown");
            return ToolOutput.text(facts.endObject().finished());
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(front), answer.body());
        boolean continues = call.tool().params().contains(OFFSET);
        long offset = continues ? Math.max(0, call.find(OFFSET).orElse(0L)) : 0;
        TextSlice slice = TextSlice.bytes(whole, file.charset().get(), offset, call.roomBeside(facts));
        if (slice.nextByte() >= 0) {
            facts.field("cut", "size limit");
            if (continues) {
                facts.field("next", call.next(Map.of(OFFSET.name(), slice.nextByte()), Set.of()));
            }
        }
        return ToolOutput.text(facts.markUserText().endObject().finished(), slice.text());
    }

    /** What the headers say, for requests whose answers have no body. */
    static ToolOutput headers(GitLabAnswer answer) {
        JsonText facts = new JsonText().beginObject().field("exists", true);
        for (String header : HEADERS) {
            answer.header("X-Gitlab-" + header)
                    .ifPresent(value ->
                            facts.field(header.toLowerCase(Locale.ROOT).replace('-', '_'), TextCleaner.prose(value)));
        }
        return ToolOutput.text(facts.endObject().finished());
    }
}
