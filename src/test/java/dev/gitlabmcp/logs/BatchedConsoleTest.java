package dev.gitlabmcp.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import io.dropwizard.logging.common.async.AsyncLoggingEventAppenderFactory;
import io.dropwizard.logging.common.filter.ThresholdLevelFilterFactory;
import io.dropwizard.logging.common.layout.DropwizardLayoutFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchedConsoleTest {
    private final PrintStream console = System.out;
    private final Watched watched = new Watched();
    private final LoggerContext context = new LoggerContext();

    /** A standard output that counts, and that can be made to wait. */
    private static final class Watched extends ByteArrayOutputStream {
        private final List<Long> times = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch open = new CountDownLatch(0);

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            times.add(System.nanoTime());
            super.write(bytes, offset, length);
        }

        List<String> lines() {
            return toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    @BeforeEach
    void watch() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        System.setOut(new PrintStream(watched, false, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        watched.open.countDown();
        context.stop();
        System.setOut(console);
    }

    private static BatchedConsoleAppenderFactory factory() {
        BatchedConsoleAppenderFactory factory = new BatchedConsoleAppenderFactory();
        factory.setQueueSize(1024);
        factory.setDiscardingThreshold(0);
        return factory;
    }

    private Logger logger(BatchedConsoleAppenderFactory factory) {
        factory.setLogFormat("%msg%n");
        Appender<ILoggingEvent> appender = factory.build(
                context,
                "test",
                new DropwizardLayoutFactory(),
                new ThresholdLevelFilterFactory(),
                new AsyncLoggingEventAppenderFactory());
        Logger logger = context.getLogger(Logger.ROOT_LOGGER_NAME);
        logger.addAppender(appender);
        logger.setLevel(Level.INFO);
        return logger;
    }

    @Test
    void firstLine_isWrittenAtOnce_andThoseAfterItGather() {
        Logger logger = logger(factory());
        List<String> lines = IntStream.range(0, 2000).mapToObj(i -> "line " + i).toList();

        lines.forEach(logger::info);

        await().untilAsserted(() -> assertThat(watched.lines()).isEqualTo(lines));
        assertThat(Duration.ofNanos(watched.times.get(1) - watched.times.get(0)))
                .isGreaterThan(Duration.ofMillis(5));
    }

    @Test
    void consoleThatTakesNothing_makesWritersWait_andLosesNothing() {
        Logger logger = logger(factory());
        watched.open = new CountDownLatch(1);
        AtomicInteger written = new AtomicInteger();
        Thread writer = new Thread(() -> IntStream.range(0, 5000).forEach(i -> {
            logger.info("line " + i);
            written.incrementAndGet();
        }));
        writer.start();

        await().until(() -> written.get() >= 1000);
        await().during(Duration.ofMillis(300)).until(() -> written.get() < 4000);
        watched.open.countDown();

        await().untilAsserted(() -> assertThat(watched.lines()).hasSize(5000));
        assertThat(watched.lines()).startsWith("line 0", "line 1").endsWith("line 4999");
    }

    @Test
    void consoleThatTakesNothing_holdsUpNobody_whereAsked() {
        BatchedConsoleAppenderFactory factory = factory();
        factory.setNeverBlock(true);
        Logger logger = logger(factory);
        watched.open = new CountDownLatch(1);

        IntStream.range(0, 5000).forEach(i -> logger.info("line " + i)); // returns
        watched.open.countDown();

        await().untilAsserted(() -> assertThat(watched.lines()).contains("line 1000"));
        assertThat(watched.lines()).hasSizeLessThan(5000);
    }

    @Test
    void stop_writesWhatIsLeft() {
        Logger logger = logger(factory());
        IntStream.range(0, 500).forEach(i -> logger.info("line " + i));

        context.stop();

        assertThat(watched.lines()).hasSize(500);
    }
}
