package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ErrorBodyTest {

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("{\"error\":\"title is missing\"}", "title is missing"),
                Arguments.of(
                        "{\"message\":\"400 (Bad request) \\\"title\\\" not given\"}",
                        "400 (Bad request) \"title\" not given"),
                Arguments.of(
                        "{\"message\":{\"title\":[\"can't be blank\",\"is too short\"],\"entity\":{\"prop\":[\"is odd\"]}}}",
                        "title can't be blank; title is too short; entity.prop is odd"),
                Arguments.of("{\"message\":{\"base\":[\"Branch is locked\"]}}", "Branch is locked"),
                Arguments.of("{\"message\":[\"one\",\"two\"]}", "one; two"),
                Arguments.of("{\"message\":\"Invalid json\",\"error\":\"Invalid json\"}", "Invalid json"),
                Arguments.of(
                        "{\"error\":\"invalid_token\",\"error_description\":\"Token was revoked.\"}",
                        "invalid_token: Token was revoked."),
                Arguments.of(
                        "{\"message\":{\"error\":\"This endpoint has been requested too many times.\"}}",
                        "This endpoint has been requested too many times."),
                Arguments.of("{\"errors\":[{\"message\":\"Invalid token\"}]}", "Invalid token"),
                Arguments.of(
                        "{\"message\":\"spam\",\"needs_captcha_response\":true,\"spam_log_id\":7,\"captcha_site_key\":\"k\"}",
                        "spam: a captcha must be solved (site key k, spam log 7)"),
                Arguments.of("{\"status\":\"odd\"}", "{\"status\":\"odd\"}"),
                Arguments.of("\"just text\"", "just text"),
                Arguments.of("[\"a\",\"b\"]", "a; b"),
                Arguments.of("Retry later\n", "Retry later"),
                Arguments.of("{\"message\": \"cut off", "{\"message\": \"cut off"),
                Arguments.of("", "fallback"),
                Arguments.of("  \r\n ", "fallback"),
                Arguments.of("{\"message\":null}", "{\"message\":null}"),
                Arguments.of("a\u0000\u001b[31m\tb", "a [31m b"),
                Arguments.of(
                        "<html>\n<head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>",
                        "502 Bad Gateway"),
                Arguments.of(
                        "<!DOCTYPE html><style>b{}</style><script>if (a<b) x()</script><!-- <p>no</p> --><h1>Down &amp; out</h1>",
                        "Down & out"),
                Arguments.of(
                        "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Expired</Message></Error>",
                        "AccessDenied Expired"),
                Arguments.of("<html", "fallback"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void parse_readsEveryShape(String body, String message) {
        assertThat(parse(body).message()).isEqualTo(message);
    }

    @Test
    void parse_namesTheMissingScope() {
        ErrorBody body = parse("{\"error\":\"insufficient_scope\",\"error_description\":\"The request requires higher"
                + " privileges than provided by the access token.\",\"scope\":\"api read_api\"}");
        assertThat(body.missingScope()).isEqualTo("api read_api");
        assertThat(body.message()).startsWith("insufficient_scope: The request requires");
        assertThat(parse("{\"error\":\"other\",\"scope\":\"api\"}").missingScope())
                .isNull();
    }

    @Test
    void parse_boundsTheMessage() {
        assertThat(parse("x".repeat(5000)).message()).hasSize(2001).endsWith("…");
        assertThat(parse("x".repeat(1999) + "\uD83D\uDE80\uD83D\uDE80").message())
                .hasSize(2000)
                .endsWith("x…");
        assertThat(parse("[" + "\"word\",".repeat(5000) + "\"\"]").message()).hasSizeLessThanOrEqualTo(2001);
        assertThat(parse("[".repeat(500) + "]".repeat(500)).message()).isNotEmpty();
    }

    @Test
    void parse_takesLinearTime() {
        for (String unit :
                new String[] {"<", "<a", "<script ", "<!--", "<title>", "</", "&lt;", "\"", "[", "{\"a\":"}) {
            String body = "<" + unit.repeat(60_000 / unit.length());
            assertTimeoutPreemptively(Duration.ofSeconds(1), () -> parse(body), unit);
            assertTimeoutPreemptively(Duration.ofSeconds(1), () -> parse(body.substring(1)), unit);
        }
    }

    private static ErrorBody parse(String body) {
        return ErrorBody.parse(body.getBytes(StandardCharsets.UTF_8), "fallback");
    }
}
