package dev.gitlabmcp.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Which package may use which, and the rules that hold for all of them; the reasons are in {@code docs/rationale.md}. */
@AnalyzeClasses(packages = "dev.gitlabmcp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.gitlabmcp.";
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MAX_LINES = 400;
    private static final Set<String> FEATURES = Set.of(
            "protocol",
            "net",
            "limit",
            "session",
            "gitlab",
            "shaping",
            "tool",
            "catalogue",
            "dispatch",
            "auth",
            "transport",
            "trace",
            "sandbox",
            "cli");

    /** A package, and the packages of ours that it may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("protocol", Set.of()),
            Map.entry("net", Set.of()),
            Map.entry("limit", Set.of()),
            Map.entry("session", Set.of("protocol")),
            Map.entry("gitlab", Set.of("net", "limit", "trace")),
            Map.entry("shaping", Set.of("protocol")),
            Map.entry("tool", Set.of("protocol", "gitlab", "shaping", "trace")),
            Map.entry("catalogue", Set.of("tool", "shaping", "gitlab")),
            Map.entry("dispatch", Set.of("protocol", "tool", "session", "limit", "gitlab", "trace")),
            Map.entry("auth", Set.of("protocol", "gitlab", "net", "limit")),
            Map.entry("transport", Set.of("dispatch", "protocol", "session", "limit", "net", "auth", "trace")),
            Map.entry("trace", Set.of()),
            Map.entry("ops", union(FEATURES, "logs")),
            Map.entry("logs", Set.of("protocol", "gitlab", "tool", "dispatch", "transport")),
            Map.entry("sandbox", Set.of()),
            Map.entry("cli", Set.of("tool", "catalogue", "gitlab", "net", "sandbox")));

    private static Set<String> union(Set<String> some, String other) {
        Set<String> all = new TreeSet<>(some);
        all.add(other);
        return all;
    }

    @ArchTest
    static void packages_areThoseOfTheTable(JavaClasses ours) {
        Set<String> packages = new TreeSet<>();
        ours.forEach(type -> packages.add(type.getPackageName()));

        Set<String> known = new TreeSet<>(Set.of(ROOT + "app"));
        MAY_USE.keySet().forEach(name -> known.add(ROOT + name));
        assertThat(known).containsAll(packages);
    }

    @ArchTest
    static void packages_useNoneOfOursButThoseOfTheirRow(JavaClasses ours) {
        new TreeMap<>(MAY_USE).forEach((name, used) -> row(name, used).check(ours));
    }

    private static ArchRule row(String name, Set<String> used) {
        String[] allowed = Stream.concat(Stream.of(name), used.stream())
                .map(p -> ROOT + p + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gitlabmcp..").and(not(resideInAnyPackage(allowed))))
                .as(name + " uses nothing of ours but " + new TreeSet<>(used))
                .allowEmptyShould(true);
    }

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule httpClient_staysInGitlab = fenced("org.apache.hc..", "gitlab");

    @ArchTest
    static final ArchRule bucket4j_staysInLimit = fenced("io.github.bucket4j..", "limit");

    @ArchTest
    static final ArchRule resilience4j_staysInGitlab = fenced("io.github.resilience4j..", "gitlab");

    @ArchTest
    static final ArchRule prometheus_staysInOps = fenced("io.prometheus..", "ops", "app");

    @ArchTest
    static final ArchRule jaxRs_staysAtTheEdge = fenced("jakarta.ws.rs..", "transport", "ops", "auth", "app");

    @ArchTest
    static final ArchRule openTelemetry_staysInTrace = fenced("io.opentelemetry..", "trace", "app");

    @ArchTest
    static final ArchRule logbackAndItsLayouts_stayInLogs = fenced("ch.qos.logback..", "logs");

    @ArchTest
    static final ArchRule logstashEncoder_staysInLogs = fenced("net.logstash..", "logs");

    private static ArchRule fenced(String vendor, String... packages) {
        String[] allowed = Stream.of(packages).map(p -> ROOT + p + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat(resideInAPackage(vendor))
                .allowEmptyShould(true);
    }

    @ArchTest
    static final ArchRule environment_isReadInAppAlone = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "app..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule standardOutput_belongsToCommands =
            noClasses().that().resideOutsideOfPackage(ROOT + "cli..").should().accessField(System.class, "out");

    @ArchTest
    static final ArchRule fields_areNotInjected = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("javax.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.ws.rs.core.Context");

    @ArchTest
    static final ArchRule fields_areNotPublicUnlessConstant =
            fields().that().arePublic().should().beStatic().andShould().beFinal();

    @ArchTest
    static final ArchRule names_sayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager|Impl)");

    @ArchTest
    static final ArchRule classes_areFinalUnlessBuiltForExtension = classes()
            .that()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and(not(isAbstract()))
            .should()
            .haveModifier(JavaModifier.FINAL);

    private static DescribedPredicate<JavaClass> isAbstract() {
        return DescribedPredicate.describe(
                "abstract", type -> type.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    @ArchTest
    static void packages_areNullMarked(JavaClasses ours) throws ClassNotFoundException {
        Set<String> packages = new TreeSet<>();
        ours.forEach(type -> packages.add(type.getPackageName()));
        for (String name : packages) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as("@NullMarked of %s", name)
                    .isTrue();
        }
    }

    @ArchTest
    static void packages_sayWhatTheyHold(JavaClasses ours) throws IOException {
        Set<String> packages = new TreeSet<>();
        ours.forEach(type -> packages.add(type.getPackageName()));
        for (String name : packages) {
            Path info = SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java");
            assertThat(info).content().startsWith("/**");
        }
    }

    @ArchTest
    static void sources_areShort(JavaClasses ours) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MAX_LINES);
            }
        }
    }
}
