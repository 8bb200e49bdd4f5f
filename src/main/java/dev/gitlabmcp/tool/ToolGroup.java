package dev.gitlabmcp.tool;

import java.util.List;

/**
 * The tools for one kind of thing in GitLab: what one {@code …Tools} class defines, and what one pair of {@code
 * browse_*} and {@code manage_*} stands for. Immutable.
 *
 * @param name the things in snake case and plural, such as {@code draft_notes}
 * @param title what its tools are about, in a few words
 * @param tools in the order in which they are listed
 */
public record ToolGroup(String name, String title, List<ToolDefinition> tools) {

    public ToolGroup {
        tools = List.copyOf(tools);
        if (!ToolNames.isSnakeCase(name)) {
            throw new IllegalArgumentException("The group " + name + " must be named in snake case");
        }
    }

    /** A group of these tools. */
    public static ToolGroup of(String name, String title, ToolDefinition... tools) {
        return new ToolGroup(name, title, List.of(tools));
    }
}
