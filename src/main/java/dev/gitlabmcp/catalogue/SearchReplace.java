package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.tool.ToolException;
import java.util.ArrayList;
import java.util.List;

/**
 * A patch of blocks, each of which says what to find and what to put there:
 *
 * <pre>
 * &lt;&lt;&lt;&lt;&lt;&lt;&lt; SEARCH
 * old
 * =======
 * new
 * &gt;&gt;&gt;&gt;&gt;&gt;&gt; REPLACE
 * </pre>
 */
final class SearchReplace {
    private static final String SEARCH = "<<<<<<< SEARCH";
    private static final String DIVIDER = "=======";
    private static final String REPLACE = ">>>>>>> REPLACE";

    private final List<Block> blocks;

    private record Block(String search, String replace) {}

    private SearchReplace(List<Block> blocks) {
        this.blocks = blocks;
    }

    /**
     * Reads a patch.
     *
     * @throws ToolException with {@link dev.gitlabmcp.tool.ToolProblem.InvalidArgument} when it is none
     */
    static SearchReplace parse(String patch) {
        List<Block> blocks = new ArrayList<>();
        List<String> search = new ArrayList<>();
        List<String> replace = new ArrayList<>();
        String awaited = SEARCH;
        for (String line : patch.split("\n", -1)) {
            String stripped = line.strip();
            if (stripped.equals(awaited)) {
                if (awaited.equals(REPLACE)) {
                    blocks.add(new Block(String.join("\n", search), String.join("\n", replace)));
                    search.clear();
                    replace.clear();
                }
                awaited = after(awaited);
            } else if (stripped.equals(SEARCH)
                    || stripped.equals(REPLACE)
                    || (stripped.equals(DIVIDER) && awaited.equals(REPLACE))) {
                throw malformed("has '" + stripped + "' where '" + awaited + "' should be");
            } else if (awaited.equals(DIVIDER)) {
                search.add(line);
            } else if (awaited.equals(REPLACE)) {
                replace.add(line);
            } else if (!stripped.isEmpty()) {
                throw malformed("has text outside of its blocks");
            }
        }
        if (blocks.isEmpty() || !awaited.equals(SEARCH)) {
            throw malformed("has no whole block; '" + awaited + "' is missing");
        }
        return new SearchReplace(List.copyOf(blocks));
    }

    private static String after(String marker) {
        return marker.equals(SEARCH) ? DIVIDER : marker.equals(DIVIDER) ? REPLACE : SEARCH;
    }

    private static ToolException malformed(String what) {
        return ToolException.invalid(
                "patch",
                what + ". Each block is a line '" + SEARCH + "', the old text, a line '" + DIVIDER
                        + "', the new text, a line '" + REPLACE + "'.");
    }

    /**
     * The text with each block's old text replaced, in order.
     *
     * @param all replace a text that is there several times everywhere, instead of refusing it
     * @throws ToolException with {@link dev.gitlabmcp.tool.ToolProblem.InvalidArgument} on a conflict
     */
    PatchedText apply(String source, boolean all) {
        String text = source;
        int changes = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            String name = blocks.size() == 1 ? "its block" : "block " + (i + 1) + " of " + blocks.size();
            if (block.search.isEmpty()) {
                text = fill(text, block, name);
                changes++;
                continue;
            }
            int found = count(text, block.search);
            if (found == 0) {
                throw PatchConflict.missing(name, block.search, source);
            }
            if (found > 1 && !all) {
                throw PatchConflict.ambiguous(
                        name, found, "Add lines around it to the old text, or set allow_multiple to change all.");
            }
            text = text.replace(block.search, block.replace);
            changes += found;
        }
        return new PatchedText(text, changes);
    }

    /** Nothing can only be found where nothing is. */
    private static String fill(String text, Block block, String name) {
        if (!text.isEmpty()) {
            throw ToolException.invalid(
                    "patch",
                    "does not say what to replace: the old text of " + name + " is empty, the description not");
        }
        return block.replace;
    }

    private static int count(String text, String part) {
        int found = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            found++;
        }
        return found;
    }
}
