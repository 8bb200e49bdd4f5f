package dev.gitlabmcp.transport;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.glassfish.jersey.server.ChunkedOutput;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a POST that Jersey has not seen: JSON is written at once, and only for a stream the request goes on to
 * {@link McpResource#post}. It begins before the thread that brought the request returns, on that thread or another.
 */
final class DirectAnswer implements Answer {
    private static final String ATTRIBUTE = DirectAnswer.class.getName();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final FilterChain jersey;
    private List<String> headers = List.of();
    private @Nullable ChunkedOutput<byte[]> events;
    private volatile @Nullable Answer streaming;

    /**
     * An answer.
     *
     * @param jersey where the request goes on for a stream
     */
    DirectAnswer(HttpServletRequest request, HttpServletResponse response, FilterChain jersey) {
        this.request = request;
        this.response = response;
        this.jersey = jersey;
    }

    /** The answer of a request that has gone on to Jersey; null for a request that came there by itself. */
    static @Nullable DirectAnswer of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof DirectAnswer known ? known : null;
    }

    @Override
    public void send(HttpAnswer answer) {
        try {
            answer.write(response);
        } catch (IOException e) {
            // The client is gone, of which Jetty has told whom it concerns.
        }
    }

    @Override
    public void stream(List<String> headers, ChunkedOutput<byte[]> events) {
        this.headers = headers;
        this.events = events;
        request.setAttribute(ATTRIBUTE, this);
        try {
            jersey.doFilter(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
        if (streaming == null) {
            throw new IllegalStateException("No Jersey resource took the stream.");
        }
    }

    /** Opens the stream there. */
    void streamOn(Answer jersey) {
        streaming = jersey;
        jersey.stream(headers, Objects.requireNonNull(events));
    }

    @Override
    public void complete() {
        Answer open = streaming;
        if (open != null) {
            open.complete();
        }
    }
}
