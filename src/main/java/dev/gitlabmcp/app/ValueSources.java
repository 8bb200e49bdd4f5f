package dev.gitlabmcp.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.StringSubstitutor;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of each key of a configuration comes from. The text is read a second time with a mark in the place of every
 * variable: keys under which a mark turns up have their value from that variable. So it holds for any file, wherever in it
 * variables stand. Immutable.
 */
final class ValueSources {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String MARK = "zqVariable";
    private static final Pattern MARKS = Pattern.compile(MARK + "([0-9]+)zq");

    private final Map<String, Source> byKey;

    /**
     * A source.
     *
     * @param variables the variables that are set, by name; empty when the value is not from the environment
     * @param inFile whether the file says something that differs from the default
     */
    record Source(Set<String> variables, boolean inFile) {
        static final Source DEFAULT = new Source(Set.of(), false);
        static final Source FILE = new Source(Set.of(), true);

        @Override
        public String toString() {
            if (variables.isEmpty()) {
                return inFile ? "config file" : "default";
            }
            return "environment " + String.join(", ", variables);
        }
    }

    private ValueSources(Map<String, Source> byKey) {
        this.byKey = byKey;
    }

    /**
     * The sources of this configuration.
     *
     * @param reference the text of the configuration inside the jar, by which is told what is a default
     */
    static ValueSources of(ConfigurationText.Content content, Settings settings, String reference) {
        Reader reader = new Reader(
                content, settings, tree(new Settings(Map.of()).substitutor().replace(reference)));
        return new ValueSources(reader.read());
    }

    /** Where the value at that path comes from; the parts of a value come from where it does. */
    Source of(String key) {
        for (String path = key; !path.isEmpty(); path = parent(path)) {
            Source source = byKey.get(path);
            if (source != null) {
                return source;
            }
        }
        return Source.DEFAULT;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    private static JsonNode tree(String yaml) {
        JsonNode tree = treeOrNull(yaml);
        return tree == null ? MissingNode.getInstance() : tree;
    }

    private static @Nullable JsonNode treeOrNull(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Reads one text. */
    private static final class Reader {
        private final ConfigurationText.Content content;
        private final Settings settings;
        private final Map<String, JsonNode> defaults;
        private final List<String> names = new ArrayList<>();
        private final Map<String, Source> found = new TreeMap<>();

        Reader(ConfigurationText.Content content, Settings settings, JsonNode reference) {
            this.content = content;
            this.settings = settings;
            this.defaults = Leaves.of(reference);
        }

        Map<String, Source> read() {
            JsonNode actual = tree(settings.substitutor().replace(content.text()));
            Set<String> all = new TreeSet<>();
            String unused = replaced(name -> {
                all.add(name);
                return null;
            });
            names.addAll(all);
            Set<String> markable = markable();
            compare("", actual, tree(marked(markable)));
            names.stream()
                    .filter(name -> !markable.contains(name) && settings.isSet(name))
                    .forEach(name -> differing(actual, name));
            return found;
        }

        /** Usually all. A mark for a variable that holds several lines may be no YAML. */
        private Set<String> markable() {
            if (treeOrNull(marked(new LinkedHashSet<>(names))) != null) {
                return new LinkedHashSet<>(names);
            }
            Set<String> markable = new LinkedHashSet<>();
            for (String name : names) {
                markable.add(name);
                if (treeOrNull(marked(markable)) == null) {
                    markable.remove(name);
                }
            }
            return markable;
        }

        private String marked(Set<String> markable) {
            return replaced(name -> markable.contains(name)
                    ? MARK + names.indexOf(name) + "zq"
                    : settings.isSet(name) ? settings.substitutor().replace("${" + name + "}") : null);
        }

        private String replaced(UnaryOperator<@Nullable String> lookup) {
            StringSubstitutor substitutor = new StringSubstitutor(lookup::apply);
            substitutor.setValueDelimiter(":-");
            substitutor.setDisableSubstitutionInValues(true);
            return substitutor.replace(content.text());
        }

        private void compare(String path, JsonNode actual, JsonNode marked) {
            if (actual.isContainerNode() && actual.isEmpty() && !marked.isMissingNode() && !path.isEmpty()) {
                found.put(path, source(path, actual, marked.isValueNode() ? marked.asText() : ""));
            } else if (actual.isObject() && marked.isObject()) {
                // By place, so that a variable in a key does no harm; by name where a variable holds several keys.
                boolean alike = actual.size() == marked.size();
                Iterator<Map.Entry<String, JsonNode>> byPlace =
                        marked.properties().iterator();
                for (Map.Entry<String, JsonNode> member : actual.properties()) {
                    JsonNode other = alike ? byPlace.next().getValue() : marked.path(member.getKey());
                    compare(Leaves.member(path, member.getKey()), member.getValue(), other);
                }
            } else if (actual.isArray() && marked.isArray()) {
                for (int i = 0; i < actual.size(); i++) {
                    compare(Leaves.element(path, i), actual.get(i), marked.path(i));
                }
            } else if (!path.isEmpty() && !marked.isMissingNode()) {
                found.put(path, source(path, actual, marked.isValueNode() ? marked.asText() : ""));
            }
        }

        private Source source(String path, JsonNode actual, String marked) {
            Set<String> used = MARKS.matcher(marked)
                    .results()
                    .map(mark -> names.get(Integer.parseInt(mark.group(1))))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> set = used.stream().filter(settings::isSet).collect(Collectors.toCollection(TreeSet::new));
            if (!set.isEmpty()) {
                return new Source(set, true);
            }
            boolean blank =
                    actual.isNull() || (actual.isTextual() && actual.asText().isBlank());
            if (content.file() == null || blank) {
                return Source.DEFAULT;
            }
            JsonNode otherwise = defaults.get(path);
            // The fallback of a variable is a default where it is the one of the reference.
            return !used.isEmpty() && otherwise != null && otherwise.asText().equals(actual.asText())
                    ? Source.DEFAULT
                    : Source.FILE;
        }

        /** Keys that are there or what they are since this variable is set. */
        private void differing(JsonNode actual, String name) {
            JsonNode without = tree(replaced(other -> !other.equals(name) && settings.isSet(other)
                    ? settings.substitutor().replace("${" + other + "}")
                    : other.equals(name) ? "" : null));
            Map<String, JsonNode> others = Leaves.of(without);
            Leaves.of(actual).forEach((path, value) -> {
                if (!value.equals(others.get(path))) {
                    found.put(path, new Source(Set.of(name), true));
                }
            });
        }
    }
}
