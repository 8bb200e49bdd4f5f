package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.shaping.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * How two commits differ, as GitLab's {@code /repository/compare} gives it.
 *
 * @param commits titles, newest last
 * @param timedOut GitLab ran out of time, so that diffs are missing
 * @param same both are one commit
 */
record Comparison(List<String> commits, List<FileDiff> diffs, boolean timedOut, boolean same) {

    static Comparison read(InputStream body) throws IOException {
        List<String> commits = new ArrayList<>();
        List<FileDiff> diffs = new ArrayList<>();
        boolean timedOut = false;
        boolean same = false;
        try (JsonParser parser = Shape.JSON.createParser(body)) {
            String name = parser.nextToken() == JsonToken.START_OBJECT ? parser.nextFieldName() : null;
            while (name != null) {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.START_ARRAY && name.equals("diffs")) {
                    readDiffs(parser, diffs);
                } else if (token == JsonToken.START_ARRAY && name.equals("commits")) {
                    readCommits(parser, commits);
                } else if (token == JsonToken.VALUE_TRUE) {
                    timedOut |= name.equals("compare_timeout");
                    same |= name.equals("compare_same_ref");
                } else {
                    parser.skipChildren();
                }
                name = parser.nextFieldName();
            }
        }
        return new Comparison(List.copyOf(commits), List.copyOf(diffs), timedOut, same);
    }

    private static void readDiffs(JsonParser parser, List<FileDiff> diffs) throws IOException {
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
            if (token == JsonToken.START_OBJECT) {
                diffs.add(FileDiff.read(parser));
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Adds a text of short id and title for each commit of the list at whose start the parser stands. */
    static void readCommits(JsonParser parser, List<String> commits) throws IOException {
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
            if (token != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            String sha = "";
            String title = "";
            String name;
            while ((name = parser.nextFieldName()) != null) {
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("id")) {
                    sha = parser.getText().substring(0, Math.min(12, parser.getTextLength()));
                } else if (value == JsonToken.VALUE_STRING && name.equals("title")) {
                    title = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
            commits.add(sha + " " + title);
        }
    }
}
