package dev.gitlabmcp.gitlab;

import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.concurrent.TimeUnit;

/**
 * How the server talks to each GitLab instance. What is left out takes its default.
 *
 * @param connectTimeout for opening a connection, TLS handshake included; default 5 s
 * @param leaseTimeout for a free connection while all are in use; default 10 s
 * @param responseTimeout for a connection on which nothing arrives; default 30 s
 * @param connectionsPerInstance open connections to one instance at most; default 64
 * @param connectionsTotal open connections to all instances together at most, idle ones included; those to instances that
 *     the operator has not named have half of them at most; default 512
 * @param maxWaiting calls to one instance that may wait for a connection; default 256
 * @param connectionTimeToLive age at which a connection is not used again, so that changes of DNS are noticed; default 5 min
 * @param validateAfterInactivity idle time after which a connection is tested before use; default 2 s
 * @param keepAlive idle time after which a connection is not used again; below the 75 s of GitLab's nginx; default 60 s
 * @param maxAnswer decompressed bytes of one answer at most; default 64 MiB
 * @param retries further attempts after the first at most; default 2
 * @param userAgent what the server calls itself; default {@code gitlab-mcp}
 * @param breaker when calls to an instance that keeps failing are refused
 */
public record GitLabClientConfiguration(
        @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
        Duration connectTimeout,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
        Duration leaseTimeout,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
        Duration responseTimeout,

        @NotNull @Min(1) @Max(10_000) Integer connectionsPerInstance,
        @NotNull @Min(1) @Max(100_000) Integer connectionsTotal,
        @NotNull @Min(0) @Max(100_000) Integer maxWaiting,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
        Duration connectionTimeToLive,

        @NotNull Duration validateAfterInactivity,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
        Duration keepAlive,

        @NotNull @MinDataSize(1) DataSize maxAnswer,
        @NotNull @Min(0) @Max(10) Integer retries,

        @NotNull @Pattern(regexp = "[\\x20-\\x7E]{1,200}", message = "must be 1 to 200 printable ASCII characters")
        String userAgent,

        @NotNull @Valid GitLabBreakerConfiguration breaker) {

    private static final Duration CONNECT_TIMEOUT = Duration.milliseconds(5_000);
    private static final Duration LEASE_TIMEOUT = Duration.milliseconds(10_000);
    private static final Duration RESPONSE_TIMEOUT = Duration.milliseconds(30_000);
    private static final int CONNECTIONS_PER_INSTANCE = 64;
    private static final int CONNECTIONS_TOTAL = 512;
    private static final int MAX_WAITING = 256;
    private static final Duration CONNECTION_TIME_TO_LIVE = Duration.minutes(5);
    private static final Duration VALIDATE_AFTER_INACTIVITY = Duration.seconds(2);
    private static final Duration KEEP_ALIVE = Duration.seconds(60);
    private static final DataSize MAX_ANSWER = DataSize.mebibytes(64);
    private static final int RETRIES = 2;
    private static final String USER_AGENT = "gitlab-mcp";

    public GitLabClientConfiguration {
        connectTimeout = connectTimeout == null ? CONNECT_TIMEOUT : connectTimeout;
        leaseTimeout = leaseTimeout == null ? LEASE_TIMEOUT : leaseTimeout;
        responseTimeout = responseTimeout == null ? RESPONSE_TIMEOUT : responseTimeout;
        connectionsPerInstance = connectionsPerInstance == null ? CONNECTIONS_PER_INSTANCE : connectionsPerInstance;
        connectionsTotal = connectionsTotal == null ? CONNECTIONS_TOTAL : connectionsTotal;
        maxWaiting = maxWaiting == null ? MAX_WAITING : maxWaiting;
        connectionTimeToLive = connectionTimeToLive == null ? CONNECTION_TIME_TO_LIVE : connectionTimeToLive;
        validateAfterInactivity = validateAfterInactivity == null ? VALIDATE_AFTER_INACTIVITY : validateAfterInactivity;
        keepAlive = keepAlive == null ? KEEP_ALIVE : keepAlive;
        maxAnswer = maxAnswer == null ? MAX_ANSWER : maxAnswer;
        retries = retries == null ? RETRIES : retries;
        userAgent = userAgent == null ? USER_AGENT : userAgent;
        breaker = breaker == null ? GitLabBreakerConfiguration.defaults() : breaker;
    }

    /** Every setting at its default. */
    public static GitLabClientConfiguration defaults() {
        return new GitLabClientConfiguration(
                CONNECT_TIMEOUT,
                LEASE_TIMEOUT,
                RESPONSE_TIMEOUT,
                CONNECTIONS_PER_INSTANCE,
                CONNECTIONS_TOTAL,
                MAX_WAITING,
                CONNECTION_TIME_TO_LIVE,
                VALIDATE_AFTER_INACTIVITY,
                KEEP_ALIVE,
                MAX_ANSWER,
                RETRIES,
                USER_AGENT,
                GitLabBreakerConfiguration.defaults());
    }
}
