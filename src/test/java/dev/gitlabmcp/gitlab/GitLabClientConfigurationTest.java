package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitLabClientConfigurationTest {
    private static final Validator VALIDATOR = Validators.newValidator();

    @Test
    void emptySection_hasTheDefaults() {
        assertThat(PoolTestCase.configuration("{}")).isEqualTo(GitLabClientConfiguration.defaults());
        assertThat(VALIDATOR.validate(GitLabClientConfiguration.defaults())).isEmpty();
    }

    @Test
    void section_isReadInDropwizardsUnits() {
        GitLabClientConfiguration configuration =
                PoolTestCase.configuration("{\"connectTimeout\":\"250ms\",\"maxAnswer\":\"1MiB\",\"retries\":0}");
        assertThat(configuration.connectTimeout().toMilliseconds()).isEqualTo(250);
        assertThat(configuration.maxAnswer().toBytes()).isEqualTo(1024 * 1024);
        assertThat(configuration.retries()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"connectTimeout\":\"0s\"}|connectTimeout",
                "{\"connectionsPerInstance\":0}|connectionsPerInstance",
                "{\"connectionsTotal\":0}|connectionsTotal",
                "{\"maxWaiting\":-1}|maxWaiting",
                "{\"breaker\":{\"failureRate\":101}}|breaker.failureRate",
                "{\"breaker\":{\"minimumCalls\":0}}|breaker.minimumCalls",
                "{\"breaker\":{\"window\":\"11m\"}}|breaker.window",
                "{\"breaker\":{\"openFor\":\"100ms\"}}|breaker.openFor",
                "{\"breaker\":{\"probes\":0}}|breaker.probes",
                "{\"retries\":11}|retries",
                "{\"retries\":-1}|retries",
                "{\"maxAnswer\":\"0B\"}|maxAnswer",
                "{\"userAgent\":\"a\\r\\nb\"}|userAgent",
            })
    void badValues_areNamed(String json, String key) {
        assertThat(VALIDATOR.validate(PoolTestCase.configuration(json)))
                .extracting(violation -> violation.getPropertyPath().toString())
                .containsExactly(key);
    }
}
