package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.gitlab.GitLabProblem.RateLimited;
import dev.gitlabmcp.gitlab.GitLabProblem.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers outside 2xx, and which of them are asked for again. */
final class RefusalTest extends PoolTestCase {
    private static final GitLabRequest POST = GitLabRequest.post("/projects").build();

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("401 Unauthorized", "{\"message\":\"401 Unauthorized\"}", 401, "401 Unauthorized"),
                Arguments.of("404 Not Found", "{\"message\":\"404 Project Not Found\"}", 404, "404 Project Not Found"),
                Arguments.of("400 Bad Request", "{\"message\":{\"title\":[\"is odd\"]}}", 400, "title is odd"),
                Arguments.of("422 Unprocessable", "", 422, "422 Unprocessable Content"),
                Arguments.of("304 Not Modified", "", 304, "304 Not Modified"),
                Arguments.of("777 Odd", "", 777, "HTTP status 777"),
                Arguments.of("500 Oops", "<html><title>GitLab is down</title>", 500, "GitLab is down"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_saysWhatGitLabSaid(String status, String body, int code, String message) {
        WireServer server = serve(WireServer.answer(status, "X-Request-Id: r1\r\n", body));
        Refused refused = (Refused) problem(server);
        assertThat(refused.status()).isEqualTo(code);
        assertThat(refused.message())
                .satisfiesAnyOf(
                        m -> assertThat(m).isEqualTo(message),
                        m -> assertThat(m).startsWith(status.substring(0, 3) + " "));
        assertThat(refused.requestId()).isEqualTo("r1");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void missingScope_isNamed() {
        WireServer server = serve(WireServer.answer(
                "403 Forbidden",
                "",
                "{\"error\":\"insufficient_scope\",\"error_description\":\"d\",\"scope\":\"api\"}"));
        assertThat(problem(server)).isEqualTo(new Refused(403, "insufficient_scope: d", null, "api", null));
    }

    @Test
    void token_isNeverRepeated() {
        WireServer server = serve((request, connection) -> WireServer.send(
                connection,
                WireServer.answer(
                        "400 Bad",
                        "",
                        "{\"message\":\"bad header " + request.headers().get("private-token") + "\"}")));
        assertThat(problem(server).message()).isEqualTo("bad header ***");
    }

    @Test
    void hugeErrorBody_isReadInPart() {
        WireServer server = serve(WireServer.answer("400 Bad Request", "", "x".repeat(3_000_000)));
        assertThat(problem(server).message()).hasSize(2001);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void gateways_areAskedAgain(int status) {
        WireServer server = failing(2, status + " Gateway", "");
        assertThat(get(server, "/x")).isEqualTo("{}");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void retries_end() {
        WireServer server = failing(9, "503 Service Unavailable", "");
        assertThat(problem(server)).isInstanceOf(Refused.class);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests())
                .extracting(WireServer.Received::connection)
                .containsOnly(server.requests().get(0).connection());
    }

    @Test
    void post_isNotRepeatedAfter503() {
        WireServer server = failing(1, "503 Service Unavailable", "Retry-After: 0\r\n");
        assertThat(problem(server, POST)).isInstanceOf(Refused.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void refusal_saysWhenToTryAgain() {
        WireServer seconds = serve(WireServer.answer("503 Busy", "Retry-After: 120\r\n", ""));
        assertThat(((Refused) problem(seconds)).retryAfter()).isEqualTo(Duration.ofSeconds(120));
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(120).atOffset(ZoneOffset.UTC));
        WireServer dated = serve(WireServer.answer("500 Oops", "Retry-After: " + date + "\r\n", ""));
        assertThat(((Refused) problem(dated)).retryAfter()).isBetween(Duration.ofSeconds(110), Duration.ofSeconds(121));
        WireServer silent = serve(WireServer.answer("500 Oops", "", ""));
        assertThat(((Refused) problem(silent)).retryAfter()).isNull();
    }

    @Test
    void post_isRepeatedAfter429() {
        WireServer server = failing(1, "429 Too Many Requests", "Retry-After: 0\r\n");
        assertThat(send(server, POST)).isEqualTo("{}");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void retryAfter_isHonoured() {
        WireServer server = failing(1, "429 Too Many Requests", "Retry-After: 1\r\n");
        long start = System.nanoTime();
        get(server, "/x");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), AMPLE);
    }

    @Test
    void retryAfterBeyondTheDeadline_isToldAtOnce() {
        WireServer server =
                serve(WireServer.answer("429 Too Many", "Retry-After: 60\r\nX-Request-Id: r\r\n", "Retry later\n"));
        long start = System.nanoTime();
        assertThat(problem(server)).isEqualTo(new RateLimited(Duration.ofSeconds(60), "Retry later", "r"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AMPLE.dividedBy(2));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void rateLimitReset_isUsedWithoutRetryAfter() {
        long reset = Instant.now().getEpochSecond() + 100;
        WireServer server = serve(WireServer.answer("429 Too Many", "RateLimit-Reset: " + reset + "\r\n", ""));
        RateLimited limited = (RateLimited) problem(server);
        assertThat(limited.retryAfter()).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(101));
        assertThat(limited.message()).isEqualTo("429 Too Many Requests");
    }

    private WireServer failing(int times, String status, String headers) {
        var left = new java.util.concurrent.atomic.AtomicInteger(times);
        return serve((request, connection) -> WireServer.send(
                connection,
                left.getAndDecrement() > 0 ? WireServer.answer(status, headers, "busy") : WireServer.ok("{}")));
    }
}
