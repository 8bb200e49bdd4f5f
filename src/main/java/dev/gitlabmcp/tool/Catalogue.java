package dev.gitlabmcp.tool;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All tools in a fixed order, found by name or alias. Immutable. */
public final class Catalogue {
    private final Map<String, ToolDefinition> byName;
    private final Map<String, ToolDefinition> byAlias;
    private final List<ToolDefinition> tools;
    private final List<Toolset> toolsets;
    private final List<ToolDefinition> core;
    private final Operations operations;
    private final Map<Operation, ToolDefinition> curated = new HashMap<>();

    private Catalogue(List<Toolset> toolsets, List<ToolDefinition> others, List<String> core, Operations operations) {
        Map<String, ToolDefinition> names = new LinkedHashMap<>();
        toolsets.forEach(set -> set.tools().forEach(tool -> addTo(names, tool)));
        others.forEach(tool -> addTo(names, tool));
        this.byName = names;
        this.byAlias = aliases(names);
        this.tools = List.copyOf(names.values());
        this.toolsets = List.copyOf(toolsets);
        this.core = core.stream().map(this::named).toList();
        this.operations = operations;
        tools.forEach(this::takeOver);
    }

    /** Of several tools with one request, the one that takes the most parameters stands for the whole of it. */
    private void takeOver(ToolDefinition tool) {
        for (String path : tool.paths()) {
            tool.method()
                    .flatMap(method -> operations.at(method, path))
                    .ifPresent(operation -> curated.merge(
                            operation,
                            tool,
                            (one, other) ->
                                    one.params().size() >= other.params().size() ? one : other));
        }
    }

    /**
     * These tools in this order, in no toolset.
     *
     * @throws IllegalArgumentException when a name or alias exists twice
     */
    public static Catalogue of(List<ToolDefinition> tools) {
        return new Catalogue(List.of(), tools, List.of(), Operations.NONE);
    }

    /**
     * The tools of these sets, set by set, then others that belong to none.
     *
     * @param core names of the most used tools, in the order in which they are listed alone
     * @throws IllegalArgumentException when a name or alias exists twice, or there is no such tool in the core
     */
    public static Catalogue of(List<Toolset> toolsets, List<String> core, List<ToolDefinition> others) {
        return new Catalogue(toolsets, others, core, Operations.NONE);
    }

    /** The same tools, beside which these operations can be reached. */
    public Catalogue with(Operations more) {
        Set<ToolDefinition> others = new LinkedHashSet<>(tools);
        toolsets.forEach(set -> set.tools().forEach(others::remove));
        return new Catalogue(
                toolsets,
                List.copyOf(others),
                core.stream().map(ToolDefinition::name).toList(),
                more);
    }

    private static void addTo(Map<String, ToolDefinition> names, ToolDefinition tool) {
        requireNew(names.put(tool.name(), tool) == null, tool.name());
    }

    private static Map<String, ToolDefinition> aliases(Map<String, ToolDefinition> names) {
        Map<String, ToolDefinition> aliases = new HashMap<>();
        for (ToolDefinition tool : names.values()) {
            for (String alias : tool.aliases()) {
                requireNew(!names.containsKey(alias) && aliases.put(alias, tool) == null, alias);
            }
        }
        return aliases;
    }

    private ToolDefinition named(String name) {
        ToolDefinition tool = byName.get(name);
        if (tool == null) {
            throw new IllegalArgumentException("There is no tool " + name);
        }
        return tool;
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

    /** The toolsets, in order. */
    public List<Toolset> toolsets() {
        return toolsets;
    }

    /** The most used tools, in the order in which they are listed alone. */
    public List<ToolDefinition> core() {
        return core;
    }

    /** The tool of that name or alias. */
    public Optional<ToolDefinition> find(String name) {
        ToolDefinition tool = byName.get(name);
        return Optional.ofNullable(tool != null ? tool : byAlias.get(name));
    }

    /** What can be reached beside these tools. */
    public Operations operations() {
        return operations;
    }

    /** The tool that does the whole of an operation, so that no other one is made for it. */
    public Optional<ToolDefinition> curated(Operation operation) {
        return Optional.ofNullable(curated.get(operation));
    }

    /** The operation that a tool's one request is; of the first path where it has several. */
    public Optional<Operation> operation(ToolDefinition tool) {
        return operation(tool, tool.paths().stream().findFirst());
    }

    /** The operation that a tool's one request is at one of its paths. */
    Optional<Operation> operation(ToolDefinition tool, Optional<String> path) {
        return tool.method().flatMap(method -> path.flatMap(template -> operations.at(method, template)));
    }

    /** Up to three names that may have been meant, nearest first. */
    public List<String> nearest(String name) {
        return Nearest.to(name, byName.keySet(), 3);
    }
}
