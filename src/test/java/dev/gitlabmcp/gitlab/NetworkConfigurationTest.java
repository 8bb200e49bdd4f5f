package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.Validator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkConfigurationTest {
    private static final Validator VALIDATOR = Validators.newValidator();

    @ParameterizedTest
    @CsvSource({"'', true", "' ', true", "1, true", "' 1 ', true", "0, false", "' 0', false"})
    void tlsRejectUnauthorized_isZeroOrOne(String value, boolean verifies) {
        NetworkConfiguration configuration = withRejectUnauthorized(value);
        assertThat(VALIDATOR.validate(configuration)).isEmpty();
        assertThat(configuration.verifiesCertificates()).isEqualTo(verifies);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true", "no", "00", "01", "-1", "2", "0.0"})
    void tlsRejectUnauthorized_refusesAnythingElse(String value) {
        NetworkConfiguration configuration = withRejectUnauthorized(value);
        assertThat(VALIDATOR.validate(configuration)).singleElement().satisfies(violation -> {
            assertThat(violation.getPropertyPath()).hasToString("tlsRejectUnauthorized");
            assertThat(violation.getMessage()).isEqualTo("must be 0 or 1 (NODE_TLS_REJECT_UNAUTHORIZED)");
        });
        assertThat(configuration.verifiesCertificates()).isTrue();
    }

    private static NetworkConfiguration withRejectUnauthorized(String value) {
        return NetworkTestCase.settings("{\"tlsRejectUnauthorized\":\"" + value + "\"}");
    }
}
