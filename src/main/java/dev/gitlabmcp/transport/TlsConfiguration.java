package dev.gitlabmcp.transport;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import java.util.concurrent.TimeUnit;

/**
 * Settings of TLS on the application port, section {@code tls} of {@code config.yml}.
 *
 * @param certPath PEM file of the server's certificate and those between it and a root; empty for no TLS
 * @param keyPath PEM file of its private key
 * @param caPath PEM file of the authorities of which clients must have a certificate; empty when they need none
 * @param refreshInterval how often changed files are looked for
 * @param hsts for how long browsers shall use TLS alone (RFC 6797); 0 for no such header
 */
public record TlsConfiguration(
        @JsonProperty String certPath,
        @JsonProperty String keyPath,
        @JsonProperty String caPath,

        @JsonProperty
        @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
        @MaxDuration(value = 1, unit = TimeUnit.DAYS)
        Duration refreshInterval,

        @JsonProperty @MinDuration(value = 0, unit = TimeUnit.SECONDS) @MaxDuration(value = 3650, unit = TimeUnit.DAYS)
        Duration hsts) {

    public TlsConfiguration {
        certPath = certPath == null ? "" : certPath.strip();
        keyPath = keyPath == null ? "" : keyPath.strip();
        caPath = caPath == null ? "" : caPath.strip();
        refreshInterval = refreshInterval == null ? Duration.seconds(10) : refreshInterval;
        hsts = hsts == null ? Duration.days(365) : hsts;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static TlsConfiguration defaults() {
        return new TlsConfiguration(null, null, null, null, null);
    }

    /** Whether the application port speaks TLS. */
    public boolean isOn() {
        return !certPath.isEmpty();
    }
}
