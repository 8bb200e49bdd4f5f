package dev.gitlabmcp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitlabmcp.dispatch.ReplyChannel;
import dev.gitlabmcp.session.EventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.jersey.server.ChunkedOutput;
import org.junit.jupiter.api.Test;

/** A reply whose call has failed outside of everything that answers: nothing of it may reach the connection's next request. */
class AbandonedReplyTest {
    private final List<String> left = new ArrayList<>();
    private final OpenReplies open = new OpenReplies(Duration.ofMillis(1), Runnable::run);
    private final HttpReplyChannel reply =
            new HttpReplyChannel(new Recorded(), null, new Accept(true, true, false), Compression.NONE, open);

    /** Notes what leaves. */
    private final class Recorded implements Answer {
        private boolean refusing;

        @Override
        public void send(HttpAnswer answer) {
            left.add("json " + answer.status());
        }

        @Override
        public void stream(List<String> headers, ChunkedOutput<byte[]> events) {
            if (refusing) {
                throw new IllegalStateException("planted");
            }
            left.add("stream");
        }

        @Override
        public void complete() {
            left.add("complete");
        }
    }

    private static void fail(ReplyChannel channel) {
        throw new OutOfMemoryError("planted");
    }

    @Test
    void nothingLeaves_norIsItKeptAlive() {
        AtomicBoolean delayed = new AtomicBoolean();
        reply.onDelay(() -> delayed.set(true));

        assertThatThrownBy(() -> reply.givenBy(AbandonedReplyTest::fail)).isInstanceOf(OutOfMemoryError.class);
        open.tick();

        assertThat(open.count()).isZero();
        assertThat(delayed).isFalse();
        assertThat(left).isEmpty();
        assertThatThrownBy(() -> reply.finish(200, new byte[] {'1'})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(reply::openStream).isInstanceOf(IllegalStateException.class);
        assertThat(left).isEmpty();
    }

    @Test
    void openStream_isEnded() {
        List<EventSink> opened = new ArrayList<>();

        reply.givenBy(channel -> {
            opened.add(channel.openStream());
            fail(channel);
        });

        assertThat(open.count()).isZero();
        assertThat(opened).hasSize(1);
        assertThat(opened.get(0).event(null, new byte[] {'1'})).isFalse();
    }

    @Test
    void answerThatHasLeft_staysTheOnlyOne() {
        reply.givenBy(channel -> {
            channel.finish(200, new byte[] {'1'});
            fail(channel);
        });

        assertThat(left).containsExactly("json 200");
    }

    @Test
    void streamThatNobodyTakes_isOver() {
        Recorded refusing = new Recorded();
        refusing.refusing = true;
        HttpReplyChannel lost =
                new HttpReplyChannel(refusing, null, new Accept(true, true, false), Compression.NONE, open);

        assertThatThrownBy(lost::openStream).hasMessage("planted");

        assertThat(open.count()).isEqualTo(1); // the other one
    }
}
