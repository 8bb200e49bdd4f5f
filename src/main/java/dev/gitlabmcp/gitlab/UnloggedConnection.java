package dev.gitlabmcp.gitlab;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * A connection that never logs what it carries, and tells the {@link ConnectionLedger} of its life. HttpClient's own writes
 * all headers, tokens included, and every byte into the log as soon as somebody turns its loggers to DEBUG.
 *
 * <p>Bytes that nobody has asked for would be taken for the next answer, which may be another caller's. So a connection that
 * holds any is given up: when it is released, and once more when it is leased, for they may be late.
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
    private final Arrived arrived;
    private final long testAfterNanos;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    /** The socket, and the ones of TLS around it; written by whoever leases the connection. */
    private final List<Socket> layers = new ArrayList<>(2);

    /** Written by whoever leases the connection. */
    private boolean touched;

    private boolean used;
    private long idleSince;

    private enum State {
        NEW,
        BUSY,
        IDLE,
        CLOSED
    }

    /** Keeps hold of the buffer that answers are read from, which the base class keeps to itself. */
    private static final class Arrived implements HttpMessageParser<ClassicHttpResponse> {
        private final HttpMessageParser<ClassicHttpResponse> parser = PARSER.create();
        private @Nullable SessionInputBuffer buffer;

        @Override
        public ClassicHttpResponse parse(SessionInputBuffer from, InputStream wire) throws IOException, HttpException {
            buffer = from;
            return parser.parse(from, wire);
        }

        /** Whether there are bytes that no answer has taken. */
        boolean isMore() {
            return buffer != null && buffer.length() > 0;
        }
    }

    /**
     * A connection to nowhere yet.
     *
     * @param testAfter idle time after which the peer is asked for a sign of life before use
     */
    UnloggedConnection(ConnectionLedger ledger, Duration testAfter) {
        this(ledger, testAfter, new Arrived());
    }

    private UnloggedConnection(ConnectionLedger ledger, Duration testAfter, Arrived arrived) {
        super(
                "gitlab-" + COUNT.incrementAndGet(),
                null,
                null,
                WIRE,
                null,
                null,
                DefaultHttpRequestWriterFactory.INSTANCE,
                config -> arrived);
        this.ledger = ledger;
        this.arrived = arrived;
        this.testAfterNanos = testAfter.toNanos();
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
        layers.clear();
        layers.add(socket);
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket tlsSocket, Socket socket) throws IOException {
        if (arrived.isMore()) {
            // Said in plain before the handshake, yet it would be read as if it came from the other end of the tunnel.
            tlsSocket.close();
            throw new ProxyFailure("the forward proxy said more than that it opened a connection", false);
        }
        layers.add(tlsSocket);
        bind(new SocketHolder(tlsSocket, socket));
    }

    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream wire) {
        InputStream content = super.createContentInputStream(length, buffer, wire);
        Socket socket = getSocket();
        return socket == null ? content : new DrainingStream(content, socket);
    }

    /** Asked when the connection is released, with its answer read to the end. */
    @Override
    public boolean isConsistent() {
        return super.isConsistent() && !hasMore();
    }

    /** Asked whenever the connection is about to be leased again. */
    @Override
    public boolean isStale() throws IOException {
        if (hasMore()) {
            return true;
        }
        // The base class' test puts late bytes into the buffer and then finds the connection alive.
        return System.nanoTime() - idleSince >= testAfterNanos && (super.isStale() || hasMore());
    }

    @Override
    public void passivate() {
        super.passivate();
        idleSince = System.nanoTime();
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

    /**
     * Whether there is anything to read, on whatever layer; never waits for it. TLS may have more to say of itself, such as
     * that it ends or a late session ticket, but then a new connection costs little.
     */
    private boolean hasMore() {
        if (arrived.isMore()) {
            return true;
        }
        try {
            for (Socket layer : layers) {
                if (layer.getInputStream().available() > 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void closed() {
        State before = state.getAndSet(State.CLOSED);
        if (before == State.BUSY || before == State.IDLE) {
            ledger.closed(before == State.IDLE);
        }
    }
}
