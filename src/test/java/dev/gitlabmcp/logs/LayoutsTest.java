package dev.gitlabmcp.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two forms of log lines, and what nobody can make of them. */
class LayoutsTest {
    private static final String FORGED = "x\nERROR [2026-01-01T00:00:00.000Z] dev.gitlabmcp: forged";

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    private String line(LayoutBase<ILoggingEvent> layout, Consumer<Logger> logging) {
        Logger logger = context.getLogger("dev.gitlabmcp.some");
        events.start();
        logger.addAppender(events);
        logging.accept(logger);
        layout.setContext(context);
        layout.start();
        return layout.doLayout(events.list.get(0));
    }

    private String text(Consumer<Logger> logging) {
        return line(new TextLayout(), logging);
    }

    private JsonNode json(Consumer<Logger> logging) {
        String line = line(JsonLayout.of(context), logging);
        assertThat(line).endsWith("}\n");
        assertThat(line.chars().filter(c -> c == '\n')).hasSize(1);
        return McpClient.json(line);
    }

    @Test
    void text_hasMessageAndPairs() {
        String line = text(logger -> logger.atInfo()
                .addKeyValue("status", 200)
                .addKeyValue("path", "/mcp")
                .addKeyValue("user_agent", "an \"agent\" \\ 1")
                .addKeyValue("empty", "")
                .log("HTTP {}", "request"));

        assertThat(line)
                .matches(
                        "INFO  \\[\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z] dev\\.gitlabmcp\\.some: HTTP request"
                                + " status=200 path=/mcp user_agent=\"an \\\\\"agent\\\\\" \\\\\\\\ 1\" empty=\"\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000b", "\f"})
    void text_ofAnAttacker_staysInItsLine(String end) {
        String attack = FORGED.replace("\n", end);

        String line = text(logger -> logger.atInfo().addKeyValue("path", attack).log("said {}", attack));

        assertThat(line.codePoints().filter(c -> "\n\r\u0085\u2028\u2029\u000b\f".indexOf(c) >= 0))
                .hasSize(1);
        assertThat(line).endsWith("\n").contains("forged");
    }

    @Test
    void text_valueThatLooksLikeAnotherPair_isQuoted() {
        assertThat(text(logger -> logger.atInfo().addKeyValue("a", "1 b=2").log("x")))
                .contains(" a=\"1 b=2\"");
    }

    @Test
    void text_exception_hasMarkedLines_andItsMessageCannotForgeOne() {
        String line = text(logger -> logger.error("failed", new IllegalStateException(FORGED, new Exception("why"))));

        List<String> lines = line.lines().toList();
        assertThat(lines.get(0)).endsWith(": failed");
        assertThat(lines.get(1)).startsWith("! java.lang.IllegalStateException: x\\nERROR");
        assertThat(lines.subList(1, lines.size())).allMatch(l -> l.startsWith("! ") || l.startsWith("!   at "));
        assertThat(line).contains("! Caused by: java.lang.Exception: why");
    }

    @Test
    void json_hasMessageAndPairsAsMembers() {
        JsonNode line = json(logger -> logger.atWarn()
                .addKeyValue("status", 200)
                .addKeyValue("duration_ms", 1.5)
                .addKeyValue("path", "/mcp")
                .log("HTTP request"));

        assertThat(line.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("dev.gitlabmcp.some");
        assertThat(line.path("thread").asText()).isNotBlank();
        assertThat(line.path("message").asText()).isEqualTo("HTTP request");
        assertThat(line.path("status").intValue()).isEqualTo(200);
        assertThat(line.path("duration_ms").doubleValue()).isEqualTo(1.5);
        assertThat(line.path("path").asText()).isEqualTo("/mcp");
        assertThat(line).hasSize(8);
    }

    @Test
    void json_exception_isInTheObject() {
        JsonNode line = json(logger -> logger.error("failed", new IllegalStateException(FORGED)));

        assertThat(line.path("stack_trace").asText()).contains("IllegalStateException", "LayoutsTest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\u0085", "\u2028", "\u2029", "\u202e", "\u007f", "\u001b"})
    void json_escapesWhatEndsLines(String end) {
        String attack = FORGED.replace("\n", end);

        String line = line(
                JsonLayout.of(context),
                logger -> logger.atInfo().addKeyValue("path", attack).log("said {}", attack));

        assertThat(line.substring(0, line.length() - 1)).doesNotContain(end);
        assertThat(McpClient.json(line).path("path").asText()).isEqualTo(attack);
    }

    @Test
    void json_keepsLettersOfAllLanguages() {
        assertThat(line(JsonLayout.of(context), logger -> logger.info("Zoë 日本語 \uD83D\uDE80")))
                .contains("Zoë 日本語");
    }
}
