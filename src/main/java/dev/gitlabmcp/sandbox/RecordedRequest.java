package dev.gitlabmcp.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** One request as a listener of the sandbox received it, and what became of it. */
public final class RecordedRequest {
    private final String method;
    private final String target;
    private final String basePath;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final CompletableFuture<Integer> answered = new CompletableFuture<>();
    private final CompletableFuture<Void> clientClosed = new CompletableFuture<>();

    RecordedRequest(String method, String target, String basePath, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.basePath = basePath;
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        this.headers = Collections.unmodifiableMap(copy);
        this.body = body;
    }

    /** The method in capitals. */
    public String method() {
        return method;
    }

    /** The request target exactly as it was on the wire: path and query, nothing decoded. */
    public String target() {
        return target;
    }

    /** The target's path, still encoded; without the path that the instance lives below. */
    public String rawPath() {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return path.startsWith(basePath + "/") ? path.substring(basePath.length()) : "/outside" + path;
    }

    /** All headers; names are compared without regard to case. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.stream().findFirst();
    }

    /** The body read as UTF-8; empty when there was none. */
    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Completes with the status once the whole answer was handed to the socket. */
    public CompletableFuture<Integer> answered() {
        return answered;
    }

    /** Completes when the client went away before the answer was complete; never otherwise. */
    public CompletableFuture<Void> clientClosed() {
        return clientClosed;
    }

    /** Whether the whole answer was handed to the socket. */
    public boolean completed() {
        return answered.isDone();
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
