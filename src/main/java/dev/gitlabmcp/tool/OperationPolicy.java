package dev.gitlabmcp.tool;

import dev.gitlabmcp.protocol.ToolNarrowing;
import java.util.Optional;
import java.util.Set;

/**
 * Which operations of GitLab's API the operator permits, and which a request leaves of them. Immutable.
 *
 * @param policy what is permitted at all
 * @param level which are switched on: none, main or all
 * @param everything whether the operator chose no toolsets or tools
 * @param named the operations that the operator named among the tools to offer
 */
record OperationPolicy(ToolPolicy policy, String level, boolean everything, Set<Operation> named) {
    private static final String SETTING = "tools.listing.operations (GITLAB_API_OPERATIONS)";

    OperationPolicy {
        named = Set.copyOf(named);
    }

    /** That of these settings. */
    static OperationPolicy of(ToolPolicy policy, ListingConfiguration listing, Set<Operation> named) {
        return new OperationPolicy(
                policy,
                listing.operations(),
                isEverything(ToolNarrowing.names(listing.toolsets()), ToolNarrowing.names(listing.tools())),
                named);
    }

    /** Why an operation must not be called, as a sentence without its beginning; empty when it may. */
    Optional<String> refusal(Operation operation) {
        if (level.equals("none")) {
            return Optional.of("operations of GitLab's API beside the tools are switched off by " + SETTING + ".");
        }
        if (operation.reach() != Operation.Reach.MAIN && !level.equals("all")) {
            return Optional.of(operation.name() + " is not among the operations switched on by " + SETTING + ".");
        }
        if (operation.reach() == Operation.Reach.GUARDED && !policy.isFull()) {
            return Optional.of(operation.name() + " acts on the instance or with the tokens of others, which takes the"
                    + " permission mode full.");
        }
        if (!everything && !named.contains(operation)) {
            return Optional.of("the operation " + operation.name() + " is not among the tools it offers.");
        }
        return policy.refusal(operation);
    }

    /** Whether guarded operations are switched on, as far as that does not depend on names. */
    boolean reachesInstance() {
        return level.equals("all") && policy.isFull();
    }

    /** Whether these names of toolsets and tools leave everything. */
    static boolean isEverything(Set<String> toolsets, Set<String> tools) {
        return (toolsets.isEmpty() && tools.isEmpty()) || toolsets.contains(NamedTools.ALL);
    }

    /**
     * What a request leaves of the operations.
     *
     * @param everything whether it leaves those it does not name
     */
    record Narrowed(boolean everything, Set<Operation> chosen, Set<Operation> excluded, boolean readOnly) {
        Narrowed {
            chosen = Set.copyOf(chosen);
            excluded = Set.copyOf(excluded);
        }

        boolean allows(Operation operation) {
            return (everything || chosen.contains(operation))
                    && !excluded.contains(operation)
                    && (!readOnly || operation.access() == Access.READ);
        }
    }
}
