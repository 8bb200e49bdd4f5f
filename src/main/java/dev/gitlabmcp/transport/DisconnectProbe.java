package dev.gitlabmcp.transport;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices at once that a client is gone. Jetty does not read an HTTP/1.1 connection while a response is produced, so a closed
 * connection stays unseen until a write fails; this asks the connection to tell when it becomes readable, which before the
 * end of a response means: closed. HTTP/2 tells by itself.
 */
final class DisconnectProbe {
    private final EndPoint endPoint;
    private final Request request;
    private final Runnable onGone;
    /** Held while the connection is read: bytes that come after {@link #disarm} belong to the next request. */
    private final Object reading = new Object();

    private final AtomicBoolean done = new AtomicBoolean();
    /** Whether the connection was asked; that of HTTP/2 belongs to all its streams, and is Jetty's to read. */
    private volatile boolean watching;

    /** Tells Jetty that nobody waits for bytes any more. */
    private static final class Disarmed extends CancellationException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    DisconnectProbe(EndPoint endPoint, Request request, Runnable onGone) {
        this.endPoint = endPoint;
        this.request = request;
        this.onGone = onGone;
    }

    /** Watches the connection of a request whose body has been read. {@code onGone} runs at most once and must not block. */
    static DisconnectProbe arm(HttpServletRequest servletRequest, Runnable onGone) {
        Request request = JettyRequest.of(servletRequest);
        DisconnectProbe probe = new DisconnectProbe(JettyRequest.endPoint(request), request, onGone);
        request.addFailureListener(failure -> probe.gone());
        HttpVersion version = request.getConnectionMetaData().getHttpVersion();
        if (version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0) {
            probe.watch();
        }
        return probe;
    }

    /** Stops watching; must come before the response ends, or the connection could not be used again. */
    void disarm() {
        synchronized (reading) {
            if (done.compareAndSet(false, true)
                    && watching
                    && endPoint instanceof AbstractEndPoint abstractEndPoint
                    && abstractEndPoint.getFillInterest().isInterested()) {
                abstractEndPoint.getFillInterest().onFail(new Disarmed());
            }
        }
    }

    private void gone() {
        if (done.compareAndSet(false, true)) {
            onGone.run();
        }
    }

    /** Asks the connection to tell when it has something to read, or its end. */
    void watch() {
        watching = true;
        endPoint.tryFillInterested(new Callback() {
            @Override
            public InvocationType getInvocationType() {
                return InvocationType.NON_BLOCKING;
            }

            @Override
            public void succeeded() {
                readable();
            }

            @Override
            public void failed(Throwable failure) {
                if (failure instanceof TimeoutException) {
                    watchOn(); // the idle time-out of a connection that has nothing to say is no end
                } else {
                    gone();
                }
            }
        });
    }

    private void watchOn() {
        synchronized (reading) {
            if (!done.get()) {
                watch();
            }
        }
    }

    private void readable() {
        if (!isOpen()) {
            gone();
        }
    }

    /** Whether the client may still be there. Nothing to read is usual: Jetty may tell late of the bytes of this request. */
    private boolean isOpen() {
        synchronized (reading) {
            if (done.get()) {
                return true;
            }
            try {
                int filled = endPoint.fill(BufferUtil.allocate(1));
                if (filled == 0) {
                    watch();
                } else if (filled > 0) {
                    // A pipelined request: its first byte is spent, so this connection can serve no further one.
                    done.set(true);
                    Request.addCompletionListener(request, failure -> endPoint.close());
                }
                return filled >= 0;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
