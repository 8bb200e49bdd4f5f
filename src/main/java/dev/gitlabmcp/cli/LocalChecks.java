package dev.gitlabmcp.cli;

import dev.gitlabmcp.gitlab.CancelSignal;
import dev.gitlabmcp.gitlab.Credentials;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.gitlab.GitLabException;
import dev.gitlabmcp.gitlab.GitLabPoolConfiguration;
import dev.gitlabmcp.gitlab.GitLabProblem;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.gitlab.KnownCredentials;
import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.gitlab.TrafficByInstance;
import dev.gitlabmcp.net.Secret;
import dev.gitlabmcp.net.TlsFiles;
import dev.gitlabmcp.net.TlsFilesException;
import dev.gitlabmcp.net.TlsMaterial;
import dev.gitlabmcp.net.TrustedProxies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be checked before the server runs. Stateless. */
final class LocalChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    /** Of the right form, and nobody's: GitLab answers it with 401, which is answer enough. */
    private static final String NOBODYS_TOKEN = "glpat-doctor-looks-in-00";

    private LocalChecks() {}

    static List<Finding> of(DoctorSubject subject) {
        List<Finding> findings = new ArrayList<>();
        certificate(subject.tls(), findings);
        for (DoctorSubject.Listener listener : subject.listeners()) {
            binding(listener, subject, findings);
            trust(listener, findings);
        }
        findings.add(gitlab(subject));
        return findings;
    }

    private static void certificate(Optional<TlsFiles> tls, List<Finding> findings) {
        if (tls.isEmpty()) {
            findings.add(
                    Finding.skipped("certificate", "SSL_CERT_PATH is not set, so the server speaks no TLS itself."));
            return;
        }
        try {
            Instant now = Instant.now();
            TlsMaterial material = TlsMaterial.read(tls.get(), now);
            findings.add(Finding.ok("certificate files", "Certificate, chain and key belong together."));
            String expiry = "The certificate of " + material.subject() + " expires in " + material.daysLeft(now)
                    + " days, on " + material.expiry() + ".";
            findings.add(
                    switch (material.renewal(now)) {
                        case NOW -> Finding.failed("certificate expiry", expiry + " Renew it now.");
                        case SOON -> Finding.warning("certificate expiry", expiry + " Renew it.");
                        case LATER -> Finding.ok("certificate expiry", expiry);
                    });
            findings.add(
                    material.names().isEmpty()
                            ? Finding.failed(
                                    "certificate names",
                                    "It has no subject alternative name, so that clients refuse it.")
                            : Finding.ok(
                                    "certificate names", "It is for " + String.join(", ", material.names()) + "."));
        } catch (TlsFilesException e) {
            findings.add(Finding.failed("certificate files", String.valueOf(e.getMessage())));
        }
        findings.add(
                tls.get().isKeyReadableByAll()
                        ? Finding.failed(
                                "key permissions",
                                tls.get().key() + " can be read by every user of this machine: chmod 600.")
                        : Finding.ok("key permissions", "Only its owner and group may read the key."));
    }

    private static void binding(DoctorSubject.Listener listener, DoctorSubject subject, List<Finding> findings) {
        String where = (listener.host().isEmpty() ? "every address" : listener.host()) + ", port " + listener.port();
        if (LOOPBACK.contains(listener.host())) {
            findings.add(Finding.ok("binding", "It listens on " + where + ": only this machine reaches it."));
            return;
        }
        boolean plain = subject.tls().isEmpty();
        findings.add(
                plain && TrustedProxies.of(listener.trustProxy()).isOff()
                        ? Finding.warning(
                                "binding",
                                "It listens on " + where + " without TLS and without a trusted proxy: tokens cross the"
                                        + " network in clear. Set SSL_CERT_PATH, or end TLS in a proxy and name it in"
                                        + " TRUST_PROXY.")
                        : Finding.ok(
                                "binding", "It listens on " + where + (plain ? ", behind a proxy." : ", with TLS.")));
        if (subject.allowedHosts().isBlank() && plain) {
            findings.add(
                    Finding.warning(
                            "allowed hosts",
                            "MCP_ALLOWED_HOSTS is empty, so requests for the public name are refused with 403: set that name."));
        }
    }

    private static void trust(DoctorSubject.Listener listener, List<Finding> findings) {
        TrustedProxies trusted = TrustedProxies.of(listener.trustProxy());
        if (trusted.isOff()) {
            findings.add(Finding.ok(
                    "trusted proxies",
                    "None: the address a connection comes from is the client's, right without a proxy."));
        } else if (trusted.isEverybody()) {
            findings.add(Finding.warning(
                    "trusted proxies",
                    "TRUST_PROXY=" + listener.trustProxy()
                            + " believes everybody: whoever reaches the server directly, or"
                            + " through a proxy that appends to X-Forwarded-For, may claim any address. Name the proxy's"
                            + " addresses."));
        } else {
            findings.add(Finding.ok("trusted proxies", "Headers from " + listener.trustProxy() + " are believed."));
        }
    }

    private static Finding gitlab(DoctorSubject subject) {
        Optional<Secret> own = subject.callers().gitlabToken();
        String url = subject.gitlab().toString();
        try (GitLabClientPool pool = new GitLabClientPool(
                GitLabClientConfiguration.defaults(),
                GitLabPoolConfiguration.defaults(),
                subject.network(),
                new KnownCredentials(),
                new TrafficByInstance(0))) {
            Principal principal = Principal.of(
                    subject.gitlab(),
                    Credentials.privateToken(own.map(Secret::reveal).orElse(NOBODYS_TOKEN)));
            String version = pool.call(
                    principal,
                    GitLabRequest.get("/version").build(),
                    PATIENCE,
                    CancelSignal.NEVER,
                    answer -> new String(answer.body().readNBytes(500), StandardCharsets.UTF_8));
            return Finding.ok("GitLab", url + " answers and accepts the token: " + version);
        } catch (GitLabException e) {
            if (e.problem() instanceof GitLabProblem.Refused refused && refused.status() == 401) {
                return own.isEmpty()
                        ? Finding.ok("GitLab", url + " answers; there is no token of the server's own to try.")
                        : Finding.failed("GitLab", url + " refuses GITLAB_TOKEN: " + refused.message());
            }
            return Finding.failed(
                    "GitLab", url + " cannot be used: " + e.problem().message());
        }
    }
}
