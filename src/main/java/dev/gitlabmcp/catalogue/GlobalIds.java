package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.tool.ToolException;

/** The ids of GitLab's GraphQL API, {@code gid://gitlab/WorkItem/5}, and the numbers that models know. Stateless. */
final class GlobalIds {
    private static final String PREFIX = "gid://gitlab/";

    private GlobalIds() {}

    /** The id of that number. */
    static String of(String type, long number) {
        return PREFIX + type + "/" + number;
    }

    /**
     * The id that a caller named by its number, or by itself.
     *
     * @param type GitLab's class of such things
     * @param argument the name of the parameter, for a refusal
     * @throws ToolException when it is neither
     */
    static String read(String type, String given, String argument) {
        String text = given.strip();
        boolean global = text.startsWith(PREFIX);
        String digits = text.substring(text.lastIndexOf('/') + 1);
        boolean number =
                !digits.isEmpty() && digits.length() < 19 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean fits = global ? text.equals(PREFIX + type + "/" + digits) : text.equals(digits);
        if (!number || !fits) {
            throw ToolException.invalid(argument, "must be a number, or " + PREFIX + type + "/ with one");
        }
        return PREFIX + type + "/" + digits;
    }

    /** Whether this is an id of that API. */
    static boolean isGlobal(String text) {
        return text.startsWith(PREFIX);
    }

    /** What stands behind the last slash; the whole text where it is no such id. */
    static String tail(String id) {
        return isGlobal(id) ? id.substring(id.lastIndexOf('/') + 1) : id;
    }
}
