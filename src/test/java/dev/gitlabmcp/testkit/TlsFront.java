package dev.gitlabmcp.testkit;

import java.net.Socket;
import javax.net.ssl.SSLContext;

/**
 * TLS in front of a plain server on loopback: ends the encryption and passes every byte on, so that a server that only
 * speaks http can play an https one.
 */
public final class TlsFront implements AutoCloseable {
    private final SocketServer server;

    /**
     * A front on a free port.
     *
     * @param context presents the certificate
     * @param plainPort where the plain server listens
     */
    public TlsFront(SSLContext context, int plainPort) {
        server = new SocketServer(context, (front, client) -> {
            try (Socket plain = new Socket("127.0.0.1", plainPort)) {
                front.pipe(client, plain);
            }
        });
    }

    /** Where the front listens. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
