package dev.gitlabmcp.sandbox;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One request and its answer on the wire, with whatever a fault does to it. */
final class Exchange {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final RecordedRequest recorded;

    Exchange(Request request, Response response, Callback callback, RecordedRequest recorded) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.recorded = recorded;
    }

    void send(SandboxResponse answer) {
        ByteBuffer body = begin(answer);
        response.write(true, body, Callback.from(this::done, this::lost));
    }

    /** Waits as long as the fault says, then does what it says; nothing is answered when the client leaves first. */
    void suffer(Fault fault, Supplier<SandboxResponse> answer) {
        if (fault.delay().isZero()) {
            act(fault.action(), answer);
            return;
        }
        AtomicReference<Scheduler.@Nullable Task> timer = new AtomicReference<>();
        ClientWatch watch = ClientWatch.arm(request, () -> {
            Scheduler.Task task = timer.get();
            if (task != null) {
                task.cancel();
            }
            lost(new EofException("client closed"));
        });
        timer.set(later(fault.delay().toMillis(), () -> {
            if (watch.release()) {
                act(fault.action(), answer);
            }
        }));
    }

    private void act(Fault.Action action, Supplier<SandboxResponse> answer) {
        if (action instanceof Fault.Action.Answer made) {
            send(new SandboxResponse(made.status(), made.headers(), Fault.bytes(made.body())));
        } else if (action instanceof Fault.Action.Cut cut) {
            cut(cut.bodyBytes(), answer);
        } else if (action instanceof Fault.Action.Drip drip) {
            drip(drip, answer.get());
        } else {
            send(answer.get());
        }
    }

    private ByteBuffer begin(SandboxResponse answer) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        boolean head = request.getMethod().equals("HEAD");
        if (answer.status() != 204 && answer.status() != 304) {
            response.getHeaders().put("Content-Length", Integer.toString(answer.body().length));
        }
        return ByteBuffer.wrap(head ? new byte[0] : answer.body());
    }

    private void cut(int bodyBytes, Supplier<SandboxResponse> answer) {
        if (bodyBytes < 0) {
            close();
            return;
        }
        ByteBuffer body = begin(answer.get());
        body.limit(Math.min(body.limit(), bodyBytes));
        response.write(false, body, Callback.from(this::close, this::lost));
    }

    /** Our own close: the client did not leave, so it is not recorded as gone. */
    private void close() {
        EofException cause = new EofException("cut by a fault");
        request.getConnectionMetaData().getConnection().getEndPoint().close(cause);
        callback.failed(cause);
    }

    private void drip(Fault.Action.Drip drip, SandboxResponse answer) {
        ByteBuffer body = begin(answer);
        response.write(false, ByteBuffer.allocate(0), Callback.from(() -> dripNext(drip, body), this::lost));
    }

    private void dripNext(Fault.Action.Drip drip, ByteBuffer rest) {
        ClientWatch watch = ClientWatch.arm(request, () -> lost(new EofException("client closed")));
        later(drip.pause().toMillis(), () -> {
            if (!watch.release()) {
                return;
            }
            ByteBuffer piece = rest.slice(rest.position(), Math.min(drip.bytes(), rest.remaining()));
            rest.position(rest.position() + piece.remaining());
            boolean last = !rest.hasRemaining();
            Runnable next = last ? this::done : () -> dripNext(drip, rest);
            response.write(last, piece, Callback.from(next, this::lost));
        });
    }

    private Scheduler.Task later(long millis, Runnable task) {
        return request.getComponents()
                .getScheduler()
                .schedule(() -> request.getComponents().getExecutor().execute(task), millis, TimeUnit.MILLISECONDS);
    }

    private void done() {
        recorded.answered().complete(response.getStatus());
        callback.succeeded();
    }

    private void lost(Throwable cause) {
        recorded.clientClosed().complete(null);
        callback.failed(cause);
    }
}
