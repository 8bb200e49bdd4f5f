package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.Secret;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * The way from this server to GitLab, section {@code gitlab.network} of {@code config.yml}. What is left out or empty takes
 * its default.
 *
 * @param httpProxy {@code HTTP_PROXY}, the proxy for http targets, {@code [http[s]://][user:password@]host[:port]}; none
 * @param httpsProxy {@code HTTPS_PROXY}, the proxy for https targets; none
 * @param noProxy {@code NO_PROXY}, targets reached without a proxy: names with their sub-domains, addresses, CIDR blocks,
 *     each maybe with a port, or {@code *}; none
 * @param caCertPath {@code GITLAB_CA_CERT_PATH}, a PEM file of certificate authorities trusted beside the system's; none
 * @param tlsRejectUnauthorized {@code NODE_TLS_REJECT_UNAUTHORIZED}, where {@code 0} turns the verification of certificates
 *     off, as in Node.js, and anything but {@code 0} and {@code 1} is a mistake; {@code 1}
 * @param allowedHosts {@code GITLAB_ALLOWED_HOSTS}, instances that callers may name: {@code host}, {@code host:port} or
 *     {@code *.suffix}, the latter not together with a proxy, separated by commas; empty, which lets public addresses pass
 */
public record NetworkConfiguration(
        Secret httpProxy,
        Secret httpsProxy,
        String noProxy,
        String caCertPath,

        @Pattern(regexp = "[01]", message = "must be 0 or 1 (NODE_TLS_REJECT_UNAUTHORIZED)")
        String tlsRejectUnauthorized,

        String allowedHosts) {

    public NetworkConfiguration {
        httpProxy = httpProxy == null ? Secret.of("") : httpProxy;
        httpsProxy = httpsProxy == null ? Secret.of("") : httpsProxy;
        noProxy = noProxy == null ? "" : noProxy;
        caCertPath = caCertPath == null ? "" : caCertPath;
        tlsRejectUnauthorized =
                tlsRejectUnauthorized == null || tlsRejectUnauthorized.isBlank() ? "1" : tlsRejectUnauthorized.strip();
        allowedHosts = allowedHosts == null ? "" : allowedHosts;
    }

    /** Every setting at its default. */
    public static NetworkConfiguration defaults() {
        return new NetworkConfiguration(Secret.of(""), Secret.of(""), "", "", "1", "");
    }

    /** Whether certificates and host names are verified. */
    boolean verifiesCertificates() {
        return !tlsRejectUnauthorized.equals("0");
    }

    /** The file of further certificate authorities. */
    Optional<String> caFile() {
        return caCertPath.isBlank() ? Optional.empty() : Optional.of(caCertPath.strip());
    }
}
