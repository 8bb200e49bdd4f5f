package dev.gitlabmcp.ops;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * What metrics tell, section {@code monitoring} of {@code config.yml}; {@code metrics} is Dropwizard's own.
 *
 * @param maxInstances GitLab instances with metrics of their own while the process lives, 1 to 1,000
 */
public record MonitoringConfiguration(
        @JsonProperty @Min(1) @Max(1_000) Integer maxInstances) {

    public MonitoringConfiguration {
        maxInstances = maxInstances == null ? 50 : maxInstances;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static MonitoringConfiguration defaults() {
        return new MonitoringConfiguration(null);
    }
}
