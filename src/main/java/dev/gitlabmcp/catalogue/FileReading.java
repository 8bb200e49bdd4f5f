package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.RepositoryTools.BYTE_OFFSET;
import static dev.gitlabmcp.catalogue.RepositoryTools.END_LINE;
import static dev.gitlabmcp.catalogue.RepositoryTools.FILE_PATH;
import static dev.gitlabmcp.catalogue.RepositoryTools.REF;
import static dev.gitlabmcp.catalogue.RepositoryTools.START_LINE;

import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.shaping.FileType;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.shaping.TextSlice;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Set;

/**
 * Reads one file, of a repository or of artifacts, while it streams: text by lines or bytes, pictures whole, of the
 * rest the facts.
 */
final class FileReading {
    /** What clients and models take as one picture. */
    private static final int MAX_IMAGE = 3 * 1024 * 1024;

    private FileReading() {}

    static ToolOutput show(ToolCall call) {
        checkPart(call);
        return call.send(call.request(), answer -> content(call, answer, facts(call, answer)));
    }

    /** Refuses lines or bytes that cannot be. */
    static void checkPart(ToolCall call) {
        call.find(BYTE_OFFSET).ifPresent(offset -> {
            if (offset < 0) {
                throw ToolException.invalid("byte_offset", "must be 0 or more");
            }
        });
        if (call.has(START_LINE) && call.has(END_LINE) && call.get(END_LINE) < call.get(START_LINE)) {
            throw ToolException.invalid("end_line", "must not be before start_line");
        }
    }

    /** Shows the file that is the answer, with these facts about it, an object that is still open. */
    static ToolOutput content(ToolCall call, GitLabAnswer answer, JsonText facts) throws IOException {
        InputStream body = answer.body();
        byte[] front = body.readNBytes(FileType.SAMPLE);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(front), body);
        FileType type = FileType.of(front);
        if (type.imageType().isPresent()) {
            return image(type.imageType().get(), whole, facts);
        }
        if (type.charset().isEmpty()) {
            facts.field("binary", true)
                    .field("note", "binary content is not shown")
                    .endObject();
            return ToolOutput.text(facts.finished());
        }
        return text(call, whole, type.charset().get(), facts);
    }

    private static JsonText facts(ToolCall call, GitLabAnswer answer) {
        JsonText facts = new JsonText().beginObject().field("file_path", TextCleaner.prose(call.get(FILE_PATH)));
        call.find(REF).ifPresent(ref -> facts.field("ref", TextCleaner.prose(ref)));
        answer.header("X-Gitlab-Last-Commit-Id").ifPresent(id -> facts.field("last_commit_id", id));
        size(answer, facts);
        return facts;
    }

    /** Adds the size, where the answer says it. */
    static void size(GitLabAnswer answer, JsonText facts) {
        String size = answer.header("X-Gitlab-Size").orElse(Long.toString(answer.contentLength()));
        if (!size.isEmpty() && size.length() < 19 && size.chars().allMatch(c -> c >= '0' && c <= '9')) {
            facts.name("size").number(size.length() > 1 ? size.replaceFirst("^0+(?=.)", "") : size);
        }
    }

    private static ToolOutput image(String mimeType, InputStream content, JsonText facts) throws IOException {
        byte[] picture = content.readNBytes(MAX_IMAGE + 1);
        facts.field("mime_type", mimeType);
        if (picture.length > MAX_IMAGE) {
            facts.field("note", "the picture has more than " + MAX_IMAGE + " bytes and is not shown");
            return ToolOutput.text(facts.endObject().finished());
        }
        return ToolOutput.image(facts.endObject().finished(), picture, mimeType);
    }

    private static ToolOutput text(ToolCall call, InputStream content, Charset charset, JsonText facts)
            throws IOException {
        int room = call.roomBeside(facts);
        TextSlice slice = call.has(BYTE_OFFSET)
                ? TextSlice.bytes(content, charset, call.get(BYTE_OFFSET), room)
                : TextSlice.lines(
                        content,
                        charset,
                        call.find(START_LINE).orElse(1),
                        call.find(END_LINE).orElse(Integer.MAX_VALUE),
                        room);
        if (!charset.name().equals("UTF-8")) {
            facts.field("encoding", charset.name());
        }
        if (slice.firstLine() > 0) {
            facts.field("lines", slice.firstLine() + "-" + slice.lastLine());
        }
        if (slice.totalLines() >= 0) {
            facts.field("total_lines", slice.totalLines());
        }
        sayCut(call, slice, facts);
        facts.markUserText().endObject();
        return slice.text().isEmpty()
                ? ToolOutput.text(facts.finished())
                : ToolOutput.text(facts.finished(), slice.text());
    }

    private static void sayCut(ToolCall call, TextSlice slice, JsonText facts) {
        if (slice.nextByte() >= 0) {
            facts.field("cut", "size limit");
            facts.field("next", call.next(Map.of("byte_offset", slice.nextByte()), Set.of("start_line", "end_line")));
        } else if (slice.nextLine() > 0
                && slice.nextLine() <= call.find(END_LINE).orElse(Integer.MAX_VALUE)) {
            facts.field("cut", "size limit");
            facts.field("next", call.next(Map.of("start_line", slice.nextLine())));
        }
    }
}
