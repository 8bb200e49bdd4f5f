package dev.gitlabmcp.tool;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gitlabmcp.testkit.JdkServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers on a real socket what a test tells it to, and remembers what was asked. */
public final class StubGitLab implements AutoCloseable {
    private final HttpServer server = JdkServers.http();
    private final Map<String, Function<Request, Answer>> routes = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Answer> otherwise =
            r -> Answer.json(404, "{\"error\":\"404 Not Found\"}").with("X-Request-Id", "req-404");

    /** What was asked; {@code target} is the raw path and query, below {@code /api/v4} if there. */
    public record Request(String method, String target, String body, Map<String, String> headers) {
        /** The raw path without the query. */
        public String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }
    }

    /** What is answered. */
    public record Answer(int status, byte[] body, Map<String, String> headers) {
        /** JSON with this status. */
        public static Answer json(int status, String body) {
            return new Answer(
                    status, body.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/json"));
        }

        /** Any bytes. */
        public static Answer bytes(byte[] body) {
            return new Answer(200, body, Map.of("Content-Type", "application/octet-stream"));
        }

        /** The same with one more header. */
        public Answer with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, body, more);
        }
    }

    public StubGitLab() {
        server.createContext("/", this::serve);
        server.start();
    }

    /** The base URL of its API. */
    public String apiUrl() {
        return webUrl() + "/api/v4";
    }

    /** The base URL of its pages. */
    public String webUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers this JSON with status 200; {@code route} is method and raw path, as {@code GET /projects/1}. */
    public StubGitLab on(String route, String json) {
        return on(route, request -> Answer.json(200, json));
    }

    /** Answers what the function says. */
    public StubGitLab on(String route, Function<Request, Answer> answer) {
        routes.put(route, answer);
        return this;
    }

    /** Answers whatever no route is for. */
    public StubGitLab otherwise(Function<Request, Answer> answer) {
        otherwise = answer;
        return this;
    }

    /** All that was asked so far. */
    public List<Request> requests() {
        return requests;
    }

    /** The last thing that was asked. */
    public Request last() {
        return requests.get(requests.size() - 1);
    }

    private void serve(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString().replaceFirst("^/api/v4", ""),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                headers);
        requests.add(request);
        Answer answer = routes.getOrDefault(request.method() + " " + request.path(), otherwise)
                .apply(request);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean empty = answer.body().length == 0 || request.method().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
