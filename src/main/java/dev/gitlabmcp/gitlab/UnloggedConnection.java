package dev.gitlabmcp.gitlab;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;

/**
 * A connection that never logs what it carries, and tells the {@link ConnectionLedger} of its life. HttpClient's own writes
 * all headers, tokens included, and every byte into the log as soon as somebody turns its loggers to DEBUG.
 */
final class UnloggedConnection extends DefaultManagedHttpClientConnection {
    /**
     * An upstream may be anybody's, so what it can make us hold before the body is bounded. HttpClient's own buffers of 32
     * KiB would make an idle connection cost 104 KiB instead of 26.
     */
    private static final Http1Config WIRE = Http1Config.custom()
            .setBufferSize(8 * 1024)
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(256)
            .build();

    private static final DefaultHttpResponseParserFactory PARSER = new DefaultHttpResponseParserFactory(WIRE);
    private static final AtomicLong COUNT = new AtomicLong();

    private final ConnectionLedger ledger;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    /** Written by whoever leases the connection. */
    private boolean touched;

    private boolean used;

    private enum State {
        NEW,
        BUSY,
        IDLE,
        CLOSED
    }

    UnloggedConnection(ConnectionLedger ledger) {
        super(
                "gitlab-" + COUNT.incrementAndGet(),
                null,
                null,
                WIRE,
                null,
                null,
                DefaultHttpRequestWriterFactory.INSTANCE,
                PARSER);
        this.ledger = ledger;
    }

    /** Called before connecting, once more after it, and again for the next address when that fails. */
    @Override
    public void bind(Socket socket) throws IOException {
        if (state.get() == State.NEW) {
            ledger.open(this);
            if (!state.compareAndSet(State.NEW, State.BUSY)) {
                // Closed at this very moment by a cancellation; below, binding fails for the same reason.
                ledger.closed(false);
            }
        }
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket tlsSocket, Socket socket) throws IOException {
        bind(new SocketHolder(tlsSocket, socket));
    }

    @Override
    public void passivate() {
        super.passivate();
        if (state.compareAndSet(State.BUSY, State.IDLE)) {
            ledger.idle();
        }
    }

    @Override
    public void activate() {
        super.activate();
        if (state.compareAndSet(State.IDLE, State.BUSY)) {
            ledger.busy();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            closed();
        }
    }

    @Override
    public void close(CloseMode mode) {
        try {
            super.close(mode);
        } finally {
            closed();
        }
    }

    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {
        if (!touched) {
            touched = true;
            ledger.inUse();
        }
        if (!Method.CONNECT.isSame(request.getMethod())) {
            ledger.sent(used);
            used = true;
        }
    }

    @Override
    protected void onResponseReceived(ClassicHttpResponse response) {}

    private void closed() {
        State before = state.getAndSet(State.CLOSED);
        if (before == State.BUSY || before == State.IDLE) {
            ledger.closed(before == State.IDLE);
        }
    }
}
