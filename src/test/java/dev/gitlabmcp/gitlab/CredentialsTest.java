package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialsTest {
    private static final String TOKEN = "glpat-abc_DEF.ghi~0123+/456789==";
    private static final GitLabInstance INSTANCE = GitLabInstance.of("https://gitlab.com");

    static Stream<Function<String, Credentials>> kinds() {
        return Stream.of(Credentials::privateToken, Credentials::jobToken, Credentials::bearerToken);
    }

    @Test
    void header_isGitLabs() {
        assertThat(List.of(
                        Credentials.privateToken(TOKEN), Credentials.jobToken(TOKEN), Credentials.bearerToken(TOKEN)))
                .extracting(c -> c.headerName() + ": " + c.headerValue())
                .containsExactly("PRIVATE-TOKEN: " + TOKEN, "JOB-TOKEN: " + TOKEN, "Authorization: Bearer " + TOKEN);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void toString_hidesTheToken(Function<String, Credentials> kind) {
        Credentials credentials = kind.apply(TOKEN);
        assertThat(credentials.toString()).doesNotContain("abc_DEF");
        assertThat(Principal.of(INSTANCE, credentials).toString()).doesNotContain("abc_DEF");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void length_isBounded(Function<String, Credentials> kind) {
        assertThat(kind.apply("a".repeat(20)).token().length()).isEqualTo(20);
        assertThat(kind.apply("a".repeat(4096)).token().length()).isEqualTo(4096);
        for (int length : new int[] {0, 19, 4097}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind.apply("a".repeat(length)))
                    .withMessageContaining("has " + length + " characters")
                    .withMessageNotContaining("aaa");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2hunter2 hunter2hunter2",
                "hunter2hunter2hunter2\r\nX-Evil: 1",
                "\"hunter2hunter2hunter2\"",
                "hunter2hunter2=hunter2hunter2",
                "hunter2hunter2hunter2é",
                "hunter2hunter2hunter2\u0000",
                "====================",
            })
    void characters_areThoseOfB64token(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.privateToken(token))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void fingerprint_dependsOnKindInstanceAndToken() {
        String fingerprint = Credentials.privateToken(TOKEN).fingerprint(INSTANCE);
        assertThat(fingerprint)
                .hasSize(43)
                .matches("[A-Za-z0-9_-]+")
                .isEqualTo(
                        Credentials.privateToken(TOKEN).fingerprint(GitLabInstance.of("https://GITLAB.com:443/api/v4")))
                .isNotEqualTo(Credentials.bearerToken(TOKEN).fingerprint(INSTANCE))
                .isNotEqualTo(Credentials.privateToken(TOKEN + "=").fingerprint(INSTANCE))
                .isNotEqualTo(Credentials.privateToken(TOKEN).fingerprint(GitLabInstance.of("http://gitlab.com")));
    }
}
