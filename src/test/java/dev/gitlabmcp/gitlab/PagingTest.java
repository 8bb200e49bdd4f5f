package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagingTest {

    @Test
    void from_readsOffsetHeaders() {
        Paging paging = paging(Map.of(
                "X-Page",
                "2",
                "X-Per-Page",
                "20",
                "X-Next-Page",
                "3",
                "X-Prev-Page",
                "1",
                "X-Total",
                "57",
                "X-Total-Pages",
                "3",
                "Link",
                "<https://internal/api/v4/projects?page=1&per_page=20>; rel=\"prev\","
                        + " <https://internal/api/v4/projects?page=3&per_page=20>; rel=\"next\","
                        + " <https://internal/api/v4/projects?page=1&per_page=20>; rel=\"first\""));
        assertThat(paging)
                .isEqualTo(new Paging(
                        OptionalInt.of(2),
                        OptionalInt.of(20),
                        OptionalInt.of(3),
                        OptionalInt.of(1),
                        OptionalLong.of(57),
                        OptionalLong.of(3),
                        Optional.of("page=3&per_page=20")));
    }

    @Test
    void from_readsKeysetLink() {
        Paging paging = paging(
                Map.of("Link", "<https://h/api/v4/projects?id_after=42&labels%5B%5D=a,b&order_by=id#x>; rel=\"next\""));
        assertThat(paging.nextQuery()).contains("id_after=42&labels%5B%5D=a,b&order_by=id");
        assertThat(paging.nextPage()).isEmpty();
        assertThat(paging.total()).isEmpty();
    }

    @Test
    void from_readsTheLastPage() {
        Paging paging = paging(Map.of("X-Page", "3", "X-Next-Page", "", "X-Total", "0"));
        assertThat(paging.nextPage()).isEmpty();
        assertThat(paging.total()).hasValue(0);
    }

    @Test
    void from_countsNothingAsNone() {
        assertThat(paging(Map.of())).isEqualTo(Paging.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "x", "1e3", " ", "99999999999999999999", "2147483648"})
    void from_ignoresMalformedPages(String value) {
        assertThat(paging(Map.of("X-Next-Page", value)).nextPage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<>; rel=\"next\"",
                "<https://h/x>; rel=\"next\"",
                "<https://h/x?a=1",
                "<https://h/x?a=1>",
                "<https://h/x?a=1>; rel=\"last\"",
                "> <",
            })
    void from_ignoresLinksThatLeadNowhere(String link) {
        assertThat(paging(Map.of("Link", link)).nextQuery()).isEmpty();
    }

    private static Paging paging(Map<String, String> headers) {
        return Paging.from(name -> Optional.ofNullable(headers.get(name)));
    }
}
