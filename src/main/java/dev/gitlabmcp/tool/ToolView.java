package dev.gitlabmcp.tool;

import dev.gitlabmcp.protocol.ToolNarrowing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tools as one kind of request sees them: which it may call, and which are listed. Immutable; made once by {@link
 * Surface} for all requests alike.
 */
public final class ToolView {
    private final Set<ToolDefinition> usable;
    private final List<ToolDefinition> listed;
    private final Map<String, ToolDefinition> own;
    private final Predicate<Operation> operations;

    /** {@code own} are tools that lead to others and are no part of the catalogue, such as {@code browse_issues}. */
    ToolView(
            Set<ToolDefinition> usable,
            List<ToolDefinition> listed,
            List<ToolDefinition> own,
            Predicate<Operation> operations) {
        this.operations = operations;
        this.usable = Set.copyOf(usable);
        this.listed = List.copyOf(listed);
        Map<String, ToolDefinition> names = new HashMap<>();
        for (ToolDefinition tool : own) {
            names.put(tool.name(), tool);
            tool.aliases().forEach(alias -> names.put(alias, tool));
        }
        this.own = Map.copyOf(names);
    }

    /**
     * What a server with these settings shows to a request that narrows nothing, for documentation: its tools cannot be
     * called.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, when the configuration is unusable
     */
    public static ToolView of(Catalogue catalogue, ToolConfiguration configuration) {
        Surface surface = new Surface(catalogue, configuration, (name, arguments, context, form) -> {
            throw new IllegalStateException("This view is not meant for calls");
        });
        return surface.view(ToolNarrowing.NONE);
    }

    /** The tools of {@code tools/list}, in a fixed order. */
    public List<ToolDefinition> listed() {
        return listed;
    }

    /** Whether a tool of the catalogue may be called, as far as listing and narrowing decide that. */
    public boolean allows(ToolDefinition tool) {
        return usable.contains(tool);
    }

    /** Whether an operation of GitLab's API may be called, permission included. */
    public boolean allows(Operation operation) {
        return operations.test(operation);
    }

    /** How many tools of the catalogue may be called. */
    public int size() {
        return usable.size();
    }

    /** The tool of that name or alias which leads to others. */
    Optional<ToolDefinition> own(String name) {
        return Optional.ofNullable(own.get(name));
    }
}
