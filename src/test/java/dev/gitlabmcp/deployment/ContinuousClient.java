package dev.gitlabmcp.deployment;

import dev.gitlabmcp.testkit.McpClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that calls on and on, five times a second, on a thread of its own, and notes what went wrong. */
final class ContinuousClient {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final String PROJECT = "{\"project_id\":\"nordlicht-commerce/storefront\"";

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> titles = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger begunAnew = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;

    private ContinuousClient(Round round) {
        thread = new Thread(() -> {
            while (!stopped) {
                try {
                    round.run(this);
                    TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                } catch (IOException e) {
                    failures.add(e.toString());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        });
        thread.setDaemon(true);
    }

    @FunctionalInterface
    private interface Round {
        void run(ContinuousClient client) throws IOException, InterruptedException;
    }

    /** One of 2026-07-28 that reads. */
    static ContinuousClient reading(EdgeClient edge) {
        return new ContinuousClient(client -> client.check(
                edge.send(edge.modern("tools/call", "{\"name\":\"get_project\",\"arguments\":" + PROJECT + "}}"))));
    }

    /** One of 2026-07-28 that creates an issue of a title of its own each time. */
    static ContinuousClient writing(EdgeClient edge, String name) {
        AtomicInteger number = new AtomicInteger();
        return new ContinuousClient(client -> {
            String title = name + " number " + number.incrementAndGet();
            client.titles.add(title);
            client.check(edge.send(edge.modern(
                    "tools/call",
                    "{\"name\":\"create_issue\",\"arguments\":" + PROJECT + ",\"title\":\"" + title + "\"}}")));
        });
    }

    /** One of 2025-11-25 with an open stream, which begins anew when its session is unknown. */
    static ContinuousClient inSessions(EdgeClient edge) {
        return new ContinuousClient(new Round() {
            private String session = "";

            @Override
            public void run(ContinuousClient client) throws IOException, InterruptedException {
                if (session.isEmpty()) {
                    session = edge.initialize();
                    client.readToItsEnd(edge.open(edge.stream(session)));
                }
                HttpResponse<String> answer = edge.send(edge.legacy(
                        session, "tools/call", "{\"name\":\"get_project\",\"arguments\":" + PROJECT + "}}"));
                if (answer.statusCode() == 404) {
                    session = "";
                    client.begunAnew.incrementAndGet();
                } else {
                    client.check(answer);
                }
            }
        });
    }

    private void check(HttpResponse<String> answer) {
        if (answer.statusCode() == 200
                && McpClient.json(answer.body()).path("result").has("content")
                && !McpClient.json(answer.body()).path("result").path("isError").asBoolean()) {
            answered.incrementAndGet();
        } else {
            failures.add(answer.statusCode() + " " + answer.body());
        }
    }

    /** A stream that is cut off, in place of ended, is a failure. */
    private void readToItsEnd(HttpResponse<InputStream> stream) {
        if (stream.statusCode() == 404) {
            return; // as its next call will hear, too
        }
        if (stream.statusCode() != 200) {
            failures.add("stream " + stream.statusCode());
        }
        Thread reader = new Thread(() -> {
            try (InputStream body = stream.body()) {
                body.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                if (!stopped) {
                    failures.add("stream " + e);
                }
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    void start() {
        thread.start();
    }

    /** Ends it after the call that it is making. */
    void stop() {
        stopped = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Calls that succeeded. */
    int answered() {
        return answered.get();
    }

    /** Sessions begun since the one before was gone. */
    int begunAnew() {
        return begunAnew.get();
    }

    /** Of the issues it created, or tried to. */
    List<String> titles() {
        return List.copyOf(titles);
    }
}
