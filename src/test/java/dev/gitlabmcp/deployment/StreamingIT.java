package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitlabmcp.deployment.ScriptedUpstream.Received;
import dev.gitlabmcp.testkit.RawHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How fast the shipped proxies pass events to clients, and the end of a client to servers. Prints what it measured. */
@ParameterizedClass
@EnumSource(ProxyKind.class)
class StreamingIT extends EdgeCase {
    /** In milliseconds. Events are written a second apart: one that is held back comes with the next. */
    private static final long AT_ONCE = 700;

    /** When headers came after a request, and each event after it was written, in milliseconds. */
    private record Delays(String of, long headers, long headersBeforeFirst, List<Long> events) {}

    /** Of both versions, since a proxy that holds events back for one may pass them on for the other; and of GET and POST. */
    @Test
    void headersAndEvents_arriveAsTheyAreWritten() throws Exception {
        List<CompletableFuture<Delays>> all = new ArrayList<>();
        for (HttpClient.Version version : HttpClient.Version.values()) {
            for (String method : List.of("GET", "POST")) {
                all.add(CompletableFuture.supplyAsync(() -> delays(version, method)));
            }
        }
        for (CompletableFuture<Delays> each : all) {
            Delays delays = each.get(30, TimeUnit.SECONDS);
            System.out.printf("%s: milliseconds to the headers and from writing to arrival: %s%n", kind, delays);
            // The first event is written a second after the headers.
            assertThat(delays.headersBeforeFirst()).as(delays.of()).isPositive();
            assertThat(delays.events()).as(delays.of()).hasSize(3).allMatch(delay -> delay < AT_ONCE);
        }
    }

    private Delays delays(HttpClient.Version version, String method) {
        HttpRequest request = request("/mcp/events")
                .header("Accept-Encoding", "gzip")
                .header("Accept", "text/event-stream")
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try {
            long start = System.nanoTime();
            HttpResponse<InputStream> answer =
                    proxy.client(version).send(request, HttpResponse.BodyHandlers.ofInputStream());
            long arrived = System.nanoTime();
            long headers = TimeUnit.NANOSECONDS.toMillis(arrived - start);
            long beforeFirst = 0;
            assertThat(answer.version()).isEqualTo(version);
            List<Long> events = new ArrayList<>();
            try (BufferedReader lines = lines(answer)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data: ")) {
                        long written = Long.parseLong(line.substring("data: ".length()));
                        beforeFirst = events.isEmpty() ? written - arrived : beforeFirst;
                        events.add(millisSince(written));
                    }
                }
            }
            return new Delays(version + " " + method, headers, beforeFirst, events);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private static BufferedReader lines(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** Whether the answer has begun or not; a client that vanishes is one that closes, seen from here. */
    @ParameterizedTest
    @CsvSource({"GET, hold, false", "POST, hold, false", "POST, mute, false", "GET, hold, true", "POST, mute, true"})
    void clientOfHttp11_thatCloses_isGoneForTheServerToo(String method, String script, boolean reset) throws Exception {
        String path = "/mcp/" + UUID.randomUUID() + "/" + script;
        Received request;
        long start;
        try (RawHttp http = proxy.connect()) {
            http.send(method, path, List.of("Content-Type: application/json"), new byte[method.equals("POST") ? 2 : 0]);
            request = arrived(path);
            if (script.equals("hold")) {
                assertThat(http.head().status()).isEqualTo(200);
            }
            start = System.nanoTime();
            if (reset) {
                http.cut();
            }
        }
        assertGoneSoon(request, start, "HTTP_1_1 " + method + " " + script + (reset ? " reset" : ""));
    }

    @ParameterizedTest
    @CsvSource({"GET, hold", "POST, hold", "POST, mute"})
    void streamOfHttp2_thatIsReset_isGoneForTheServerToo(String method, String script) throws Exception {
        String path = "/mcp/" + UUID.randomUUID() + "/" + script;
        HttpClient client = proxy.client(HttpClient.Version.HTTP_2);
        CompletableFuture<HttpResponse<InputStream>> answer = client.sendAsync(
                request(path)
                        .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        Received request = arrived(path);
        long start;
        if (script.equals("hold")) {
            InputStream body = answer.get(20, TimeUnit.SECONDS).body();
            start = System.nanoTime();
            body.close();
        } else {
            start = System.nanoTime();
            answer.cancel(true);
        }
        assertGoneSoon(request, start, "HTTP_2 " + method + " " + script);
        // The connection outlives its stream.
        assertThat(client.send(post("/mcp"), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static Received arrived(String path) {
        await().until(() -> first.last(path).isPresent() || second.last(path).isPresent());
        return received(path);
    }

    private void assertGoneSoon(Received request, long start, String how) throws Exception {
        long millis = TimeUnit.NANOSECONDS.toMillis(request.gone().get(10, TimeUnit.SECONDS) - start);
        System.out.printf("%s: %s reached the server after %d ms%n", kind, how, millis);
        assertThat(millis).isLessThan(5000);
    }

    @Test
    void reload_bringsANewCertificate_andCutsNoStream() throws Exception {
        try (RawHttp http = proxy.connect();
                RawHttp2 http2 = proxy.connectHttp2()) {
            http.send("POST", "/mcp/ticks", List.of(), new byte[2]);
            assertThat(http.head().status()).isEqualTo(200);
            http2.send("POST", "/mcp/ticks", new byte[2]);
            Certificate before = served();
            proxy.openssl().certificate("renewed", "root", 60);
            for (String ending : List.of(".pem", ".key")) {
                Files.move(
                        proxy.openssl().file("renewed" + ending),
                        proxy.openssl().file("server" + ending),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            proxy.reload();
            await().until(() -> !served().equals(before));
            long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            readUntil(until, () -> http.event().orElseThrow().data().orElseThrow());
            readUntil(until, () -> {
                String line = http2.line();
                return line.isEmpty() ? "0" : line.substring("data: ".length());
            });
            System.out.printf(
                    "%s: streams go on after the reload; HTTP/2 told to go away: %s%n", kind, http2.isGoingAway());
        }
    }

    /** Reads times of writing up to that one. */
    private static void readUntil(long nanos, Callable<String> next) throws Exception {
        while (Long.parseLong(next.call()) < nanos) {
            // What is written until then arrives, or reading fails.
            continue;
        }
    }

    private static Certificate served() throws Exception {
        return proxy.client(HttpClient.Version.HTTP_1_1)
                .send(request("/mcp").build(), HttpResponse.BodyHandlers.discarding())
                .sslSession()
                .orElseThrow()
                .getPeerCertificates()[0];
    }
}
