package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.trace.CurrentTrace;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Turns what nobody expected into an error that gives nothing away. */
final class Failures {
    private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Logs our bug once, with an id, of which the client learns the id alone. */
    static ProtocolException internal(String method, RuntimeException bug) {
        String id = UUID.randomUUID().toString();
        String trace = CurrentTrace.get().traceId();
        LoggingEventBuilder line = LOGGER.atError().setCause(bug);
        LoggingEventBuilder traced = trace == null ? line : line.addKeyValue("trace_id", trace);
        traced.log("Internal error {} in {}", id, method);
        return new ProtocolException(ErrorCode.INTERNAL_ERROR, "Internal error " + id + ".");
    }
}
