package dev.gitlabmcp.ops;

import dev.gitlabmcp.transport.TlsServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the server's certificate and key again, at once and whether or not they have changed. */
public final class ReloadCertificatesTask extends OperatorTask {
    private final Optional<TlsServer> tls;

    /** For this server's certificate; empty where it speaks no TLS. */
    public ReloadCertificatesTask(Optional<TlsServer> tls) {
        super("reload-certificates", Set.of());
        this.tls = tls;
    }

    @Override
    Outcome run(Map<String, List<String>> given) {
        TlsServer server = tls.orElseThrow(() -> new TaskRefusedException(
                409, "This server has no certificate to read; SSL_CERT_PATH and SSL_KEY_PATH name one."));
        Optional<String> problem = server.reload();
        if (problem.isPresent()) {
            throw new TaskRefusedException(409, problem.get() + " The certificate read before stays in use.");
        }
        return new Outcome(
                "reloaded",
                "The certificate of " + server.material().subject() + " is in use, valid until "
                        + server.material().expiry() + ".");
    }
}
