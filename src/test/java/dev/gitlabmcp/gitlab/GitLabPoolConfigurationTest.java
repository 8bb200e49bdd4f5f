package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GitLabPoolConfigurationTest {
    private static final Validator VALIDATOR = Validators.newValidator();
    private static final ObjectMapper MAPPER = Jackson.newObjectMapper();

    @Test
    void emptySection_hasTheDefaults() throws Exception {
        GitLabPoolConfiguration defaults = GitLabPoolConfiguration.defaults();
        assertThat(read("{}")).isEqualTo(defaults);
        assertThat(VALIDATOR.validate(defaults)).isEmpty();
        assertThat(defaults.maxSize()).isEqualTo(100);
        assertThat(defaults.idleTimeout().toMilliseconds()).isEqualTo(300_000);
        assertThat(defaults.cleanupInterval().toMilliseconds()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"300000|300000", "\"300000\"|300000", "\" 1500 \"|1500", "\"5m\"|300000", "\"1500ms\"|1500"})
    void times_areReadWithAndWithoutUnit(String json, long milliseconds) throws Exception {
        GitLabPoolConfiguration read = read("{\"idleTimeout\":" + json + ",\"cleanupInterval\":" + json + "}");
        assertThat(read.idleTimeout().toMilliseconds()).isEqualTo(milliseconds);
        assertThat(read.cleanupInterval().toMilliseconds()).isEqualTo(milliseconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"soon\"", "\"-5\"", "1.5", "true", "[]", "\"99999999999999999999\""})
    void nonsense_isRefusedByName(String json) {
        assertThatThrownBy(() -> read("{\"idleTimeout\":" + json + "}"))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("idleTimeout");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"maxSize\":0}|maxSize",
                "{\"maxSize\":10001}|maxSize",
                "{\"idleTimeout\":999}|idleTimeout",
                "{\"idleTimeout\":86400001}|idleTimeout",
                "{\"cleanupInterval\":999}|cleanupInterval",
                "{\"cleanupInterval\":-1}|cleanupInterval",
                "{\"cleanupInterval\":\"61m\"}|cleanupInterval",
            })
    void badValues_areNamed(String json, String key) throws Exception {
        assertThat(VALIDATOR.validate(read(json)))
                .extracting(violation -> violation.getPropertyPath().toString())
                .containsExactly(key);
    }

    private static GitLabPoolConfiguration read(String json) throws JsonProcessingException {
        return MAPPER.readValue(json, GitLabPoolConfiguration.class);
    }
}
