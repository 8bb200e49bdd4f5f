package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | JSON",
                "APPLICATION/JSON;charset=utf-8 | JSON",
                "application/json, text/plain, */* | JSON",
                "application/json, */* | JSON",
                "application/json;q=0.5, */* | TEXT",
                "application/json;q=0.5, text/plain;q=0.4 | JSON",
                "application/json;q=0.9, application/*;q=0.1 | JSON",
                "application/json;q=0, */*;q=0.1 | TEXT",
                "application/json;q=nonsense, text/plain;q=0.1 | TEXT",
                "application/* | OPEN_METRICS",
                "text/plain | TEXT",
                "text/plain;version=0.0.4 | TEXT",
                "*/* | TEXT",
                "text/* | TEXT",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | TEXT",
                "application/openmetrics-text | OPEN_METRICS",
                "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2 | OPEN_METRICS",
                "application/openmetrics-text;q=0.2,text/plain;q=0.3 | TEXT",
                "image/png | TEXT"
            })
    void accept_chooses(String accept, MetricsFormat expected) {
        assertThat(MetricsFormat.wanted(List.of(accept))).isEqualTo(expected);
    }

    @Test
    void accept_ofSeveralLinesOrNone_chooses() {
        assertThat(MetricsFormat.wanted(List.of())).isEqualTo(MetricsFormat.TEXT);
        assertThat(MetricsFormat.wanted(List.of("text/plain;q=0.1", "application/json;q=0.2")))
                .isEqualTo(MetricsFormat.JSON);
    }
}
