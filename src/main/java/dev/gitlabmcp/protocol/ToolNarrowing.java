package dev.gitlabmcp.protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants of the tools its server offers, by headers and path; it can take away and never add. Names are as
 * the client gave them, in lower case and not known to exist.
 *
 * @param within the toolset in the path, beyond which nothing is offered; empty for all
 * @param toolsets {@code X-MCP-Toolsets}; with {@code tools}, the union of both
 * @param tools {@code X-MCP-Tools}
 * @param excluded {@code X-MCP-Exclude-Tools}
 * @param readOnly {@code X-MCP-Readonly}, or the path
 */
public record ToolNarrowing(
        String within, Set<String> toolsets, Set<String> tools, Set<String> excluded, boolean readOnly) {
    /** Takes nothing away. */
    public static final ToolNarrowing NONE = new ToolNarrowing("", Set.of(), Set.of(), Set.of(), false);

    private static final Pattern COMMAS = Pattern.compile("\\s*,\\s*");

    public ToolNarrowing {
        toolsets = Set.copyOf(toolsets);
        tools = Set.copyOf(tools);
        excluded = Set.copyOf(excluded);
    }

    /** The names of a list with commas; white space and empty places do not count. */
    public static Set<String> names(@Nullable String list) {
        if (list == null || list.isBlank()) {
            return Set.of();
        }
        Set<String> names =
                new LinkedHashSet<>(List.of(COMMAS.split(list.strip().toLowerCase(Locale.ROOT))));
        names.remove("");
        return names;
    }

    /** Whether it chooses tools by name, so that these are what the caller wants to see. */
    public boolean chooses() {
        return !within.isEmpty() || !toolsets.isEmpty() || !tools.isEmpty();
    }
}
