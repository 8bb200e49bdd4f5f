package dev.gitlabmcp.transport;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Counts what has been answered on the application port, by endpoint and class of status. Thread-safe. */
public final class ResponseCounts extends Handler.Wrapper {
    private static final int CLASSES = 6;

    private final Map<Endpoint, LongAdder[]> counts = new EnumMap<>(Endpoint.class);

    /** What a request was for. */
    public enum Endpoint {
        /** {@code /mcp} and the addresses below it. */
        MCP,
        /** The stream of 2024-11-05. */
        SSE,
        /** The messages of 2024-11-05. */
        MESSAGES,
        HEALTH,
        /** Any other address. */
        OTHER;

        static Endpoint of(String path) {
            return switch (path) {
                case "/mcp" -> MCP;
                case "/sse" -> SSE;
                case "/messages" -> MESSAGES;
                case "/health" -> HEALTH;
                default -> path.startsWith("/mcp/") ? MCP : OTHER;
            };
        }

        /** Its name as a label of metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Takes what was counted. */
    @FunctionalInterface
    public interface Reader {
        /**
         * So many answers.
         *
         * @param status the class of their status, such as {@code 2xx}; {@code none} where the connection was lost before
         */
        void count(Endpoint endpoint, String status, long answers);
    }

    /** Nothing was answered yet. */
    public ResponseCounts() {
        for (Endpoint endpoint : Endpoint.values()) {
            LongAdder[] adders = new LongAdder[CLASSES];
            for (int i = 0; i < CLASSES; i++) {
                adders[i] = new LongAdder();
            }
            counts.put(endpoint, adders);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Endpoint endpoint = Endpoint.of(Request.getPathInContext(request));
        Request.addCompletionListener(request, failure -> count(endpoint, response));
        return super.handle(request, response, callback);
    }

    private void count(Endpoint endpoint, Response response) {
        int first = response.isCommitted() ? response.getStatus() / 100 : 0;
        LongAdder[] adders = counts.get(endpoint);
        if (adders != null) {
            adders[first < CLASSES ? first : 0].increment();
        }
    }

    /** Tells of everything that was counted so far, zeros included. */
    public void read(Reader reader) {
        counts.forEach((endpoint, adders) -> {
            for (int i = 0; i < CLASSES; i++) {
                reader.count(endpoint, i == 0 ? "none" : i + "xx", adders[i].sum());
            }
        });
    }
}
