package dev.gitlabmcp.gitlab;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/**
 * A connection that never logs what it carries. HttpClient's own writes all headers, tokens included, and every byte into
 * the log as soon as somebody turns its loggers to DEBUG.
 */
final class UnloggedConnection extends DefaultManagedHttpClientConnection {
    /** An upstream may be anybody's, so what it can make us hold before the body is bounded. */
    private static final Http1Config WIRE = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(256)
            .build();

    private static final DefaultHttpResponseParserFactory PARSER = new DefaultHttpResponseParserFactory(WIRE);
    private static final AtomicLong COUNT = new AtomicLong();

    UnloggedConnection() {
        super(
                "gitlab-" + COUNT.incrementAndGet(),
                null,
                null,
                WIRE,
                null,
                null,
                DefaultHttpRequestWriterFactory.INSTANCE,
                PARSER);
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket tlsSocket, Socket socket) throws IOException {
        bind(new SocketHolder(tlsSocket, socket));
    }

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {}

    @Override
    protected void onResponseReceived(ClassicHttpResponse response) {}
}
