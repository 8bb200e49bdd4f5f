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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Ranks tools by how well they fit a few words, over names, titles, descriptions and parameters, weighted by where a word
 * stands and how rare it is (BM25F: https://doi.org/10.1561/1500000019). Words that people use for GitLab's are looked for
 * too. Immutable and thread-safe; a query costs a few microseconds for each tool.
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

    private final List<Entry> entries;
    private final Map<String, Double> rarity;
    private final SearchWords words;

    /** A tool with the weight of each word it holds. */
    private record Entry(
            ToolDefinition tool,
            boolean core,
            List<Set<String>> names,
            Map<String, Double> weights,
            String signature) {}

    /** A tool and how well it fits. */
    private record Scored(ToolDefinition tool, double score) {}

    private ToolIndex(List<Entry> entries, Map<String, Double> rarity, SearchWords words) {
        this.entries = entries;
        this.rarity = rarity;
        this.words = words;
    }

    /** The index of all tools of a catalogue. */
    static ToolIndex of(Catalogue catalogue) {
        SearchWords words = SearchWords.load();
        Map<ToolDefinition, ToolGroup> groups = new HashMap<>();
        catalogue
                .toolsets()
                .forEach(set -> set.groups().forEach(group -> group.tools().forEach(tool -> groups.put(tool, group))));
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> holders = new HashMap<>();
        for (ToolDefinition tool : catalogue.tools()) {
            ToolGroup group = groups.get(tool);
            Map<String, Double> weights = weights(tool, group == null ? "" : group.title(), words);
            weights.keySet().forEach(word -> holders.merge(word, 1, Integer::sum));
            entries.add(new Entry(
                    tool, catalogue.core().contains(tool), names(tool, words), Map.copyOf(weights), signatureOf(tool)));
        }
        Map<String, Double> rarity = new HashMap<>();
        holders.forEach((word, count) ->
                rarity.put(word, Math.log(1 + (entries.size() - count + 0.5) / (count + 0.5))));
        return new ToolIndex(List.copyOf(entries), Map.copyOf(rarity), words);
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

    /** The best of those that are wanted, best first; those that share no word with the query are left out. */
    List<ToolDefinition> rank(String query, Predicate<ToolDefinition> wanted, int limit) {
        Set<String> asked = new LinkedHashSet<>(words.of(query));
        boolean asks = words.asks(query);
        List<Scored> scored = new ArrayList<>();
        for (Entry entry : entries) {
            double score = 0;
            for (String word : asked) {
                score += score(entry, word);
            }
            score *= 1 + NAMED * covered(entry, asked);
            score *= entry.core ? CORE : 1;
            if (score > 0 && wanted.test(entry.tool)) {
                boolean reads = entry.tool.access() == Access.READ;
                scored.add(new Scored(entry.tool, reads == asks ? score * FAVOUR : score));
            }
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        return scored.stream().limit(limit).map(Scored::tool).toList();
    }

    /** How much of one of the tool's names was asked for, from 0 to 1: what it does beyond that was not. */
    private double covered(Entry entry, Set<String> asked) {
        Set<String> said = new HashSet<>(asked);
        asked.forEach(word -> words.meanings(word).forEach(said::addAll));
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

    /** A tool's arguments in one line, required ones marked with an asterisk. */
    String signature(ToolDefinition tool) {
        return entries.stream()
                .filter(entry -> entry.tool == tool)
                .map(Entry::signature)
                .findFirst()
                .orElse("");
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
