package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.RepositoryTools.BYTE_OFFSET;
import static dev.gitlabmcp.catalogue.RepositoryTools.END_LINE;
import static dev.gitlabmcp.catalogue.RepositoryTools.FILE_PATH;
import static dev.gitlabmcp.catalogue.RepositoryTools.REF;
import static dev.gitlabmcp.catalogue.RepositoryTools.START_LINE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.FileType;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.shaping.TextSlice;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Set;

/** Reads one file while it streams: text by lines or bytes, pictures whole, of the rest the facts. Stateless. */
final class FileReading {
    /** What clients and models take as one picture. */
    private static final int MAX_IMAGE = 3 * 1024 * 1024;

    private FileReading() {}

    /** A file of a repository, by its path. */
    static ToolOutput file(ToolCall call) {
        if (call.get(FILE_PATH).isBlank()) {
            throw directory(call, "");
        }
        checkPart(call);
        try {
            return call.send(call.request(), answer -> {
                JsonText facts =
                        new JsonText().beginObject().field("file_path", TextCleaner.prose(call.get(FILE_PATH)));
                call.find(REF).ifPresent(ref -> facts.field("ref", TextCleaner.prose(ref)));
                answer.header("X-Gitlab-Last-Commit-Id").ifPresent(id -> facts.field("last_commit_id", id));
                return read(call, answer, facts);
            });
        } catch (ToolException e) {
            if (isNotFound(e) && isDirectory(call)) {
                throw directory(call, call.get(FILE_PATH));
            }
            throw e;
        }
    }

    /** A file of a repository, by its content's id. */
    static ToolOutput blob(ToolCall call) {
        checkPart(call);
        return call.send(call.request(), answer -> read(call, answer, new JsonText().beginObject()));
    }

    /** A file that was attached to a text. */
    static ToolOutput attachment(ToolCall call) {
        checkPart(call);
        return call.send(call.request(), answer -> {
            JsonText facts = new JsonText().beginObject();
            call.find(UploadTools.FILENAME).ifPresent(name -> facts.field("filename", TextCleaner.prose(name)));
            return read(call, answer, facts);
        });
    }

    /** What the headers say of a file of a repository. */
    static ToolOutput metadata(ToolCall call) {
        GitLabRequest request = FileWriting.at(GitLabRequest.head(RepositoryTools.FILE), call, call.get(FILE_PATH))
                .query("ref", refOrHead(call))
                .build();
        return call.send(request, answer -> {
            JsonText facts = new JsonText().beginObject().field("file_path", TextCleaner.prose(call.get(FILE_PATH)));
            answer.header("X-Gitlab-Ref").ifPresent(ref -> facts.field("ref", TextCleaner.prose(ref)));
            size(answer, facts);
            copy(answer, "X-Gitlab-Last-Commit-Id", "last_commit_id", facts);
            copy(answer, "X-Gitlab-Commit-Id", "commit_id", facts);
            copy(answer, "X-Gitlab-Blob-Id", "blob_id", facts);
            copy(answer, "X-Gitlab-Content-Sha256", "content_sha256", facts);
            answer.header("X-Gitlab-Execute-Filemode")
                    .ifPresent(mode -> facts.field("execute_filemode", mode.equals("true")));
            return ToolOutput.text(facts.endObject().finished());
        });
    }

    /** The ref of tools that GitLab wants to have one. */
    static String refOrHead(ToolCall call) {
        return call.find(REF).filter(ref -> !ref.isEmpty()).orElse("HEAD");
    }

    private static void copy(GitLabAnswer answer, String header, String name, JsonText facts) {
        answer.header(header).ifPresent(value -> facts.field(name, TextCleaner.prose(value)));
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

    /** Whether GitLab refused because there is no such thing. */
    static boolean isNotFound(ToolException e) {
        return e.problem() instanceof ToolProblem.RefusedByGitLab refused && refused.status() == 404;
    }

    /** GitLab answers directories as it does what is not there; one more look tells. */
    private static boolean isDirectory(ToolCall call) {
        GitLabRequest.Builder tree = GitLabRequest.get(RepositoryTools.TREE)
                .path("project_id", call.get(PROJECT_ID))
                .query("path", withoutSlash(call.get(FILE_PATH)))
                .query("per_page", "1");
        call.find(REF).filter(ref -> !ref.isEmpty()).ifPresent(ref -> tree.query("ref", ref));
        try {
            return call.send(tree.build(), answer -> {
                try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
                    return parser.nextToken() == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.START_OBJECT;
                }
            });
        } catch (ToolException e) {
            return false;
        }
    }

    private static ToolException directory(ToolCall call, String path) {
        JsonText tree = new JsonText().beginObject().field("project_id", call.get(PROJECT_ID));
        if (!path.isBlank()) {
            tree.field("path", withoutSlash(path));
        }
        call.find(REF).ifPresent(ref -> tree.field("ref", ref));
        return new ToolException(new ToolProblem.NothingFound(
                (path.isBlank() ? "The root" : TextCleaner.prose(path)) + " is a directory, not a file.",
                "List it: get_repository_tree " + tree.endObject()));
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static ToolOutput read(ToolCall call, GitLabAnswer answer, JsonText facts) throws IOException {
        size(answer, facts);
        return content(call, answer, facts);
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
