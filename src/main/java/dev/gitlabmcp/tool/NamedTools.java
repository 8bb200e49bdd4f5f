package dev.gitlabmcp.tool;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tools and operations that settings and requests name, and refusals of names that there are not. Immutable. */
final class NamedTools {
    /** Stands for all tools where toolsets are named. */
    static final String ALL = "all";

    /** Stand for the most used tools where toolsets are named. */
    private static final Set<String> CORE = Set.of("core", "default");

    private static final int SHOWN = 64;

    private final Catalogue catalogue;
    private final Set<ToolDefinition> inNoSet;

    NamedTools(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.inNoSet = new LinkedHashSet<>(catalogue.tools());
        catalogue.toolsets().forEach(set -> inNoSet.removeAll(set.tools()));
    }

    /** Whether a tool belongs to no toolset, so that naming toolsets does not leave it out. */
    boolean isInNoSet(ToolDefinition tool) {
        return inNoSet.contains(tool);
    }

    /**
     * The tools of these sets and names, in the catalogue's order; all when nothing is named.
     *
     * @param setsFrom what named the sets, to begin a refusal with; {@code toolsFrom} likewise
     * @throws UnknownToolNameException when there is no such set or tool
     */
    Set<ToolDefinition> chosen(Set<String> toolsets, Set<String> tools, String setsFrom, String toolsFrom) {
        Set<ToolDefinition> wanted = new HashSet<>(tools(tools, toolsFrom));
        toolsets.forEach(name -> wanted.addAll(set(name, setsFrom)));
        wanted.addAll(inNoSet);
        Set<ToolDefinition> ordered = new LinkedHashSet<>(catalogue.tools());
        if (!toolsets.isEmpty() || !tools.isEmpty()) {
            ordered.retainAll(wanted);
        }
        return ordered;
    }

    /**
     * The tools of one set, or of a word that stands for several.
     *
     * @throws UnknownToolNameException when there is no such set
     */
    List<ToolDefinition> set(String name, String from) {
        if (name.equals(ALL)) {
            return catalogue.tools();
        }
        if (CORE.contains(name)) {
            return catalogue.core();
        }
        for (Toolset set : catalogue.toolsets()) {
            if (set.name().equals(name)) {
                return set.tools();
            }
        }
        List<String> known = catalogue.toolsets().stream().map(Toolset::name).toList();
        throw new UnknownToolNameException(from + " names the toolset " + shortened(name)
                + ", which does not exist; there are " + String.join(", ", known) + ", and the words all and core.");
    }

    /**
     * The tools of these names, those that do the whole of an operation of such a name included.
     *
     * @throws UnknownToolNameException when there is neither a tool nor an operation of a name
     */
    Set<ToolDefinition> tools(Set<String> names, String from) {
        Set<ToolDefinition> found = new LinkedHashSet<>();
        for (String name : names) {
            ToolDefinition tool = catalogue.find(name).orElse(null);
            Operation operation = catalogue.operations().find(name).orElse(null);
            if (tool == null && operation == null) {
                List<String> near = catalogue.nearest(name);
                String hint = near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?";
                throw new UnknownToolNameException(
                        from + " names the tool " + shortened(name) + ", which does not exist" + hint);
            }
            if (tool != null) {
                found.add(tool);
            } else if (operation != null) {
                catalogue.curated(operation).ifPresent(found::add);
            }
        }
        return found;
    }

    /** The operations among these names for which there is no tool of their own. */
    Set<Operation> operations(Set<String> names) {
        Set<Operation> found = new HashSet<>();
        for (String name : names) {
            catalogue
                    .operations()
                    .find(name)
                    .filter(operation -> catalogue.find(name).isEmpty()
                            && catalogue.curated(operation).isEmpty())
                    .ifPresent(found::add);
        }
        return found;
    }

    private static String shortened(String name) {
        return name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name;
    }
}
