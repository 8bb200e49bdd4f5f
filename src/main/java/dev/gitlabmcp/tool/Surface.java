package dev.gitlabmcp.tool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gitlabmcp.protocol.ToolNarrowing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which tools are offered and listed: what the operator permits and offers, and what a request takes away of it.
 * Everything that costs time is done once for all requests that narrow alike. Thread-safe.
 */
final class Surface {
    private static final String ALL = NamedTools.ALL;

    private static final String FROM_TOOLSETS = "X-MCP-Toolsets";
    private static final String FROM_TOOLS = "X-MCP-Tools";
    private static final String FROM_EXCLUDED = "X-MCP-Exclude-Tools";
    private static final String FROM_PATH = "The path";
    /** What the views of narrowed requests may hold together, estimated in bytes. */
    private static final long MAX_VIEWS = 16L * 1024 * 1024;

    private final Catalogue catalogue;
    private final NamedTools named;
    private final MetaTools meta;
    private final ToolPolicy policy;
    private final String shown;
    private final Map<ToolDefinition, String> refused = new HashMap<>();
    private final Set<ToolDefinition> offered;
    private final OperationPolicy operations;
    /** The operations that the operator leaves and no tool does the whole of. */
    private final Set<Operation> permitted;

    private final ToolView unnarrowed;
    private final Cache<ToolNarrowing, ToolView> views;

    /**
     * The surface of these settings; {@code runner} serves the calls that go through other tools.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, when the configuration is unusable
     */
    Surface(Catalogue catalogue, ToolConfiguration configuration, ToolRunner runner) {
        this.catalogue = catalogue;
        this.named = new NamedTools(catalogue);
        this.meta = new MetaTools(catalogue, runner, this::view);
        this.policy = ToolPolicy.of(configuration);
        Set<String> byName = ToolNarrowing.names(configuration.listing().tools());
        catalogue.tools().forEach(tool -> policy.refusal(tool, byName).ifPresent(reason -> refused.put(tool, reason)));
        ListingConfiguration listing = configuration.listing();
        this.operations = OperationPolicy.of(policy, listing, named.operations(ToolNarrowing.names(listing.tools())));
        this.permitted = permitted(catalogue, operations);
        this.offered = offered(named, listing);
        boolean chosen = !listing.toolsets().isBlank() || !listing.tools().isBlank();
        this.shown = !listing.surface().isEmpty() ? listing.surface() : chosen ? ALL : "core";
        this.views = Caffeine.newBuilder()
                .maximumWeight(MAX_VIEWS)
                .weigher((ToolNarrowing key, ToolView view) -> weight(key, view))
                .build();
        this.unnarrowed = build(ToolNarrowing.NONE);
    }

    private static Set<Operation> permitted(Catalogue catalogue, OperationPolicy policy) {
        Set<Operation> permitted = new HashSet<>();
        for (Operation operation : catalogue.operations().all()) {
            if (catalogue.curated(operation).isEmpty()
                    && policy.refusal(operation).isEmpty()) {
                permitted.add(operation);
            }
        }
        return permitted;
    }

    private static int weight(ToolNarrowing key, ToolView view) {
        int names = key.toolsets().size() + key.tools().size() + key.excluded().size();
        long generated = view.listed().stream()
                .filter(tool -> !view.allows(tool))
                .mapToLong(tool -> tool.listEntry().getValue().length())
                .sum();
        return (int) (1_000 + names * 64L + view.size() * 48L + generated * 4);
    }

