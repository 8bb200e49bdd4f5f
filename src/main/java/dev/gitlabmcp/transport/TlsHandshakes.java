package dev.gitlabmcp.transport;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log, at DEBUG, how connections by TLS began: protocol, suite, and whose certificate the client has. Stateless. */
public final class TlsHandshakes implements SslHandshakeListener {
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshakes.class);

    @Override
    public void handshakeSucceeded(Event event) {
        if (LOG.isDebugEnabled()) {
            SSLSession session = event.getSSLEngine().getSession();
            LOG.debug(
                    "{} speaks {} with {}, client certificate {}",
                    event.getEndPoint().getRemoteSocketAddress(),
                    session.getProtocol(),
                    session.getCipherSuite(),
                    client(session));
        }
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        LOG.debug(
                "{} could not begin to speak TLS: {}",
                event.getEndPoint().getRemoteSocketAddress(),
                String.valueOf(failure.getMessage()));
    }

    private static String client(SSLSession session) {
        try {
            return session.getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "none";
        }
    }
}
