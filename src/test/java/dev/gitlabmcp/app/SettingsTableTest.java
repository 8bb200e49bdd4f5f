package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/configuration.md to config.yml, to the records behind it, and to the settings of other servers. */
class SettingsTableTest {
    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Path REFERENCE = Path.of("config.yml");
    private static final Set<String> SECRETS = Set.of(
            "GITLAB_TOKEN",
            "GITLAB_TOKEN_FILE",
            "MCP_AUTH_TOKEN",
            "MCP_AUTH_TOKEN_FILE",
            "MCP_STATE_SECRET",
            "MCP_STATE_SECRET_FILE",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "OTEL_EXPORTER_OTLP_HEADERS_FILE",
            "SSL_PASSPHRASE",
            "SSL_PASSPHRASE_FILE",
            "ADMIN_PASSWORD",
            "ADMIN_PASSWORD_FILE");
    private static final Set<String> DROPWIZARD = Set.of("server", "logging", "metrics");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(?::-([^}]*))?}");

    private static final MarkdownTable SETTINGS = MarkdownTable.below(PAGE, "## Settings");
    private static final MarkdownTable OTHERS = MarkdownTable.below(PAGE, "## Settings of other GitLab MCP servers");

    /** A row of the first table; the key is "none" for secrets. */
    private record Row(String key, List<String> variables, String defaultValue, String range, String meaning) {
        static Row of(List<String> cells) {
            assertThat(cells).hasSize(5);
            return new Row(
                    cells.get(0).replace("`", ""),
                    MarkdownTable.code(cells.get(1)),
                    cells.get(2).replace("`", ""),
                    cells.get(3),
                    cells.get(4));
        }

        @Override
        public String toString() {
            return key + " " + variables;
        }
    }

    static Stream<Row> rows() {
        return SETTINGS.rows().stream().map(Row::of);
    }

    static Stream<Row> rowsOfKeys() {
        return rows().filter(row -> !row.key().equals("none"));
    }

    @Test
    void everyKeyOfOurs_hasExactlyOneRow() throws IOException {
        List<String> ours = leaves().keySet().stream()
                .filter(key -> !DROPWIZARD.contains(key.split("\\.", -1)[0]))
                .toList();

        assertThat(rowsOfKeys().map(Row::key)).doesNotHaveDuplicates().containsAll(ours);
    }

    @ParameterizedTest
    @MethodSource("rowsOfKeys")
    void row_showsTheDefaultAndTheVariablesOfItsKey(Row row) throws IOException {
        String value = leaves().get(row.key());

        assertThat(value).as("config.yml has no key %s", row.key()).isNotNull();
        assertThat(row.variables()).containsExactlyElementsOf(variables(value));
        String shown = VARIABLE.matcher(value).replaceAll(found -> Matcher.quoteReplacement(found.group(2)));
        assertThat(row.defaultValue()).isEqualTo(shown.isEmpty() ? "empty" : shown);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_saysRangeAndMeaning(Row row) {
        assertThat(row.defaultValue()).isNotBlank();
        assertThat(row.range()).isNotBlank();
        assertThat(row.meaning()).isNotBlank();
    }

    @Test
    void variables_areThoseOfTheFileAndTheSecrets() throws IOException {
        Set<String> read = new TreeSet<>(variables(Files.readString(REFERENCE)));
        // The comment at the top explains the form.
        read.remove("NAME");
        read.addAll(SECRETS);

        assertThat(rows().flatMap(row -> row.variables().stream()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(read);
    }

    @ParameterizedTest
    @MethodSource("rowsOfKeys")
    void row_rangeIsTheOneThatIsEnforced(Row row) {
        AnnotatedElement component = component(row.key());
        if (component == null) {
            return;
        }
        Bounds bounds = Bounds.of(component);
        if (bounds != null) {
            assertThat(bounds.shownBy(row.range())).as("range of %s", row.key()).isEqualTo(bounds.limits());
        }
    }

    @Test
    void ranges_ofTheRecords_areFound() {
        // Guards the test above against looking at nothing.
        assertThat(rowsOfKeys()
                        .map(row -> component(row.key()))
                        .filter(component -> component != null && Bounds.of(component) != null))
                .hasSizeGreaterThan(30);
    }

    /** What a record demands of a number, a time or a size; the last is missing where there is no upper bound. */
    private record Bounds(List<Long> limits, Function<String, Long> parser) {
        private static final Pattern RANGE = Pattern.compile("(?:at least (.+?)|(.+?) to (.+?))(?:;.*)?");

        static @Nullable Bounds of(AnnotatedElement element) {
            Min min = element.getAnnotation(Min.class);
            Max max = element.getAnnotation(Max.class);
            if (min != null && max != null) {
                return new Bounds(List.of(min.value(), max.value()), text -> Long.valueOf(text.replace(",", "")));
            }
            MinDuration shortest = element.getAnnotation(MinDuration.class);
            MaxDuration longest = element.getAnnotation(MaxDuration.class);
            if (shortest != null) {
                long from = shortest.unit().toNanos(shortest.value());
                return new Bounds(
                        longest == null
                                ? List.of(from)
                                : List.of(from, longest.unit().toNanos(longest.value())),
                        text -> Duration.parse(text).toNanoseconds());
            }
            MinDataSize smallest = element.getAnnotation(MinDataSize.class);
            MaxDataSize largest = element.getAnnotation(MaxDataSize.class);
            if (smallest != null) {
                long from = smallest.unit().toBytes(smallest.value());
                return new Bounds(
                        largest == null
                                ? List.of(from)
                                : List.of(from, largest.unit().toBytes(largest.value())),
                        text -> DataSize.parse(text).toBytes());
            }
            return null;
        }

        List<Long> shownBy(String range) {
            Matcher shown = RANGE.matcher(range);
            assertThat(shown.matches()).as("\"%s\" is no range", range).isTrue();
            return shown.group(1) != null
                    ? List.of(parser.apply(shown.group(1)))
                    : List.of(parser.apply(shown.group(2)), parser.apply(shown.group(3)));
        }
    }

    static Stream<List<String>> others() {
        return OTHERS.rows().stream();
    }

    @ParameterizedTest
    @MethodSource("others")
    void other_isHonouredRenamedOrAbsent(List<String> cells) {
        List<String> documented =
                rows().flatMap(row -> row.variables().stream()).toList();
        List<String> names = MarkdownTable.code(cells.get(0));
        String verdict = cells.get(1);

        assertThat(cells).hasSize(3);
        assertThat(names).isNotEmpty();
        switch (verdict.split(" ", -1)[0]) {
            case "honoured" -> assertThat(documented).containsAll(names);
            case "renamed" -> {
                assertThat(verdict).startsWith("renamed to `");
                assertThat(documented).containsAll(MarkdownTable.code(verdict)).doesNotContainAnyElementsOf(names);
            }
            case "absent" -> {
                assertThat(documented).doesNotContainAnyElementsOf(names);
                assertThat(cells.get(2)).as("why %s is absent", names).isNotBlank();
            }
            default -> throw new AssertionError("No verdict: " + verdict);
        }
    }

    @Test
    void others_haveARowEach() throws IOException {
        Path file = Path.of(System.getProperty("reference.dir", "../shared"), "reference", "peer-settings.md");
        assumeTrue(Files.isRegularFile(file), "no reference data in " + file.toAbsolutePath());
        List<String> names = others().flatMap(cells -> MarkdownTable.code(cells.get(0)).stream())
                .toList();

        List<String> cells = PeerSettings.firstCells(Files.readAllLines(file));

        assertThat(cells).hasSizeGreaterThan(80);
        assertThat(names).doesNotHaveDuplicates();
        assertThat(cells)
                .allSatisfy(cell -> assertThat(PeerSettings.missing(cell, names))
                        .as("variables of \"%s\" without a row", cell)
                        .isEmpty());
    }

    /** The tables of the reference file, whose cells abbreviate names that begin alike. */
    private static final class PeerSettings {
        private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]*(?:<[A-Z]+>[A-Z0-9_]*)*");
        private static final Pattern BEGINNING = Pattern.compile("[A-Z0-9]+_[A-Z0-9]+_");
        private static final Pattern ENV_TABLE = Pattern.compile("\\| *(?:env var|Variable) *\\|.*");

        private PeerSettings() {}

        static List<String> firstCells(List<String> lines) {
            return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                    .filter(i -> ENV_TABLE.matcher(lines.get(i)).matches())
                    .flatMap(i -> lines.stream().skip(i + 2L).takeWhile(line -> line.startsWith("|")))
                    .map(line -> MarkdownTable.cells(line).get(0))
                    .toList();
        }

        static List<String> missing(String cell, List<String> documented) {
            List<String> names =
                    NAME.matcher(cell).results().map(MatchResult::group).toList();
            return names.stream()
                    .filter(name -> !documented.contains(name)
                            && documented.stream()
                                    .noneMatch(full ->
                                            names.stream().anyMatch(neighbour -> abbreviates(name, neighbour, full))))
                    .toList();
        }

        /** Whether {@code _B_C} or {@code B_C} next to {@code X_Y_A} stands for this name: it begins and ends alike. */
        private static boolean abbreviates(String part, String neighbour, String full) {
            Matcher beginning = BEGINNING.matcher(neighbour);
            String tail = part.startsWith("_") ? part : "_" + part;
            return beginning.lookingAt()
                    && full.startsWith(beginning.group())
                    && (full.endsWith(tail) || full.contains(tail + "_"));
        }
    }

    private static List<String> variables(String text) {
        return VARIABLE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** Every scalar of config.yml by its path. */
    private static Map<String, String> leaves() throws IOException {
        Map<String, String> leaves = new TreeMap<>();
        collect("", new YAMLMapper().readTree(REFERENCE.toFile()), leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), into));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "[" + i + "]", node.get(i), into);
            }
        } else {
            into.put(path, node.asText());
        }
    }

    /** The field of the record that a key is read into; null for Dropwizard's own. */
    private static @Nullable Field component(String key) {
        String[] names = key.split("\\.", -1);
        if (DROPWIZARD.contains(names[0])) {
            return null;
        }
        Class<?> type = GitLabMcpConfiguration.class;
        Field field = null;
        for (String name : names) {
            try {
                field = type.getDeclaredField(name);
            } catch (NoSuchFieldException e) {
                throw new AssertionError(type + " has no " + name + "; it has "
                        + Stream.of(type.getDeclaredFields())
                                .map(Field::getName)
                                .collect(Collectors.joining(", ")));
            }
            type = field.getType();
        }
        return field;
    }
}
