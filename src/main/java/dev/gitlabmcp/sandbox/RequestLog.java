package dev.gitlabmcp.sandbox;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/** The latest requests of one listener, oldest first. Safe for use by many threads. */
final class RequestLog {
    /** A demo may run for weeks; what is older than this many requests is forgotten. */
    private static final int KEPT = 10_000;

    private final String basePath;
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();

    RequestLog(String basePath) {
        this.basePath = basePath;
    }

    RecordedRequest add(Request request, ByteBuffer body) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName(), name -> new ArrayList<>()).add(field.getValue());
        }
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        RecordedRequest recorded =
                new RecordedRequest(request.getMethod(), request.getHttpURI().getPathQuery(), basePath, headers, bytes);
        synchronized (requests) {
            if (requests.size() == KEPT) {
                requests.removeFirst();
            }
            requests.addLast(recorded);
        }
        return recorded;
    }

    List<RecordedRequest> all() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    void clear() {
        synchronized (requests) {
            requests.clear();
        }
    }
}
