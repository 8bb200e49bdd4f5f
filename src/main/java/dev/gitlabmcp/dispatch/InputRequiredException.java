package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.protocol.InputRequest;
import java.util.Map;

/** A modern call that cannot go on before its client answers; the reply says what is asked. Carries no stack trace. */
final class InputRequiredException extends RuntimeException {
    private final transient Map<String, InputRequest> requests;

    InputRequiredException(Map<String, InputRequest> requests) {
        super("input required", null, false, false);
        this.requests = Map.copyOf(requests);
    }

    Map<String, InputRequest> requests() {
        return requests;
    }
}
