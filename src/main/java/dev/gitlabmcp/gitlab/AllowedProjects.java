package dev.gitlabmcp.gitlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The projects an operator allows: ids and full paths, each for all instances or for the one whose host stands before it.
 * Immutable.
 */
public final class AllowedProjects {
    private final List<Entry> entries;

    /**
     * One project.
     *
     * @param host null for any instance; with a port where that is not the scheme's own
     * @param project its id, or its path in lower case
     */
    private record Entry(@Nullable String host, String project) {
        boolean isOf(GitLabInstance instance) {
            return host == null || host.equals(instance.host()) || host.equals(instance.host() + ":" + instance.port());
        }
    }

    private AllowedProjects(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads a list with commas of ids, paths ({@code group/app}), {@code host/id}, {@code host/group/app} and full addresses.
     * The first part of three or more is a host when it has a dot or a port; a group with a dot is named by its full address.
     *
     * @throws IllegalArgumentException with the end of a sentence, when an entry is none of these
     */
    public static AllowedProjects parse(String list) {
        List<Entry> entries = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            String text = part.strip();
            if (!text.isEmpty()) {
                entries.add(entry(text));
            }
        }
        return new AllowedProjects(entries);
    }

    private static Entry entry(String text) {
        boolean address = text.contains("://");
        String rest = address ? text.substring(text.indexOf("://") + 3) : text;
        while (rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        int slash = rest.indexOf('/');
        String first = slash < 0 ? "" : rest.substring(0, slash);
        String tail = rest.substring(slash + 1);
        boolean looksLikeHost = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        boolean hosted = slash > 0 && (address || (looksLikeHost && (isId(tail) || tail.indexOf('/') > 0)));
        String project = hosted ? tail : rest;
        if (!isId(project) && !isPath(project)) {
            throw new IllegalArgumentException(
                    "names \"" + text + "\", which is no project's id, path (group/app), host/id or host/path");
        }
        return new Entry(hosted ? first.toLowerCase(Locale.ROOT) : null, project.toLowerCase(Locale.ROOT));
    }

    private static boolean isId(String text) {
        return !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isPath(String text) {
        return text.indexOf('/') > 0
                && !text.contains("//")
                && text.chars().allMatch(c -> c > ' ' && "?#%\\\"<>".indexOf(c) < 0);
    }

    /** Whether every project is allowed, since none is named. */
    public boolean isEverything() {
        return entries.isEmpty();
    }

    /** Whether a project is allowed at that instance by its id alone. */
    boolean hasId(GitLabInstance instance, String id) {
        return entries.stream().anyMatch(entry -> entry.project.equals(id) && entry.isOf(instance));
    }

    /** Whether a project is allowed at that instance by its path. */
    boolean hasPath(GitLabInstance instance, String path) {
        return hasId(instance, path.toLowerCase(Locale.ROOT));
    }

    /** The projects of that instance, for people. */
    String describe(GitLabInstance instance) {
        List<String> names = entries.stream()
                .filter(entry -> entry.isOf(instance))
                .map(Entry::project)
                .toList();
        return names.isEmpty() ? "none of " + instance.label() : String.join(", ", names);
    }
}
