package dev.gitlabmcp.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that goes wrong with the requests it matches. Start with {@link #on}, then choose {@link #times how often},
 * {@link #delay how late} and what happens in place of GitLab's answer; without such a choice GitLab's answer follows
 * the delay.
 *
 * @param method the method in capitals, or {@code *} for all
 * @param path has to match the whole raw (still encoded) path, without the query
 * @param times how many requests are hit before the fault is spent; {@link Integer#MAX_VALUE} until it is removed
 * @param delay how long the request waits before anything else happens, in real time; not negative
 * @param action what happens then
 */
public record Fault(String method, Pattern path, int times, Duration delay, Action action) {
    /** Checks the ranges. */
    public Fault {
        Objects.requireNonNull(action, "action");
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, not " + times);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative");
        }
    }

    /** What happens to a matched request after the delay. */
    public sealed interface Action {
        /** GitLab's own answer. */
        record PassOn() implements Action {}

        /** An answer made up by the test; GitLab does not see the request. */
        record Answer(int status, Map<String, String> headers, String body) implements Action {
            /** Copies the headers. */
            public Answer {
                headers = Map.copyOf(headers);
            }
        }

        /** The connection is closed after {@code bodyBytes} bytes of GitLab's body; before any answer when negative. */
        record Cut(int bodyBytes) implements Action {}

        /** GitLab's own answer, {@code bytes} of the body at a time with {@code pause} before each piece. */
        record Drip(int bytes, Duration pause) implements Action {
            /** Checks the ranges. */
            public Drip {
                if (bytes < 1 || pause.isNegative()) {
                    throw new IllegalArgumentException("bytes must be at least 1 and pause not negative");
                }
            }
        }
    }

    /** A fault without effect yet, for requests of this method ({@code *} for all) and whole raw path (a pattern). */
    public static Fault on(String method, String pathPattern) {
        return new Fault(method, Pattern.compile(pathPattern), Integer.MAX_VALUE, Duration.ZERO, new Action.PassOn());
    }

    /** Only for so many requests; at least 1. */
    public Fault times(int count) {
        return new Fault(method, path, count, delay, action);
    }

    /** For one request only. */
    public Fault once() {
        return times(1);
    }

    /** Everything happens so much later, in real time. */
    public Fault delay(Duration wait) {
        return new Fault(method, path, times, wait, action);
    }

    /** Answers with a JSON body in place of GitLab. */
    public Fault status(int status, String body) {
        return status(status, body, Map.of("Content-Type", "application/json"));
    }

    /** Answers with a body and headers of one's own in place of GitLab. */
    public Fault status(int status, String body, Map<String, String> headers) {
        return with(new Action.Answer(status, headers, body));
    }

    /** Answers 302 with this location in place of GitLab. */
    public Fault redirect(String location) {
        return with(new Action.Answer(302, Map.of("Location", location, "Content-Type", "text/plain"), ""));
    }

    /** Closes the connection instead of answering. */
    public Fault cut() {
        return with(new Action.Cut(-1));
    }

    /** Closes the connection after the headers and so many bytes of GitLab's body; not negative. */
    public Fault cut(int bodyBytes) {
        if (bodyBytes < 0) {
            throw new IllegalArgumentException("bodyBytes must not be negative; use cut() to send nothing");
        }
        return with(new Action.Cut(bodyBytes));
    }

    /** Sends GitLab's answer slowly: so many bytes of the body at a time, each after a pause. */
    public Fault drip(int bytes, Duration pause) {
        return with(new Action.Drip(bytes, pause));
    }

    /**
     * The refusal of GitLab's edge throttle: 429 in plain text with its {@code RateLimit-*} headers.
     *
     * @param retryAfter in whole seconds on the wire
     * @param resetEpochSeconds when the window ends, in Unix seconds
     */
    public Fault throttledAtEdge(Duration retryAfter, long resetEpochSeconds) {
        return status(
                429,
                "Retry later\n",
                Map.of(
                        "Content-Type", "text/plain",
                        "Retry-After", Long.toString(retryAfter.toSeconds()),
                        "RateLimit-Limit", "2000",
                        "RateLimit-Name", "throttle_authenticated_api",
                        "RateLimit-Observed", "2001",
                        "RateLimit-Remaining", "0",
                        "RateLimit-Reset", Long.toString(resetEpochSeconds),
                        "RateLimit-ResetTime",
                                Instant.ofEpochSecond(resetEpochSeconds).toString()));
    }

    /** The refusal of one of GitLab's application limits: 429 in JSON, {@code Retry-After} and no other hint. */
    public Fault throttledByApplication(Duration retryAfter) {
        return status(
                429,
                "{\"message\":{\"error\":\"This endpoint has been requested too many times. Try again later.\"}}",
                Map.of("Content-Type", "application/json", "Retry-After", Long.toString(retryAfter.toSeconds())));
    }

    boolean matches(String requestMethod, String rawPath) {
        return (method.equals("*") || method.equals(requestMethod))
                && path.matcher(rawPath).matches();
    }

    static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private Fault with(Action next) {
        return new Fault(method, path, times, delay, next);
    }
}
