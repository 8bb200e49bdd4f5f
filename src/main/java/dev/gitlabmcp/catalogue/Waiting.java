package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.PipelineParams.INTERVAL;
import static dev.gitlabmcp.catalogue.PipelineParams.TIMEOUT;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Waits for pipelines and jobs by asking again and again, ever more slowly, until the time that the call gives is over.
 * For one call and one thread.
 */
final class Waiting {
    private static final Duration TIMEOUT_DEFAULT = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(3);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Where a pipeline or job goes on only when somebody does something. */
    private static final Set<String> AT_REST =
            Set.of("success", "failed", "canceled", "skipped", "manual", "scheduled");

    private final ToolCall call;
    private final Duration timeout;
    private final Duration firstPause;
    private final long start = System.nanoTime();

    /**
     * What GitLab says about a pipeline or job.
     *
     * @param id 0 if it does not say
     * @param status "unknown" if it does not say
     */
    record State(long id, String status) {
        /** Whether it goes on only when somebody does something. */
        boolean isAtRest() {
            return AT_REST.contains(status);
        }
    }

    private Waiting(ToolCall call, Duration timeout, Duration firstPause) {
        this.call = call;
        this.timeout = timeout;
        this.firstPause = firstPause;
    }

    /** Begins to count the time; the call's tool must have {@code timeout_seconds} and its companion. */
    static Waiting begin(ToolCall call) {
        return new Waiting(
                call,
                call.find(TIMEOUT).map(Duration::ofSeconds).orElse(TIMEOUT_DEFAULT),
                call.find(INTERVAL).map(Duration::ofSeconds).orElse(FIRST_PAUSE));
    }

    /**
     * The state once it is at rest or the time is over.
     *
     * @param what its name for reports of progress
     */
    State untilRest(GitLabRequest request, String what) {
        Duration pause = firstPause;
        while (true) {
            State state = ask(request);
            call.context()
                    .progress(
                            waited().toMillis() / 1000.0, (double) timeout.toSeconds(), what + " is " + state.status());
            if (state.isAtRest() || isOver()) {
                return state;
            }
            // Pauses count in whole milliseconds; a rounded-down one would end just before the time is over.
            Duration left = timeout.minus(waited()).plusMillis(1);
            call.scope().pause(pause.compareTo(left) < 0 ? pause : left);
            pause = longer(pause);
        }
    }

    /** Whether the time is over. */
    boolean isOver() {
        return waited().compareTo(timeout) >= 0;
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /** One lost poll is no reason to give up the wait; GitLab says itself when to slow down. */
    private State ask(GitLabRequest request) {
        try {
            return call.send(request, Waiting::read);
        } catch (ToolException e) {
            if (!(e.problem() instanceof ToolProblem.RateLimited limited) || limited.retryAfter() == null) {
                throw e;
            }
            call.scope().pause(limited.retryAfter());
            return call.send(request, Waiting::read);
        }
    }

    /** Reads a pipeline or job. */
    static State read(GitLabAnswer answer) throws IOException {
        long id = 0;
        String status = "unknown";
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                String name;
                while ((name = parser.nextFieldName()) != null) {
                    JsonToken value = parser.nextToken();
                    if (name.equals("status") && value == JsonToken.VALUE_STRING) {
                        status = parser.getText();
                    } else if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                        id = parser.getLongValue();
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        }
        return new State(id, status);
    }
}
