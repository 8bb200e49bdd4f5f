package dev.gitlabmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.Network;
import dev.gitlabmcp.gitlab.NetworkConfiguration;
import dev.gitlabmcp.limit.Limit;
import dev.gitlabmcp.limit.Over;
import dev.gitlabmcp.net.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the tables and messages of docs/gitlab-instances.md to the code, as far as no server is needed. */
class InstancesGuideTest {
    private static final Path PAGE = Path.of("docs/gitlab-instances.md");

    static Stream<List<String>> urls() {
        return MarkdownTable.below(PAGE, "## URL formats").rows().stream();
    }

    @ParameterizedTest
    @MethodSource("urls")
    void url_becomesWhatThePageSays(List<String> row) {
        String example = MarkdownTable.code(row.get(1)).get(0);
        String expected = row.get(2).equals("itself")
                ? example
                : MarkdownTable.code(row.get(2)).get(0);

        assertThat(GitLabInstance.of(example).toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://gitlab.company.com",
                "",
                "https://",
                "https://user:secret@gitlab.company.com",
                "https://gitlab.company.com?a=b",
                "https://gitlab.company.com#a",
                "https://gitlab.company.com/api/v3",
                "https://gitlab.company.com/api/graphql",
                "https://gitlab.company.com/a//b",
                "https://gitlab.company.com/a/../b",
                "https://gitlab.company.com/a%20b",
                "https://gitlab.company.com:0",
                "https://gitlab.company.com:65536",
                "http://[fe80::1%25eth0]",
                "http://0x7f.1",
                "http://2130706433",
                "https://faß.example"
            })
    void url_ofTheRefusedKinds_isRefused(String url) {
        assertThatThrownBy(() -> GitLabInstance.of(url)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<List<String>> settings() {
        return MarkdownTable.below(PAGE, "## Configuration").rows().stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_hasTheDefaultOfTheReference(List<String> row) {
        Map<String, String> defaults =
                MarkdownTable.below(Path.of("docs/configuration.md"), "## Settings").rows().stream()
                        .flatMap(cells ->
                                MarkdownTable.code(cells.get(1)).stream().map(name -> Map.entry(name, cells.get(2))))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        for (String variable : MarkdownTable.code(row.get(0))) {
            // A variable of milliseconds has no unit, its key has.
            String reference = variable.endsWith("_MS")
                    ? String.valueOf(defaults.get(variable)).replace("ms`", "`")
                    : defaults.get(variable);
            assertThat(row.get(1)).as(variable).isEqualTo(reference);
        }
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void limit_isInThePageWithItsWords(Limit limit) {
        Over over = new Over(limit, 60, 1);
        String words = over.message().replaceAll("^Rate limit exceeded: 60 |; try again.*", "");

        // The table names the session's limit in one row with the credential's.
        assertThat(quotations()).contains(limit == Limit.SESSION ? "for this session" : words);
    }

    @Test
    void limit_isQuotedVerbatim() {
        assertThat(quotations()).contains(new Over(Limit.CREDENTIAL, 60, 1).message());
    }

    @Test
    void proxyWithoutList_isInThePageVerbatim() {
        NetworkConfiguration proxy =
                new NetworkConfiguration(Secret.of(""), Secret.of("http://proxy.example.com:3128"), "", "", "1", "");

        assertThat(Network.contradiction(proxy, true))
                .hasValueSatisfying(message -> assertThat(quotations()).contains(message));
    }

    /** The page, with each message that it quotes on one line. */
    private static String quotations() {
        try {
            return Files.readString(PAGE).replaceAll("\\R> ", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
