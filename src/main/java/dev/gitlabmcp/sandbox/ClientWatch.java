package dev.gitlabmcp.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices at once that the client closed its connection while the answer is still to come. Jetty does not read the
 * socket of an HTTP/1.1 connection between the end of a request and the end of its answer, so the watch asks the end
 * point for read interest in the meantime and gives it back with {@link #release} before the answer's last byte.
 */
final class ClientWatch implements Callback {
    private final AbstractEndPoint endPoint;
    private final Runnable onGone;
    private boolean released;
    private boolean gone;

    private ClientWatch(AbstractEndPoint endPoint, Runnable onGone) {
        this.endPoint = endPoint;
        this.onGone = onGone;
    }

    /** Watches the connection of a request whose body was read to its end; {@code onGone} runs at most once. */
    static ClientWatch arm(Request request, Runnable onGone) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        if (!(endPoint instanceof AbstractEndPoint watched)) {
            throw new IllegalStateException("cannot watch " + endPoint);
        }
        ClientWatch watch = new ClientWatch(watched, onGone);
        watched.tryFillInterested(watch);
        return watch;
    }

    /** Ends the watch. False when the client is gone and no answer can be sent. */
    boolean release() {
        synchronized (this) {
            released = true;
            if (gone) {
                return false;
            }
        }
        if (endPoint.getFillInterest().isInterested()) {
            endPoint.getFillInterest().onFail(new CancellationException("watch released"));
        }
        return true;
    }

    @Override
    public void succeeded() {
        synchronized (this) {
            if (released || gone) {
                return;
            }
            ByteBuffer probe = BufferUtil.allocate(1);
            try {
                if (endPoint.fill(probe) == 0) {
                    endPoint.tryFillInterested(this);
                    return;
                }
            } catch (IOException closed) {
                probe.clear();
            }
            // A byte of a pipelined request is as good as a close: it has been consumed, so the connection is lost.
            gone = true;
        }
        endPoint.close(new EofException("client closed"));
        onGone.run();
    }

    @Override
    public void failed(Throwable cause) {
        synchronized (this) {
            if (released || gone) {
                return;
            }
            if (cause instanceof TimeoutException) {
                endPoint.tryFillInterested(this);
                return;
            }
            gone = true;
        }
        onGone.run();
    }
}
