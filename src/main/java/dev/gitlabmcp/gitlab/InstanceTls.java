package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.CertificateAuthorities;
import dev.gitlabmcp.net.UnverifiedTls;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.jspecify.annotations.Nullable;

/** TLS 1.2 and 1.3 to instances and proxies, with the certificate authorities of the moment. Thread-safe. */
final class InstanceTls implements TlsSocketStrategy {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final @Nullable CertificateAuthorities authorities;
    private volatile TlsSocketStrategy current;

    private InstanceTls(@Nullable CertificateAuthorities authorities, TlsSocketStrategy current) {
        this.authorities = authorities;
        this.current = current;
    }

    /** Believes these authorities. */
    static InstanceTls verifying(CertificateAuthorities authorities) {
        return new InstanceTls(authorities, verifying(authorities.context()));
    }

    /** Believes whom this context believes. */
    static InstanceTls of(SSLContext context) {
        return new InstanceTls(null, verifying(context));
    }

    /** Believes everybody. */
    static InstanceTls unverified() {
        return new InstanceTls(
                null,
                new DefaultClientTlsStrategy(
                        UnverifiedTls.context(),
                        PROTOCOLS,
                        null,
                        SSLBufferMode.STATIC,
                        HostnameVerificationPolicy.CLIENT,
                        NoopHostnameVerifier.INSTANCE));
    }

    private static TlsSocketStrategy verifying(SSLContext context) {
        return new DefaultClientTlsStrategy(
                context,
                PROTOCOLS,
                null,
                SSLBufferMode.STATIC,
                HostnameVerificationPolicy.BOTH,
                HttpsSupport.getDefaultHostnameVerifier());
    }

    /** Reads the authorities' file again if it has changed; connections made from then on use it. */
    synchronized void refresh() {
        if (authorities != null && authorities.refresh()) {
            current = verifying(authorities.context());
        }
    }

    @Override
    public SSLSocket upgrade(
            Socket socket, String target, int port, @Nullable Object attachment, @Nullable HttpContext context)
            throws IOException {
        return current.upgrade(socket, target, port, attachment, context);
    }
}
