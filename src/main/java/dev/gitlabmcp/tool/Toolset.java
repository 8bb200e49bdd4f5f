package dev.gitlabmcp.tool;

import java.util.List;

/**
 * What an operator or a request chooses tools by: a domain of GitLab. Immutable.
 *
 * @param name in snake case, such as {@code merge_requests}
 * @param title what its tools are about, in a few words
 * @param groups its tools, in the order in which they are listed
 */
public record Toolset(String name, String title, List<ToolGroup> groups) {

    public Toolset {
        groups = List.copyOf(groups);
    }

    /** A set of these groups. */
    public static Toolset of(String name, String title, ToolGroup... groups) {
        return new Toolset(name, title, List.of(groups));
    }

    /** The tools of all its groups, in the order in which they are listed. */
    public List<ToolDefinition> tools() {
        return groups.stream().flatMap(group -> group.tools().stream()).toList();
    }
}
