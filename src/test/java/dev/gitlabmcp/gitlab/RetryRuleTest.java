package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "GET, 429, true",
        "GET, 502, true",
        "GET, 503, true",
        "GET, 504, true",
        "GET, 500, false",
        "GET, 404, false",
        "HEAD, 503, true",
        "PUT, 503, true",
        "DELETE, 502, true",
        "POST, 503, false",
        "PATCH, 502, false",
        "POST, 429, true",
        "PATCH, 429, true",
    })
    void allowsAfter_dependsOnStatusAndMethod(GitLabRequest.Method method, int status, boolean allowed) {
        assertThat(new RetryRule(1).allowsAfter(status, method.isIdempotent(), 0))
                .isEqualTo(allowed);
        assertThat(new RetryRule(1).allowsAfter(status, method.isIdempotent(), 1))
                .isFalse();
        assertThat(new RetryRule(0).allowsAfter(status, method.isIdempotent(), 0))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "' 0 ', PT0S",
        "'Sun, 01 Nov 2026 12:00:30 GMT', PT30S",
        "'Sun, 01 Nov 2026 11:00:00 GMT', PT0S",
        "99999999999999, PT8760H",
        "soon,",
        "-1,",
    })
    void retryAfter_readsSecondsAndDates(String value, Duration wait) {
        assertThat(RetryRule.retryAfter(value, NOW)).isEqualTo(wait);
    }

    @Test
    void delay_isJittered() {
        RetryRule rule = new RetryRule(3);
        for (int i = 0; i < 200; i++) {
            assertThat(rule.delay(null, 0)).isBetween(0L, 250_000_000L);
            assertThat(rule.delay(null, 2)).isBetween(0L, 1_000_000_000L);
            assertThat(rule.delay(null, 10)).isBetween(0L, 5_000_000_000L);
            assertThat(rule.delay(Duration.ofSeconds(3), 0)).isBetween(3_000_000_000L, 3_100_000_000L);
        }
    }
}
