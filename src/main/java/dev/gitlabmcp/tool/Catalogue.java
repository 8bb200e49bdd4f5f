package dev.gitlabmcp.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tools in a fixed order, found by name or alias. Immutable. */
public final class Catalogue {
    private final Map<String, ToolDefinition> byName;
    private final Map<String, ToolDefinition> byAlias;
    private final List<ToolDefinition> tools;

    private Catalogue(Map<String, ToolDefinition> byName, Map<String, ToolDefinition> byAlias) {
        this.byName = byName;
        this.byAlias = byAlias;
        this.tools = List.copyOf(byName.values());
    }

    /**
     * These tools in this order.
     *
     * @throws IllegalArgumentException when a name or alias exists twice
     */
    public static Catalogue of(List<ToolDefinition> tools) {
        Map<String, ToolDefinition> names = new LinkedHashMap<>();
        for (ToolDefinition tool : tools) {
            requireNew(names.put(tool.name(), tool) == null, tool.name());
        }
        Map<String, ToolDefinition> aliases = new HashMap<>();
        for (ToolDefinition tool : tools) {
            for (String alias : tool.aliases()) {
                requireNew(!names.containsKey(alias) && aliases.put(alias, tool) == null, alias);
            }
        }
        return new Catalogue(names, aliases);
    }

    /** The tools of these sets, set by set. */
    public static Catalogue ofSets(List<Toolset> sets) {
        List<ToolDefinition> tools = new ArrayList<>();
        sets.forEach(set -> tools.addAll(set.tools()));
        return of(tools);
    }

    private static void requireNew(boolean isNew, String name) {
        if (!isNew) {
            throw new IllegalArgumentException("The tool name " + name + " exists twice");
        }
    }

    /** All tools, in the order in which they are listed. */
    public List<ToolDefinition> tools() {
        return tools;
    }

    /** The tool of that name or alias. */
    public Optional<ToolDefinition> find(String name) {
        ToolDefinition tool = byName.get(name);
        return Optional.ofNullable(tool != null ? tool : byAlias.get(name));
    }

    /** Up to three names that may have been meant, nearest first. */
    public List<String> nearest(String name) {
        return Nearest.to(name, byName.keySet(), 3);
    }
}
