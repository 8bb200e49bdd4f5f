package dev.gitlabmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UriTemplateTest {
    private static final UriTemplate FILE = UriTemplate.of("gitlab://projects/{project}/files/{ref}/{path}");

    @Test
    void match_encodedValues_areDecoded() {
        assertThat(FILE.match("gitlab://projects/g%2Fp/files/feat%2F%C3%BC%20x/a%20b%2F%23c+d.md"))
                .contains(Map.of("project", "g/p", "ref", "feat/ü x", "path", "a b/#c+d.md"));
    }

    @Test
    void match_plainSlashes_areTakenWhereClear() {
        assertThat(FILE.match("gitlab://projects/g/sub/p/files/main/src/files/A.java"))
                .contains(Map.of("project", "g/sub/p", "ref", "main", "path", "src/files/A.java"));
    }

    @Test
    void match_literalBehindAVariable() {
        UriTemplate template = UriTemplate.of("test://template/{id}/data");
        assertThat(template.match("test://template/123/data")).contains(Map.of("id", "123"));
        assertThat(template.variables()).containsExactly("id");
    }

    @Test
    void match_noVariables() {
        assertThat(UriTemplate.of("test://x").match("test://x")).contains(Map.of());
        assertThat(UriTemplate.of("test://x").match("test://xy")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gitlab://projects/",
                "gitlab://projects/g%2Fp/files/main",
                "gitlab://projects/g%2Fp/files/main/",
                "gitlab://projects//files/main/x",
                "gitlab://projects/g/files//x",
                "gitlab://projects/g/files/m/%zz",
                "gitlab://projects/g/files/m/%00",
                "other://projects/g/files/m/x"
            })
    void match_other_isNone(String uri) {
        assertThat(FILE.match(uri)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{", "a{}", "a{b}{c}", "a{b}/{b}", "a{+b}"})
    void of_malformed_isRefused(String template) {
        assertThatThrownBy(() -> UriTemplate.of(template)).hasMessageContaining("malformed");
    }
}
