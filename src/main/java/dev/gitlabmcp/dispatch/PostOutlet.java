package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.session.EventSink;
import dev.gitlabmcp.session.EventStream;
import dev.gitlabmcp.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to one legacy POST: JSON until the first message that is no answer, from then on a resumable stream. Serves a
 * single request and, collecting the answers, a batch.
 */
final class PostOutlet implements Outlet {
    /** How soon a client should come back after its stream was ended early. */
    private static final long RETRY_MILLIS = 500;

    private final Session session;
    private final ReplyChannel reply;
    private final boolean batch;
    private final List<JsonMessage> collected = new ArrayList<>(1);
    private @Nullable EventStream stream;
    private boolean finished;

    private PostOutlet(Session session, ReplyChannel reply, boolean batch) {
        this.session = session;
        this.reply = reply;
        this.batch = batch;
    }

    static PostOutlet ofRequest(Session session, ReplyChannel reply) {
        return new PostOutlet(session, reply, false);
    }

    /** For an array of messages; {@link #finishBatch} must follow. */
    static PostOutlet ofBatch(Session session, ReplyChannel reply) {
        return new PostOutlet(session, reply, true);
    }

    @Override
    public boolean canEmit() {
        return reply.acceptsEvents();
    }

    @Override
    public synchronized boolean emit(byte[] message) {
        if (finished || !canEmit()) {
            return false;
        }
        openStream().send(message);
        return true;
    }

    @Override
    public synchronized void finish(JsonMessage message) {
        collected.add(message);
        if (!batch) {
            end();
        }
    }

    /** In band, as all answers of the legacy era; but a balancer should see what another try may mend. */
    @Override
    public synchronized void refuse(Refusal refusal) {
        if (batch || stream != null || refusal.retryAfter() == 0) {
            finish(JsonMessage.of(refusal.error()));
        } else {
            finished = true;
            Refusals.refuse(reply, refusal);
        }
    }

    @Override
    public synchronized void finishWithoutAnswer() {
        if (!batch) {
            end();
        }
    }

    synchronized void finishBatch() {
        end();
    }

    @Override
    public synchronized void keepOpen() {
        if (!finished && canEmit()) {
            openStream();
        }
    }

    @Override
    public synchronized void release() {
        if (session.version().isAtLeast(ProtocolVersion.V2025_11_25) && canEmit()) {
            openStream().release(RETRY_MILLIS);
        }
    }

    private void end() {
        finished = true;
        if (stream == null && reply.prefersEvents() && !collected.isEmpty()) {
            openStream(); // the one kind of reply that a client can resume
        }
        if (stream != null) {
            for (JsonMessage message : collected) {
                stream.send(message.json());
            }
            stream.finish();
        } else if (collected.isEmpty()) {
            reply.accepted();
        } else {
            reply.finish(200, batch ? Messages.array(collected) : collected.get(0));
        }
    }

    private EventStream openStream() {
        if (stream == null) {
            EventStream opened = session.openStream();
            EventSink sink = reply.openStream();
            // Clients before 2025-11-25 try to parse the empty data of a prime event.
            opened.attach(sink, session.version().isAtLeast(ProtocolVersion.V2025_11_25));
            reply.onEnd(() -> opened.detach(sink));
            stream = opened;
        }
        return stream;
    }
}
