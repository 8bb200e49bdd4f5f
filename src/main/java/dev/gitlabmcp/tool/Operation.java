package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import java.util.Locale;

/**
 * One operation of GitLab's REST API as it is known before there is a tool for it: what is needed to find it and to decide
 * whether it may be called.
 *
 * @param name by which it is called through {@code call_tool}, in snake case
 * @param method of HTTP
 * @param path template below the API's address
 * @param does what it does, in a sentence
 * @param words further words by which it may be found, such as its parameters
 * @param access how much it may do to GitLab
 * @param reach what an operator must switch on for it
 * @param requirement what GitLab must be to have it
 */
public record Operation(
        String name,
        Method method,
        String path,
        String does,
        String words,
        Access access,
        Reach reach,
        Requirement requirement) {

    /** What an operator must switch on, least first. */
    public enum Reach {
        /** One that agents need for their work. */
        MAIN,
        /** Protocols of package managers, administration, internals. */
        OTHER,
        /** Acts on the instance or with the tokens of others. */
        GUARDED
    }

    /**
     * What an instance of GitLab must be.
     *
     * @param tier the cheapest that has the operation, such as {@code Premium}; empty where it is not known
     * @param since the first version that has it, such as {@code 17.4}; empty where it is not known
     */
    public record Requirement(String tier, String since) {
        /** Nothing is known. */
        public static final Requirement NONE = new Requirement("", "");
    }

    /** Method and path, which are what GitLab's documents name it by. */
    public String request() {
        return method + " " + path;
    }

    /** The same with placeholders without names, so that it can be compared. */
    static String key(Method method, String path) {
        StringBuilder key = new StringBuilder(method.name()).append(' ');
        int from = 0;
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', from)) {
            key.append(path, from, open).append("{}");
            from = path.indexOf('}', open) + 1;
        }
        return key.append(path, from, path.length()).toString().toLowerCase(Locale.ROOT);
    }
}
