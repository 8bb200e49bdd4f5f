package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ranks tools and operations by how well they fit a few words, over names, titles, descriptions and parameters, weighted by
 * where a word stands and how rare it is (BM25F: https://doi.org/10.1561/1500000019). Words that people use for GitLab's are
 * looked for too. Made at the first question; thread-safe; a query costs a few microseconds for each tool.
 */
final class ToolIndex {
    private static final int MORE = 8;
    private static final double SATURATION = 1.2;
    /** How much a word counts that is only another word for the one that was asked for. */
    private static final double SYNONYM = 0.85;
    /** How much the most used tools gain. */
    private static final double CORE = 1.2;
    /** How much a tool gains whose whole name was asked for. */
    private static final double NAMED = 2.0;
    /** How much a tool that reads gains when something is asked, and one that changes when something is told. */
    private static final double FAVOUR = 1.5;
    /** How much an operation counts against a tool, which says more and shows less. */
    private static final double OPERATION = 0.9;
    /** How much an operation counts whose kind of thing, last in its path, nobody spoke of. */
    private static final double BESIDE = 0.7;
    /** What is shown of the arguments of an operation, in characters; some take a hundred. */
    private static final int SIGNATURE = 600;

    private final Catalogue catalogue;
    private final SearchWords words;
    private @Nullable List<Entry> entries;
    private Map<String, Double> rarity = Map.of();

    /** What was found: a tool, or an operation for which there is none. */
    record Found(@Nullable ToolDefinition tool, @Nullable Operation operation) {
        String name() {
            return tool != null ? tool.name() : operation == null ? "" : operation.name();
        }

        String does() {
            return tool != null ? tool.description() : operation == null ? "" : operation.does();
        }

        private boolean isAllowed(ToolView view) {
            return tool != null ? view.allows(tool) : operation != null && view.allows(operation);
        }

        private boolean reads() {
            Access access = tool != null ? tool.access() : operation == null ? Access.READ : operation.access();
            return access == Access.READ;
        }

        /** Whether its words say how rare a word is: those of internals would make rare what people never ask for. */
        private boolean counts() {
            return operation == null || operation.reach() == Operation.Reach.MAIN;
        }
    }

    /** What can be found, with the weight of each word it holds. */
    private record Entry(
            Found found, double favour, List<Set<String>> names, Map<String, Double> weights, Set<String> about) {}

    /** What was found and how well it fits. */
    private record Scored(Found found, double score) {}

    private ToolIndex(Catalogue catalogue, SearchWords words) {
        this.catalogue = catalogue;
        this.words = words;
    }

    /** The index of all tools and operations of a catalogue. */
    static ToolIndex of(Catalogue catalogue) {
        return new ToolIndex(catalogue, SearchWords.load());
    }

    private synchronized List<Entry> entries() {
        List<Entry> made = entries;
        if (made == null) {
            made = makeEntries();
            rarity = rarity(made);
            entries = made;
        }
        return made;
    }

    private List<Entry> makeEntries() {
        Map<ToolDefinition, ToolGroup> groups = new HashMap<>();
        catalogue
                .toolsets()
                .forEach(set -> set.groups().forEach(group -> group.tools().forEach(tool -> groups.put(tool, group))));
        Map<String, String> shared = new HashMap<>();
        List<Entry> made = new ArrayList<>();
        for (ToolDefinition tool : catalogue.tools()) {
            ToolGroup group = groups.get(tool);
            made.add(new Entry(
                    new Found(tool, null),
                    catalogue.core().contains(tool) ? CORE : 1,
                    names(tool, words),
                    compact(weights(tool, group == null ? "" : group.title(), words), shared),
                    Set.of()));
        }
        for (Operation operation : catalogue.operations().all()) {
            if (catalogue.curated(operation).isEmpty()) {
                made.add(new Entry(
                        new Found(null, operation),
                        OPERATION,
                        names(operation),
                        compact(weights(operation), shared),
                        about(operation)));
            }
        }
        return List.copyOf(made);
    }

    /** The same word is kept once, however many hold it. */
    private static Map<String, Double> compact(Map<String, Double> weights, Map<String, String> shared) {
        Map<String, Double> compact = new HashMap<>();
        weights.forEach((word, weight) -> compact.put(shared.computeIfAbsent(word, same -> same), weight));
        return Map.copyOf(compact);
    }

    private static Map<String, Double> rarity(List<Entry> entries) {
        Map<String, Integer> holders = new HashMap<>();
        int counted = 0;
        for (Entry entry : entries) {
            if (entry.found.counts()) {
                counted++;
                entry.weights.keySet().forEach(word -> holders.merge(word, 1, Integer::sum));
            } else {
                entry.weights.keySet().forEach(word -> holders.putIfAbsent(word, 1));
            }
        }
        double all = counted;
        Map<String, Double> rarity = new HashMap<>();
        holders.forEach((word, count) -> rarity.put(word, Math.log(1 + (all - count + 0.5) / (count + 0.5))));
        return Map.copyOf(rarity);
    }

    /** What it is about stands last in its path; what stands before that only says where it is. */
    private Map<String, Double> weights(Operation operation) {
        Map<String, Double> weights = new HashMap<>();
        List<String> literals = literals(operation);
        add(weights, words.of(operation.name()), 0.7);
        add(weights, words.of(operation.does()), 1.2);
        for (int i = 0; i < literals.size(); i++) {
            double weight = i == literals.size() - 1 ? 3 : i == literals.size() - 2 && i > 0 ? 2 : 0.3;
            add(weights, words.of(literals.get(i)), weight);
        }
        List<String> parameters = new ArrayList<>(words.of(operation.words()));
        parameters.removeIf(word -> word.length() < 2);
        add(weights, parameters, 0.3);
        return weights;
    }

    private List<Set<String>> names(Operation operation) {
        List<String> literals = literals(operation);
        String verb = operation.does().substring(0, operation.does().indexOf(' '));
        Set<String> last = new HashSet<>(words.of(verb + ' ' + literals.get(literals.size() - 1)));
        if (literals.size() < 3) {
            return List.of(Set.copyOf(last));
        }
        last.addAll(words.of(literals.get(literals.size() - 2)));
        return List.of(Set.copyOf(last));
    }

    private Set<String> about(Operation operation) {
        List<String> literals = literals(operation);
        return Set.copyOf(new HashSet<>(words.of(literals.get(literals.size() - 1))));
    }

    /** The parts of the path that are no placeholders. */
    private static List<String> literals(Operation operation) {
        return Stream.of(operation.path().substring(1).split("/", -1))
                .filter(segment -> segment.indexOf('{') < 0 && !segment.equals("-"))
                .toList();
    }

    private static List<Set<String>> names(ToolDefinition tool, SearchWords words) {
        return Stream.concat(Stream.of(tool.name()), tool.aliases().stream())
                .map(name -> Set.copyOf(new HashSet<>(words.of(name))))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Map<String, Double> weights(ToolDefinition tool, String about, SearchWords words) {
        Map<String, Double> weights = new HashMap<>();
        add(weights, words.of(tool.name()), 3);
        tool.aliases().forEach(alias -> add(weights, words.of(alias), 1));
        add(weights, words.of(tool.title()), 2);
        add(weights, words.of(tool.description()), 1.5);
        add(weights, words.of(about), 0.5);
        // A tool with a hundred parameters is no better a match for each of their words.
        List<String> parameters = new ArrayList<>();
        List<String> descriptions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property :
                tool.inputSchema().path("properties").properties()) {
            parameters.addAll(words.of(property.getKey()));
            descriptions.addAll(words.of(property.getValue().path("description").asText()));
            property.getValue().path("enum").forEach(word -> descriptions.addAll(words.of(word.asText())));
        }
        add(weights, parameters, 0.3);
        add(weights, descriptions, 0.2);
        return weights;
    }

    private static void add(Map<String, Double> weights, List<String> words, double weight) {
        // A word said twice in one place says no more than once.
        Set<String> once = new HashSet<>(words);
        once.forEach(word -> weights.merge(word, weight, Double::sum));
    }

    /** The best of those that a view allows, best first; those that share no word with the query are left out. */
    List<Found> rank(String query, ToolView view, int limit) {
        Set<String> asked = new LinkedHashSet<>(words.of(query));
        Set<String> said = new HashSet<>(asked);
        asked.forEach(word -> words.meanings(word).forEach(said::addAll));
        boolean asks = words.asks(query);
        List<Scored> scored = new ArrayList<>();
        for (Entry entry : entries()) {
            double score = 0;
            for (String word : asked) {
                score += score(entry, word);
            }
            score *= 1 + NAMED * covered(entry, said);
            score *= entry.favour;
            score *= beside(entry, said);
            if (score > 0) {
                scored.add(new Scored(entry.found, entry.found.reads() == asks ? score * FAVOUR : score));
            }
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        return scored.stream()
                .map(Scored::found)
                .filter(found -> found.isAllowed(view))
                .limit(limit)
                .toList();
    }

    /** An operation is put back that is about another thing, or for a project where a group was spoken of. */
    private static double beside(Entry entry, Set<String> said) {
        Operation operation = entry.found.operation;
        if (operation == null) {
            return 1;
        }
        boolean group = said.contains("group");
        boolean elsewhere = group
                ? operation.path().startsWith("/projects/") && !said.contains("project")
                : operation.path().startsWith("/groups/");
        double factor = entry.about.stream().anyMatch(said::contains) ? 1 : BESIDE;
        return elsewhere ? factor * BESIDE : factor;
    }

    /** How much of one of the tool's names was asked for, from 0 to 1, synonyms included: what it does beyond that was not. */
    private static double covered(Entry entry, Set<String> said) {
        double most = 0;
        for (Set<String> name : entry.names) {
            most = Math.max(most, (double) name.stream().filter(said::contains).count() / name.size());
        }
        return most;
    }

    /** The word itself, or the best of what people may mean by it: what stands for one idea counts once. */
    private double score(Entry entry, String word) {
        double best = plainScore(entry, word);
        for (List<String> meant : words.meanings(word)) {
            double sum = 0;
            for (String one : meant) {
                sum += plainScore(entry, one);
            }
            best = Math.max(best, SYNONYM * sum / meant.size());
        }
        return best;
    }

    private double plainScore(Entry entry, String word) {
        Double weight = entry.weights.get(word);
        return weight == null ? 0 : rarity.getOrDefault(word, 0.0) * weight / (weight + SATURATION);
    }

    /** The arguments in one line, required ones marked with an asterisk. */
    String signature(Found found) {
        if (found.tool != null) {
            return signatureOf(found.tool);
        }
        if (found.operation == null) {
            return "";
        }
        String whole = signatureOf(catalogue.operations().tool(found.operation));
        if (whole.length() <= SIGNATURE) {
            return whole;
        }
        int end = whole.lastIndexOf("; ", SIGNATURE);
        return whole.substring(0, end < 0 ? SIGNATURE : end) + "; … all: describe_tool";
    }

    private static String signatureOf(ToolDefinition tool) {
        StringBuilder out = new StringBuilder(describe(tool.input().listed()));
        List<String> more = tool.params().stream()
                .filter(Param::isUnlisted)
                .map(Param::name)
                .toList();
        if (!more.isEmpty()) {
            List<String> shown = more.subList(0, Math.min(MORE, more.size()));
            out.append("; rarely: ").append(String.join(", ", shown));
            out.append(more.size() > MORE ? ", " + (more.size() - MORE) + " more" : "");
        }
        return out.toString();
    }

    private static String describe(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode value = property.getValue();
            out.append(out.isEmpty() ? "" : "; ").append(property.getKey());
            out.append(required.contains(property.getKey()) ? "*" : "");
            out.append(" (").append(type(value)).append(')');
            String description = value.path("description").asText();
            out.append(description.isEmpty() ? "" : " " + description);
        }
        return out.toString();
    }

    private static String type(JsonNode value) {
        if (value.has("enum")) {
            List<String> choices = new ArrayList<>();
            value.get("enum").forEach(word -> choices.add(word.asText()));
            return String.join("|", choices);
        }
        if (value.path("type").asText().equals("array")) {
            return "list of " + type(value.path("items"));
        }
        if (value.path("properties").isObject()) {
            return "object: " + describe(value);
        }
        return value.path("type").asText("any");
    }
}
