package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import java.io.IOException;
import java.util.Locale;

/**
 * The change of one file, as GitLab's {@code /diffs} gives it; what is missing is empty or false.
 *
 * @param diff without file headers, unless a unified diff was asked for
 * @param collapsed left out because the whole is large
 * @param tooLarge left out because the file's change is large
 * @param generated marked as generated, so that people do not look at it
 */
record FileDiff(
        String oldPath,
        String newPath,
        String diff,
        Kind kind,
        boolean collapsed,
        boolean tooLarge,
        boolean generated) {

    /** Longer diffs are cut where several are shown at once. */
    private static final int MAX_DIFF = 8_000;

    /** What happened to the file. */
    enum Kind {
        ADDED,
        DELETED,
        RENAMED,
        CHANGED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the object at which the parser stands. */
    static FileDiff read(JsonParser parser) throws IOException {
        String oldPath = "";
        String newPath = "";
        String diff = "";
        Kind kind = Kind.CHANGED;
        boolean collapsed = false;
        boolean tooLarge = false;
        boolean generated = false;
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            boolean yes = token == JsonToken.VALUE_TRUE;
            if (token == JsonToken.VALUE_STRING) {
                switch (name) {
                    case "old_path" -> oldPath = parser.getText();
                    case "new_path" -> newPath = parser.getText();
                    case "diff" -> diff = parser.getText();
                    default -> {}
                }
            } else if (yes) {
                switch (name) {
                    case "new_file" -> kind = Kind.ADDED;
                    case "deleted_file" -> kind = Kind.DELETED;
                    case "renamed_file" -> kind = Kind.RENAMED;
                    case "collapsed" -> collapsed = true;
                    case "too_large" -> tooLarge = true;
                    case "generated_file" -> generated = true;
                    default -> {}
                }
            } else {
                parser.skipChildren();
            }
        }
        return new FileDiff(oldPath, newPath, diff, kind, collapsed, tooLarge, generated);
    }

    /** Writes what is worth knowing about the file without its diff. */
    void writeFacts(JsonText out) {
        out.beginObject();
        writeMembers(out);
        out.endObject();
    }

    private void writeMembers(JsonText out) {
        out.field("path", TextCleaner.prose(newPath.isEmpty() ? oldPath : newPath));
        if (kind != Kind.CHANGED) {
            out.field("change", kind.word());
        }
        if (kind == Kind.RENAMED) {
            out.field("old_path", TextCleaner.prose(oldPath));
        }
        writeLines(out);
        mark(out, "collapsed", collapsed);
        mark(out, "too_large", tooLarge);
        mark(out, "generated", generated);
    }

    /** Writes the facts and the diff, or as much of it as a page of diffs can bear. */
    void writeWhole(JsonText out) {
        out.beginObject();
        writeMembers(out);
        if (diff.length() > MAX_DIFF) {
            out.field("diff", TextCleaner.code(diff.substring(0, MAX_DIFF)))
                    .field("cut", "all " + diff.length() + " characters: get_merge_request_file_diff");
        } else if (!diff.isEmpty()) {
            out.field("diff", TextCleaner.code(diff));
        }
        out.endObject();
    }

    boolean isOf(String path) {
        return path.equals(newPath) || path.equals(oldPath);
    }

    private void writeLines(JsonText out) {
        int added = 0;
        int removed = 0;
        boolean inHunk = !diff.startsWith("---");
        for (int start = 0; start < diff.length(); ) {
            int end = diff.indexOf('\n', start);
            char first = diff.charAt(start);
            inHunk |= first == '@';
            added += inHunk && first == '+' ? 1 : 0;
            removed += inHunk && first == '-' ? 1 : 0;
            start = end < 0 ? diff.length() : end + 1;
        }
        if (added > 0) {
            out.field("added", added);
        }
        if (removed > 0) {
            out.field("removed", removed);
        }
    }

    private static void mark(JsonText out, String name, boolean set) {
        if (set) {
            out.field(name, true);
        }
    }
}
