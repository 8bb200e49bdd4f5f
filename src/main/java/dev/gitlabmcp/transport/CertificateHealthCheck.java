package dev.gitlabmcp.transport;

import com.codahale.metrics.health.HealthCheck;
import dev.gitlabmcp.net.TlsMaterial;
import dev.gitlabmcp.net.TlsMaterial.Renewal;
import java.time.Instant;
import java.time.InstantSource;

/** Whether the served certificate is valid for some time yet, and the files it was read from are those in use. */
public final class CertificateHealthCheck extends HealthCheck {
    private final TlsServer tls;
    private final InstantSource clock;

    /** That of this server's certificate. */
    public CertificateHealthCheck(TlsServer tls, InstantSource clock) {
        this.tls = tls;
        this.clock = clock;
    }

    @Override
    protected Result check() {
        TlsMaterial material = tls.material();
        Instant now = clock.instant();
        Renewal renewal = material.renewal(now);
        String expiry = "The certificate expires on " + material.expiry() + ", in " + material.daysLeft(now) + " days.";
        if (renewal == Renewal.NOW) {
            return Result.unhealthy(expiry + " Renew it now.");
        }
        if (tls.problem().isPresent()) {
            return Result.healthy("Warning: " + tls.problem().get() + " The certificate read before stays in use.");
        }
        return Result.healthy(renewal == Renewal.SOON ? "Warning: " + expiry : expiry);
    }
}
