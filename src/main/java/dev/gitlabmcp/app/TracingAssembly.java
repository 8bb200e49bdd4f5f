package dev.gitlabmcp.app;

import dev.gitlabmcp.net.Secret;
import dev.gitlabmcp.trace.OtlpTracing;
import dev.gitlabmcp.trace.Tracing;
import dev.gitlabmcp.trace.TracingConfiguration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends traces where the operator wants them. Stateless. */
final class TracingAssembly {
    private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

    /** Set by the HTTP client itself. */
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "content-type", "expect", "host", "upgrade");

    private TracingAssembly() {}

    /** Without a collector, what callers send is passed on, and nothing of OpenTelemetry is loaded. */
    static Tracing tracing(GitLabMcpConfiguration configuration, Settings settings, Environment dropwizard) {
        TracingConfiguration tracing = configuration.tracing();
        if (!tracing.isOn()) {
            return Tracing.PASSING_ON;
        }
        Map<String, String> headers = headers(settings.secret(HEADERS));
        Tracing otlp;
        try {
            otlp = OtlpTracing.of(tracing, headers, configuration.sessions().replica());
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "tracing.endpoint (OTEL_EXPORTER_OTLP_ENDPOINT) is not the address of a collector.");
        }
        dropwizard.lifecycle().manage(new AutoCloseableManager(otlp));
        return otlp;
    }

    /** As OpenTelemetry writes them: {@code name=value} with commas between, values percent-encoded. */
    static Map<String, String> headers(Optional<Secret> given) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (given.isEmpty()) {
            return headers;
        }
        for (String header : given.get().reveal().split(",", -1)) {
            int equals = header.indexOf('=');
            String name = header.substring(0, Math.max(0, equals)).strip();
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                throw new StartRefusedException(
                        HEADERS + " must be name=value, with commas between several; values are percent-encoded.");
            }
            String value = decoded(header.substring(equals + 1).strip());
            // The HTTP client refuses both with every batch, and nobody would be told why.
            if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))
                    || RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw new StartRefusedException(HEADERS + " has a header or a value that HTTP does not allow there.");
            }
            headers.put(name, value);
        }
        return headers;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(HEADERS + " has a value that is not properly percent-encoded.");
        }
    }
}
