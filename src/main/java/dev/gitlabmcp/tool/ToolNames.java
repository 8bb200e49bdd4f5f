package dev.gitlabmcp.tool;

import java.util.Set;

/** The rules for names of tools and parameters. Stateless. */
final class ToolNames {
    /** Longest name that every client takes; the conformance suite refuses longer ones. */
    private static final int MAX_LENGTH = 64;

    private static final Set<String> VERBS = Set.of(
            "add",
            "apply",
            "approve",
            "archive",
            "browse",
            "call",
            "cancel",
            "clone",
            "compare",
            "confirm",
            "convert",
            "create",
            "delete",
            "describe",
            "diagnose",
            "disable",
            "dismiss",
            "download",
            "edit",
            "enable",
            "erase",
            "execute",
            "find",
            "fork",
            "get",
            "import",
            "keep",
            "link",
            "list",
            "lock",
            "manage",
            "mark",
            "merge",
            "move",
            "play",
            "promote",
            "protect",
            "publish",
            "push",
            "query",
            "rebase",
            "remove",
            "reorder",
            "reset",
            "resolve",
            "restore",
            "retry",
            "revert",
            "revoke",
            "rotate",
            "run",
            "search",
            "set",
            "share",
            "star",
            "start",
            "stop",
            "subscribe",
            "take",
            "test",
            "transfer",
            "trigger",
            "unapprove",
            "unarchive",
            "unlink",
            "unlock",
            "unprotect",
            "unshare",
            "unstar",
            "unsubscribe",
            "update",
            "upload",
            "validate",
            "verify",
            "wait");

    private ToolNames() {}

    /** Whether this is lower case words joined by single underscores. */
    static boolean isSnakeCase(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || name.charAt(0) < 'a' || name.charAt(0) > 'z') {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letter && (c != '_' || name.charAt(i - 1) == '_' || i == name.length() - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Whether this is {@code verb_noun} with a verb of the fixed list. */
    static boolean isVerbNoun(String name) {
        int underscore = name.indexOf('_');
        return underscore > 0 && VERBS.contains(name.substring(0, underscore));
    }
}
