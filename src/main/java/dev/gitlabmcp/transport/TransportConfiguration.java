package dev.gitlabmcp.transport;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.concurrent.TimeUnit;

/**
 * Settings of the MCP endpoints, section {@code mcp} of {@code config.yml}.
 *
 * @param streamableHttp whether {@code /mcp} is served; without it only {@code /sse} and {@code /messages} of 2024-11-05 are
 * @param allowedHosts names that the Host header may have, {@code host} or {@code host:port}, separated by commas; empty for
 *     loopback and the address listened on
 * @param allowedOrigins origins of web pages that may call, such as {@code https://app.example.com}, separated by commas;
 *     empty for the allowed hosts
 * @param maxRequestBody a larger body is refused with 413
 * @param arrivalTimeout a request whose headers, or whose body, take longer to arrive is given up
 * @param keepAlive a silent stream gets a comment, and a silent call becomes a stream, at this interval
 * @param listPageSize tools, prompts or resources in one page of their list
 */
public record TransportConfiguration(
        @JsonProperty Boolean streamableHttp,
        @JsonProperty String allowedHosts,
        @JsonProperty String allowedOrigins,

        @JsonProperty @MinDataSize(1024) @MaxDataSize(value = 1, unit = DataSizeUnit.GIBIBYTES)
        DataSize maxRequestBody,

        @JsonProperty
        @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
        @MaxDuration(value = 1, unit = TimeUnit.HOURS)
        Duration arrivalTimeout,

        @JsonProperty
        @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
        @MaxDuration(value = 1, unit = TimeUnit.HOURS)
        Duration keepAlive,

        @JsonProperty @Min(1) @Max(10_000) Integer listPageSize) {

    public TransportConfiguration {
        streamableHttp = streamableHttp == null ? Boolean.TRUE : streamableHttp;
        allowedHosts = allowedHosts == null ? "" : allowedHosts;
        allowedOrigins = allowedOrigins == null ? "" : allowedOrigins;
        maxRequestBody = maxRequestBody == null ? DataSize.mebibytes(8) : maxRequestBody;
        arrivalTimeout = arrivalTimeout == null ? Duration.seconds(15) : arrivalTimeout;
        keepAlive = keepAlive == null ? Duration.seconds(15) : keepAlive;
        listPageSize = listPageSize == null ? 1000 : listPageSize;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static TransportConfiguration defaults() {
        return new TransportConfiguration(null, null, null, null, null, null, null);
    }
}
