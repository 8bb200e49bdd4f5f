package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the image is built from, as far as that can be seen without building it. */
class ImageFilesTest {
    private static final String DOCKERFILE = StrictYaml.text(Path.of("Dockerfile"));

    private static List<MatchResult> lines(String expression) {
        return Pattern.compile(expression, Pattern.MULTILINE)
                .matcher(DOCKERFILE)
                .results()
                .toList();
    }

    @Test
    void images_arePinned() {
        assertThat(lines("^FROM (\\S+)"))
                .hasSize(3)
                .extracting(found -> found.group(1))
                .allMatch(image -> image.matches("[a-z-]+:\\d+\\.\\d+\\.\\d+[\\w.-]+"));
    }

    @Test
    void trainingAndRunning_haveTheSameJava() {
        assertThat(lines("^FROM (eclipse-temurin:\\S+)"))
                .hasSize(2)
                .extracting(found -> found.group(1))
                .allMatch(lines("^FROM (eclipse-temurin:\\S+)").get(0).group(1)::equals);
    }

    @Test
    void user_isNotRoot() {
        assertThat(lines("^USER (\\d+):(\\d+)$"))
                .hasSize(1)
                .allMatch(found -> !found.group(1).equals("0"));
    }

    static Stream<String> copied() {
        return lines("^COPY (?!--from)(?:--chmod=\\d+ )?(.*) \\S+$").stream()
                .flatMap(found -> Stream.of(found.group(1).split(" ", -1)));
    }

    @ParameterizedTest
    @MethodSource("copied")
    void copiedFile_isThereAndNotIgnored(String file) {
        List<String> ignored = StrictYaml.text(Path.of(".dockerignore")).lines().toList();

        assertThat(Path.of(file)).exists();
        assertThat(ignored).contains("*");
        assertThat(ignored)
                .anySatisfy(line -> assertThat(line.startsWith("!")
                                && (file.equals(line.substring(1)) || file.startsWith(line.substring(1) + "/")))
                        .isTrue());
    }

    @Test
    void buildWithoutTests_hasAllResourcesThatThePomNames() {
        List<String> included = Pattern.compile("<include>([^<]+)</include>")
                .matcher(StrictYaml.text(Path.of("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(included).isNotEmpty();
        assertThat(copied()).containsAll(included);
    }

    @Test
    void scripts_areExecutableAndOfBash() throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("docker"))) {
            assertThat(scripts.filter(script -> !script.endsWith("java-options.sh")))
                    .hasSize(3)
                    .allSatisfy(script -> {
                        assertThat(script).isExecutable();
                        assertThat(StrictYaml.text(script)).startsWith("#!/usr/bin/env bash\n");
                    });
        }
    }
}
