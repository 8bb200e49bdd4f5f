package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.RepositoryTools.FILE_PATH;
import static dev.gitlabmcp.catalogue.RepositoryTools.RANGE_END;
import static dev.gitlabmcp.catalogue.RepositoryTools.RANGE_START;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows a file's lines under the commits that last changed them, up to the result's size. For one thread. */
final class FileBlame {
    /** GitLab takes a range only with both ends; Git cuts it at the file's own end. */
    private static final String LAST_LINE = "10000000";

    private static final int MAX_TITLE = 80;
    private static final int MAX_NAME = 60;
    private static final int MAX_LINE = 2_000;
    private static final int MIN_LINE = 100;

    private final StringBuilder text = new StringBuilder();
    private int number;
    private int room;
    private boolean cut;

    /** Lines that follow each other and came with the same commit. */
    private record Hunk(String commit, String author, String date, String message, List<String> lines) {}

    private FileBlame(int firstLine, int room) {
        this.number = firstLine;
        this.room = room;
    }

    static ToolOutput show(ToolCall call) {
        int first = call.find(RANGE_START).orElse(1);
        if (call.has(RANGE_END) && call.get(RANGE_END) < first) {
            throw ToolException.invalid("range_end", "must not be before range_start");
        }
        GitLabRequest request = request(call);
        JsonText facts = new JsonText()
                .beginObject()
                .field("file_path", TextCleaner.prose(call.get(FILE_PATH)))
                .field("ref", TextCleaner.prose(FileReading.refOrHead(call)));
        FileBlame blame = new FileBlame(first, call.roomBeside(facts));
        call.send(request, blame::read);
        if (blame.number > first) {
            facts.field("lines", first + "-" + (blame.number - 1));
        }
        if (blame.cut) {
            facts.field("cut", "size limit");
            facts.field("next", call.next(Map.of("range_start", blame.number)));
        }
        facts.markUserText().endObject();
        return blame.text.isEmpty()
                ? ToolOutput.text(facts.finished())
                : ToolOutput.text(facts.finished(), blame.text.toString());
    }

    private static GitLabRequest request(ToolCall call) {
        GitLabRequest.Builder request = FileWriting.at(
                        GitLabRequest.get(RepositoryTools.FILE + "/blame"), call, call.get(FILE_PATH))
                .query("ref", FileReading.refOrHead(call));
        if (call.has(RANGE_START) || call.has(RANGE_END)) {
            request.query(
                    RANGE_START.wireName(),
                    call.find(RANGE_START).map(String::valueOf).orElse("1"));
            request.query(
                    RANGE_END.wireName(),
                    call.find(RANGE_END).map(String::valueOf).orElse(LAST_LINE));
        }
        return request.build();
    }

    private boolean read(GitLabAnswer answer) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            JsonToken token = parser.nextToken();
            while (!cut && token != null && (token = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (token == JsonToken.START_OBJECT) {
                    append(hunk(parser));
                }
            }
        }
        return true;
    }

    private void append(Hunk hunk) {
        boolean titled = false;
        for (String line : hunk.lines()) {
            String title = titled ? "" : title(hunk);
            String code = TextCleaner.code(line);
            String shown = title + shortened(code, MAX_LINE) + "\n";
            int size = shown.getBytes(StandardCharsets.UTF_8).length;
            if (size > room && text.isEmpty()) {
                // The next call would find the same line first and never get beyond it.
                shown = title + shortened(code, MIN_LINE) + "\n";
                size = shown.getBytes(StandardCharsets.UTF_8).length;
            }
            if (size > room) {
                cut = true;
                return;
            }
            room -= size;
            text.append(shown);
            number++;
            titled = true;
        }
    }

    private String title(Hunk hunk) {
        String day = hunk.date().length() > 10 ? hunk.date().substring(0, 10) : hunk.date();
        int end = hunk.message().indexOf('\n');
        String first = end < 0 ? hunk.message() : hunk.message().substring(0, end);
        return "=== line " + number + ": " + shortened(hunk.commit(), 12) + " " + day + " "
                + shortened(TextCleaner.prose(hunk.author()), MAX_NAME) + ": "
                + shortened(TextCleaner.prose(first), MAX_TITLE) + "\n";
    }

    private static String shortened(String text, int max) {
        return text.length() > max ? text.substring(0, max) + (max > 12 ? "…" : "") : text;
    }

    /** Reads the object at which the parser stands. */
    private static Hunk hunk(JsonParser parser) throws IOException {
        String[] commit = {"", "", "", ""};
        List<String> lines = new ArrayList<>();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            if (name.equals("commit") && token == JsonToken.START_OBJECT) {
                readCommit(parser, commit);
            } else if (name.equals("lines") && token == JsonToken.START_ARRAY) {
                while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
                    lines.add(token == JsonToken.VALUE_STRING ? parser.getText() : "");
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
        }
        return new Hunk(commit[0], commit[1], commit[2], commit[3], lines);
    }

    private static void readCommit(JsonParser parser, String[] commit) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            int at = List.of("id", "author_name", "committed_date", "message").indexOf(name);
            if (parser.nextToken() == JsonToken.VALUE_STRING && at >= 0) {
                commit[at] = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
    }
}
