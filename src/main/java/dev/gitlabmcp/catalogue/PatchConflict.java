package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.ToolException;

/** Says why a patch does not fit the text it is for. Stateless. */
final class PatchConflict {
    private static final int SHOWN = 120;

    private PatchConflict() {}

    /** The old text of a part is not there; to be thrown. */
    static ToolException missing(String part, String old, String source) {
        String hidden = source.contains("<!--") || !TextCleaner.prose(source).equals(source)
                ? " The description holds hidden comments or characters, which get_issue leaves out: patch around them."
                : "";
        return ToolException.invalid(
                "patch",
                "does not fit: the description has nowhere what " + part + " is to replace, which begins \""
                        + shown(old) + "\". Nothing was changed. Read the issue again and patch what is there now."
                        + hidden);
    }

    /** The old text of a part is there several times; to be thrown. */
    static ToolException ambiguous(String part, int times, String instead) {
        return ToolException.invalid(
                "patch",
                "is ambiguous: what " + part + " is to replace is " + times + " times in the description. Nothing was"
                        + " changed. " + instead);
    }

    private static String shown(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
