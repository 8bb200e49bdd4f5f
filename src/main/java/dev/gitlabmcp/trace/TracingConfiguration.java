package dev.gitlabmcp.trace;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;

/**
 * Where traces go, section {@code tracing} of {@code config.yml}.
 *
 * @param endpoint base address of an OTLP/HTTP collector, to which {@code /v1/traces} is added; empty for none
 * @param sampleRatio the part of traces that begin here which is recorded, 0 to 1; of others their beginner decides
 * @param serviceName what the server calls itself there
 */
public record TracingConfiguration(
        @JsonProperty
        @Pattern(
                regexp = "(https?://[^@?#\\s]+)?",
                message = "must be the http:// or https:// address of a collector, without user, password and query")
        String endpoint,

        @JsonProperty @DecimalMin("0") @DecimalMax("1") Double sampleRatio,
        @JsonProperty String serviceName) {

    public TracingConfiguration {
        endpoint = endpoint == null ? "" : endpoint.strip();
        sampleRatio = sampleRatio == null ? Double.valueOf(1) : sampleRatio;
        serviceName = serviceName == null || serviceName.isBlank() ? "gitlab-mcp" : serviceName.strip();
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static TracingConfiguration defaults() {
        return new TracingConfiguration(null, null, null);
    }

    /** Whether spans are exported. */
    public boolean isOn() {
        return !endpoint.isEmpty();
    }

    /** Where they are posted to. */
    String traces() {
        return (endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint) + "/v1/traces";
    }
}
