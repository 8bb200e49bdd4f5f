package dev.gitlabmcp.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Streams on which nothing happens, one for each proxy, version of HTTP and method, and when anything arrived on them. */
final class IdleStreams implements AutoCloseable {
    private final List<Stream> streams = new ArrayList<>();

    /**
     * One of them.
     *
     * @param arrivals {@link System#nanoTime} of the headers and of each piece that followed
     */
    record Stream(String name, InputStream body, List<Long> arrivals, Thread reader) {}

    IdleStreams(Map<ProxyKind, ProxyProcess> proxies) {
        proxies.forEach((kind, proxy) -> {
            for (HttpClient.Version version : HttpClient.Version.values()) {
                EdgeClient client = new EdgeClient(proxy, version);
                String name = kind + " " + version;
                try {
                    open(name + " POST", client, client.listen());
                    open(name + " GET", client, client.stream(client.initialize()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private void open(String name, EdgeClient client, HttpRequest request) throws IOException, InterruptedException {
        // The time-out of a request ends with its headers.
        HttpResponse<InputStream> answer = client.open(request);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(name + " was answered by " + answer.statusCode());
        }
        List<Long> arrivals = new CopyOnWriteArrayList<>(List.of(System.nanoTime()));
        Thread reader = new Thread(() -> read(answer.body(), arrivals), "idle stream of " + name);
        reader.setDaemon(true);
        reader.start();
        streams.add(new Stream(name, answer.body(), arrivals, reader));
    }

    private static void read(InputStream body, List<Long> arrivals) {
        byte[] piece = new byte[4096];
        try {
            while (body.read(piece) >= 0) {
                arrivals.add(System.nanoTime());
            }
        } catch (IOException e) {
            // The end of the thread tells that the stream has ended.
            return;
        }
    }

    List<Stream> all() {
        return List.copyOf(streams);
    }

    @Override
    public void close() {
        for (Stream stream : streams) {
            try {
                stream.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
