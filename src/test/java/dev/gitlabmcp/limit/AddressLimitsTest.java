package dev.gitlabmcp.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.jersey.validation.Validators;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {
    private final ManualNanoTime time = new ManualNanoTime();
    private final LimitConfiguration configuration = new LimitConfiguration(6, 8, 10, 3, 2, 100);
    private final FailedAuthentications failures = new FailedAuthentications(configuration, time);
    private final NewInstances instances = new NewInstances(configuration, time);

    @Test
    void blockedFor_afterTooManyFailures_untilOneIsForgiven() {
        failures.record("192.0.2.1");
        failures.record("192.0.2.1");
        assertThat(failures.blockedFor("192.0.2.1")).isEmpty();
        failures.record("192.0.2.1");
        failures.record("192.0.2.1");
        assertThat(failures.blockedFor("192.0.2.1")).contains(Duration.ofSeconds(20));
        assertThat(failures.blockedFor("192.0.2.2")).isEmpty();
        time.advance(Duration.ofSeconds(20));
        assertThat(failures.blockedFor("192.0.2.1")).isEmpty();
        assertThat(failures.failures()).isEqualTo(4);
    }

    @Test
    void blockedFor_remembersNobodyWhoOnlyAsks_andIsBounded() {
        failures.blockedFor("192.0.2.1");
        assertThat(failures.size()).isZero();
        for (int i = 0; i < 20_000; i++) {
            failures.record("2001:db8:0:" + Integer.toHexString(i) + "::/64");
        }
        assertThat(failures.size()).isLessThanOrEqualTo(100);
        time.advance(Duration.ofMinutes(11));
        assertThat(failures.size()).isZero();
    }

    @Test
    void newInstances_perAddress() {
        assertThat(instances.admit("192.0.2.1", "https://g1.example.org/api/v4"))
                .isEmpty();
        assertThat(instances.admit("192.0.2.1", "https://g2.example.org/api/v4"))
                .isEmpty();
        assertThat(instances.admit("192.0.2.1", "https://g3.example.org/api/v4"))
                .hasValueSatisfying(over -> {
                    assertThat(over).isEqualTo(new Over(Limit.NEW_INSTANCES, 2, 30));
                    assertThat(over.message()).startsWith("Rate limit exceeded: 2 new GitLab instances a minute");
                });
        assertThat(instances.admit("192.0.2.1", "https://g1.example.org/api/v4"))
                .as("charged before")
                .isEmpty();
        assertThat(instances.admit("192.0.2.2", "https://g4.example.org/api/v4"))
                .isEmpty();
        assertThat(instances.rejectedInstances()).isEqualTo(1);
    }

    @Test
    void configuration_defaultsFollowTheRequests_andAreValid() {
        assertThat(LimitConfiguration.defaults()).isEqualTo(new LimitConfiguration(60, 600, 600, 30, 30, 10_000));
        assertThat(LimitConfiguration.ofRequests(5)).isEqualTo(new LimitConfiguration(5, 50, 50, 30, 30, 10_000));
        var validator = Validators.newValidator();
        assertThat(validator.validate(LimitConfiguration.ofRequests(1_000_000))).isEmpty();
        assertThat(validator.validate(LimitConfiguration.ofRequests(0)))
                .singleElement()
                .satisfies(v -> assertThat(v.getPropertyPath()).hasToString("requestsPerMinute"));
        assertThat(validator.validate(LimitConfiguration.ofRequests(Integer.MAX_VALUE)))
                .hasSize(1);
    }
}