    private static Set<ToolDefinition> offered(NamedTools named, ListingConfiguration listing) {
        try {
            return named.chosen(
                    ToolNarrowing.names(listing.toolsets()),
                    ToolNarrowing.names(listing.tools()),
                    "tools.listing.toolsets (GITLAB_TOOLSETS)",
                    "tools.listing.tools (GITLAB_TOOLS)");
        } catch (UnknownToolNameException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * What a request that narrows so may call and sees.
     *
     * @throws UnknownToolNameException when it names a toolset or tool that does not exist
     */
    ToolView view(ToolNarrowing narrowing) {
        return narrowing.equals(ToolNarrowing.NONE) ? unnarrowed : views.get(narrowing, this::build);
    }

    /**
     * Checks the names alone, which costs little whatever was never asked for before.
     *
     * @throws UnknownToolNameException when it names a toolset or tool that does not exist
     */
    void check(ToolNarrowing narrowing) {
        narrowing.toolsets().forEach(name -> named.set(name, FROM_TOOLSETS));
        if (!narrowing.within().isEmpty()) {
            named.set(narrowing.within(), FROM_PATH);
        }
        named.tools(narrowing.tools(), FROM_TOOLS);
        named.tools(narrowing.excluded(), FROM_EXCLUDED);
    }

    private ToolView build(ToolNarrowing narrowing) {
        Set<ToolDefinition> usable = named.chosen(narrowing.toolsets(), narrowing.tools(), FROM_TOOLSETS, FROM_TOOLS);
        if (!narrowing.within().isEmpty()) {
            usable.retainAll(named.chosen(Set.of(narrowing.within()), Set.of(), FROM_PATH, ""));
        }
        usable.removeAll(named.tools(narrowing.excluded(), FROM_EXCLUDED));
        if (!narrowing.excluded().isEmpty()) {
            usable.removeIf(
                    tool -> tool.reachesEverything() && !narrowing.tools().contains(tool.name()));
        }
        usable.retainAll(offered);
        usable.removeAll(refused.keySet());
        if (narrowing.readOnly()) {
            usable.removeIf(tool -> tool.access() != Access.READ);
        }
        Predicate<Operation> reachable = reachable(narrowing);
        boolean readsOnly = usable.stream().allMatch(tool -> tool.access() == Access.READ)
                && permitted.stream()
                        .noneMatch(operation -> operation.access() != Access.READ && reachable.test(operation));
        List<ToolDefinition> own = new ArrayList<>(permitted(meta.all(readsOnly)));
        List<ToolDefinition> listed = new ArrayList<>();
        String listing = narrowing.chooses() ? ALL : shown;
        switch (listing) {
            case ALL -> listed.addAll(usable);
            case "grouped" -> {
                listed.addAll(permitted(meta.grouped(usable)));
                own.addAll(listed);
            }
            case "find" -> listed.addAll(own);
            default -> {
                catalogue.core().stream().filter(usable::contains).forEach(listed::add);
                own.stream().filter(meta::isCommon).forEach(listed::add);
            }
        }
        if (!listing.equals(ALL)) {
            usable.stream().filter(named::isInNoSet).forEach(listed::add);
        }
        return new ToolView(usable, listed, own, reachable);
    }

    private Predicate<Operation> reachable(ToolNarrowing narrowing) {
        boolean within = narrowing.within().isEmpty() || narrowing.within().equals(ALL);
        OperationPolicy.Narrowed narrowed = new OperationPolicy.Narrowed(
                within && OperationPolicy.isEverything(narrowing.toolsets(), narrowing.tools()),
                within ? named.operations(narrowing.tools()) : Set.of(),
                named.operations(narrowing.excluded()),
                narrowing.readOnly());
        return operation -> permitted.contains(operation) && narrowed.allows(operation);
    }

    /** Whether what acts on the whole instance is switched on. */
    boolean reachesInstance() {
        return operations.reachesInstance();
    }

    /** How much any tool may do. */
    Access most() {
        return policy.most();
    }

    private List<ToolDefinition> permitted(List<ToolDefinition> tools) {
        return tools.stream().filter(tool -> policy.refusal(tool).isEmpty()).toList();
    }

    /** Why a tool of the catalogue must not be called, as a sentence; empty when it may. */
    Optional<String> refusal(ToolDefinition tool, ToolView view) {
        String reason = refused.get(tool);
        if (reason != null) {
            return Optional.of(reason);
        }
        if (!offered.contains(tool)) {
            return Optional.of("the tool " + tool.name() + " is not among those it offers.");
        }
        return view.allows(tool) ? Optional.empty() : Optional.of(leftOut(tool.name()));
    }

    /**
     * Why a tool's results must not be shown as parts of another's, as a sentence. Those that are merely not among the chosen
     * ones may be, since who offers the other tool wants it whole.
     */
    Optional<String> denial(ToolDefinition tool, ToolNarrowing narrowing) {
        String reason = refused.get(tool);
        if (reason != null) {
            return Optional.of(reason);
        }
        boolean excluded = !narrowing.excluded().isEmpty()
                && named.tools(narrowing.excluded(), FROM_EXCLUDED).contains(tool);
        return excluded ? Optional.of(leftOut(tool.name())) : Optional.empty();
    }

    /** Why an operation must not be called, as for tools. */
    Optional<String> refusal(Operation operation, ToolView view) {
        return operations
                .refusal(operation)
                .or(() -> view.allows(operation) ? Optional.empty() : Optional.of(leftOut(operation.name())));
    }

    /** As for tools, for one that is called by the name of the operation that it does the whole of. */
    Optional<String> refusal(ToolDefinition tool, Operation operation, ToolView view) {
        return policy.isDenied(operation.name())
                ? Optional.of("its operator has denied the tool " + operation.name() + ".")
                : refusal(tool, view);
    }

    private static String leftOut(String name) {
        return "this client's headers or address (X-MCP-Toolsets, X-MCP-Tools, X-MCP-Exclude-Tools, X-MCP-Readonly)"
                + " leave the tool " + name + " out.";
    }
}
