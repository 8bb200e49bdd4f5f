package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.ops.DashboardHistory.Sample;
import dev.gitlabmcp.testkit.McpClient;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.junit.jupiter.api.Test;

class DashboardFeedTest {
    private long now = 5;
    private String state = "ready";
    private final AtomicInteger gathered = new AtomicInteger();
    private final DashboardFeed feed = new DashboardFeed(this::snapshot, () -> state, () -> now);

    private DashboardSnapshot snapshot() {
        gathered.incrementAndGet();
        return new DashboardSnapshot(
                now / 1_000_000,
                state,
                "1",
                "17",
                1,
                new DashboardSnapshot.Load(1, 2, 3, 4, 5, 6, 7),
                new MemoryUsage(1, 2, 3, 4),
                DashboardSnapshot.Tools.of(List.of()),
                new DashboardSnapshot.Pool(0, 1, 0, 0, 0, 1, List.of()),
                Map.of());
    }

    private void pass(Duration time) {
        long end = now + time.toNanos();
        while (now < end) {
            now += DashboardFeed.TICK.toNanos();
            feed.tick();
        }
    }

    /** A reader that takes what it is sent, or nothing at all. */
    private static final class Reader extends ServletOutputStream {
        final List<String> written = new ArrayList<>();
        boolean reads = true;
        boolean cut;
        boolean completed;

        DashboardViewer viewer(DashboardFeed feed) {
            AsyncContext stream = (AsyncContext) Proxy.newProxyInstance(
                    Reader.class.getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, method, arguments) -> {
                        completed |= method.getName().equals("complete");
                        return null;
                    });
            return new DashboardViewer(stream, this, () -> cut = true, feed::remove);
        }

        @Override
        public boolean isReady() {
            return reads;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes) {
            written.add(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private Reader look() {
        Reader reader = new Reader();
        DashboardViewer viewer = reader.viewer(feed);
        assertThat(feed.add(viewer)).isTrue();
        viewer.onWritePossible();
        return reader;
    }

    @Test
    void samples_areTakenUnwatched_andAnHourIsKept() {
        pass(Duration.ofMinutes(90));
        assertThat(gathered).hasValue(541);

        var samples =
                McpClient.json(look().written.get(0).split("data: ", 2)[1]).path("samples");
        assertThat(samples).hasSize(361);
        long first = samples.get(0).get(0).asLong();
        assertThat(samples.get(360).get(0).asLong() - first).isEqualTo(3_600_000);
        assertThat(samples.get(0)).hasSize(5);
    }

    @Test
    void firstEvent_hasASample_evenBeforeTheFirstWasTaken() {
        assertThat(McpClient.json(look().written.get(0).split("data: ", 2)[1]).path("samples"))
                .hasSize(1);
    }

    @Test
    void viewers_shareOneGathering() {
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            readers.add(look());
        }
        pass(Duration.ofSeconds(1));
        int before = gathered.get();
        pass(Duration.ofSeconds(8));

        assertThat(gathered.get() - before).isEqualTo(4);
        assertThat(readers).allSatisfy(reader -> assertThat(reader.written).hasSize(6));
        assertThat(readers.get(0).written.get(0))
                .startsWith("retry: 2000\ndata: {")
                .endsWith("}\n\n");
        assertThat(readers.get(0).written.get(2)).contains("\"first\":false");
    }

    @Test
    void changeOfState_isSentAtOnce() {
        Reader reader = look();
        pass(Duration.ofSeconds(2));
        int before = reader.written.size();
        state = "stopping";
        now += DashboardFeed.TICK.toNanos();
        feed.tick();

        assertThat(reader.written).hasSize(before + 1);
        assertThat(reader.written.get(before)).contains("\"state\":\"stopping\"");
    }

    @Test
    void readerThatTakesNothing_isCut_andOthersGoOn() {
        Reader slow = look();
        Reader quick = look();
        slow.reads = false;
        pass(Duration.ofSeconds(20));

        assertThat(slow.cut).isTrue();
        assertThat(slow.written).hasSizeLessThan(4);
        assertThat(quick.cut).isFalse();
        assertThat(quick.written).hasSizeGreaterThan(9);
    }

    @Test
    void end_completesReaders_cutsThoseThatOwe_andLetsNobodyIn() {
        Reader quick = look();
        Reader slow = look();
        slow.reads = false;
        pass(Duration.ofSeconds(2));
        feed.lifeCycleStopping(new AbstractLifeCycle() {});

        assertThat(quick.completed).isTrue();
        assertThat(quick.cut).isFalse();
        assertThat(slow.cut).isTrue();
        assertThat(feed.hasRoom()).isFalse();
        assertThat(feed.add(new Reader().viewer(feed))).isFalse();
    }

    @Test
    void history_givesTheLastOfThem() {
        DashboardHistory history = new DashboardHistory();
        for (int i = 0; i < 1000; i++) {
            history.add(new Sample(i, 1, 2, 3, 4));
        }

        assertThat(history.last(2)).containsExactly(new Sample(998, 1, 2, 3, 4), new Sample(999, 1, 2, 3, 4));
        assertThat(history.last(5000)).hasSize(DashboardHistory.CAPACITY);
        assertThat(history.last(5000).get(0).at()).isEqualTo(639);
    }
}
