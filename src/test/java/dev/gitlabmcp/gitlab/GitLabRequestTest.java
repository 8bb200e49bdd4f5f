package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GitLabRequestTest {

    @ParameterizedTest
    @CsvSource({
        "42, /projects/42/x",
        "group/sub/app, /projects/group%2Fsub%2Fapp/x",
        "feature/a b, /projects/feature%2Fa%20b/x",
        "src/Größe.md, /projects/src%2FGr%C3%B6%C3%9Fe.md/x",
        "\uD83D\uDE80, /projects/%F0%9F%9A%80/x",
        "a+b&c=d?e#f, /projects/a%2Bb%26c%3Dd%3Fe%23f/x",
        "50%2F, /projects/50%252F/x",
        "a~b-c_d.e, /projects/a~b-c_d.e/x",
        "..., /projects/.../x",
        "v1..v2, /projects/v1..v2/x",
        ".gitlab/ci.yml, /projects/.gitlab%2Fci.yml/x",
    })
    void path_isOneEncodedSegment(String value, String target) {
        assertThat(GitLabRequest.get("/projects/{id}/x")
                        .path("id", value)
                        .build()
                        .requestTarget())
                .isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../admin", "a/../b", "a/.", "./a", "..\\a", "a\\..\\b"})
    void path_cannotTraverse(String value) {
        GitLabRequest.Builder builder = GitLabRequest.get("/projects/{id}");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.path("id", value));
    }

    @Test
    void query_encodesNamesAndValuesInOrder() {
        GitLabRequest request = GitLabRequest.get("/issues")
                .query("labels[]", "a b")
                .query("labels[]", "c,d")
                .query("not[labels]", "x&y")
                .query("created_after", "2026-01-01T00:00:00+01:00")
                .query("search", "")
                .build();
        assertThat(request.requestTarget())
                .isEqualTo("/issues?labels%5B%5D=a%20b&labels%5B%5D=c%2Cd&not%5Blabels%5D=x%26y"
                        + "&created_after=2026-01-01T00%3A00%3A00%2B01%3A00&search=");
    }

    @Test
    void build_fillsSeveralPlaceholders() {
        GitLabRequest request = GitLabRequest.put("/projects/{id}/merge_requests/{iid}/merge")
                .path("iid", 7)
                .path("id", "g/p")
                .json(new byte[] {'{', '}'})
                .build();
        assertThat(request).hasToString("PUT /projects/g%2Fp/merge_requests/7/merge");
    }

    @Test
    void build_refusesWhatDoesNotFit() {
        assertRefused(GitLabRequest.get("/projects/{id}"), "{id} of /projects/{id} has no value");
        assertRefused(GitLabRequest.get("/projects").path("id", 1), "placeholder");
        assertRefused(GitLabRequest.get("/projects/{id").path("id", 1), "open brace");
        assertRefused(GitLabRequest.get("projects"), "must start with a slash");
        assertRefused(GitLabRequest.get("/projects?x=1"), "must not contain '?'");
        assertRefused(GitLabRequest.get("/projects").json(new byte[0]), "takes no body");
        assertRefused(GitLabRequest.head("/projects").json(new byte[0]), "takes no body");
        GitLabRequest.Builder twice = GitLabRequest.get("/projects/{id}").path("id", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> twice.path("id", 2))
                .withMessageContaining("two values");
    }

    @ParameterizedTest
    @EnumSource(GitLabRequest.Method.class)
    void method_saysWhetherItIsIdempotent(GitLabRequest.Method method) {
        assertThat(method.isIdempotent())
                .isEqualTo(method != GitLabRequest.Method.POST && method != GitLabRequest.Method.PATCH);
    }

    private static void assertRefused(GitLabRequest.Builder builder, String reason) {
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(reason);
    }
}
