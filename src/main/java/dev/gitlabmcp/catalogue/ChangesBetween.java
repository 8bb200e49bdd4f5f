package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What lies between two commits, as a part of a larger result: the newest commits and the changed files with their sizes,
 * without diffs. Reads GitLab's comparison while it streams, since one of a long time holds megabytes of diffs. For one
 * comparison and one thread.
 */
final class ChangesBetween {
    private final int roomForFiles;
    private final List<String> commits = new ArrayList<>();
    private final JsonText files = new JsonText().beginArray();
    private int shown;
    private int all;
    private boolean timedOut;

    private ChangesBetween(int roomForFiles) {
        this.roomForFiles = roomForFiles;
    }

    /**
     * Writes the members {@code commit_count}, {@code commits} and {@code changed_files} of the object that is open.
     *
     * @param share of the result up to which it may be filled
     */
    static void show(Parts parts, String project, String from, String to, double share) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("project_id", project);
        arguments.put("from", from);
        arguments.put("to", to);
        ChangesBetween changes = parts.scope().send(parts.request(CompareTools.GET_BRANCH_DIFFS, arguments), answer -> {
            ChangesBetween read = new ChangesBetween(parts.left(share) / 2);
            read.read(answer.body());
            return read;
        });
        changes.write(parts, CallText.of(CompareTools.GET_BRANCH_DIFFS.name(), arguments), share);
    }

    private void write(Parts parts, String call, double share) {
        JsonText out = parts.out();
        long mark = out.mark();
        CompareTools.writeCommits(commits, out);
        if (parts.left(share) < files.size()) {
            out.reset(mark);
            out.field("commit_count", commits.size());
        }
        out.field("changed_file_count", all);
        if (shown > 0) {
            out.name("changed_files").raw(files.endArray().toString());
        }
        if (timedOut) {
            out.field("note", "GitLab ran out of time, so files are missing");
        }
        if (shown < all || parts.left(share) < 0) {
            out.field("more_changes", call);
        }
        out.markUserText();
    }

    private void read(InputStream body) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(body)) {
            String name = parser.nextToken() == JsonToken.START_OBJECT ? parser.nextFieldName() : null;
            while (name != null) {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.START_ARRAY && name.equals("diffs")) {
                    readDiffs(parser);
                } else if (token == JsonToken.START_ARRAY && name.equals("commits")) {
                    Comparison.readCommits(parser, commits);
                } else if (token == JsonToken.VALUE_TRUE) {
                    timedOut |= name.equals("compare_timeout");
                } else {
                    parser.skipChildren();
                }
                name = parser.nextFieldName();
            }
        }
    }

    private void readDiffs(JsonParser parser) throws IOException {
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
            if (token != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            all++;
            JsonText file = new JsonText();
            FileDiff.read(parser).writeFacts(file);
            if (shown == all - 1 && files.size() + file.size() <= roomForFiles) {
                files.raw(file.toString());
                shown++;
            }
        }
    }
}
