package dev.gitlabmcp.transport;

import com.codahale.metrics.health.HealthCheck;
import java.time.InstantSource;

/** Whether the served certificate is valid for some time yet, and the files it was read from are those in use. */
public final class CertificateHealthCheck extends HealthCheck {
    private static final long WARN_DAYS = 21;
    private static final long UNHEALTHY_DAYS = 3;

    private final TlsServer tls;
    private final InstantSource clock;

    /** That of this server's certificate. */
    public CertificateHealthCheck(TlsServer tls, InstantSource clock) {
        this.tls = tls;
        this.clock = clock;
    }

    @Override
    protected Result check() {
        long days = tls.material().daysLeft(clock.instant());
        String expiry = "The certificate expires on " + tls.material().expiry() + ", in " + days + " days.";
        if (days <= UNHEALTHY_DAYS) {
            return Result.unhealthy(expiry + " Renew it now.");
        }
        if (tls.problem().isPresent()) {
            return Result.healthy("Warning: " + tls.problem().get() + " The certificate read before stays in use.");
        }
        return Result.healthy(days <= WARN_DAYS ? "Warning: " + expiry : expiry);
    }
}
