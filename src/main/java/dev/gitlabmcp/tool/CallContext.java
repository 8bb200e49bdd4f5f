package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.protocol.Cancellation;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.LoggingLevel;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.ToolNarrowing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a tool, prompt or resource may ask of the request it serves; the same in both eras. Used from one thread. */
public interface CallContext {

    /** On whose behalf GitLab is called. */
    Principal principal();

    /** The revision the client speaks. */
    ProtocolVersion protocolVersion();

    /** Where the request came from. */
    CallOrigin origin();

    /** What the request takes away of the tools its server offers. */
    ToolNarrowing narrowing();

    /** Raised when the client no longer wants the answer. */
    Cancellation cancellation();

    /** Where the requests to GitLab are noted that this one makes. */
    GitLabCalls gitlabCalls();

    /** A tool that this request called has ended; where one tool calls another, the inner one is told of first. */
    void finished(FinishedCall call);

    /** Whether the client asked to hear of progress. */
    boolean wantsProgress();

    /**
     * Tells the client how far the call is; does nothing when it did not ask.
     *
     * @param progress must grow from call to call
     * @param total the value of {@code progress} at the end, when known
     */
    void progress(double progress, @Nullable Double total, @Nullable String message);

    /** Sends a log message when the client asked for this level. {@code data} must hold no secret. */
    void log(LoggingLevel level, String logger, JsonNode data);

    /** Whether the client declared that it can serve such a request. */
    boolean clientSupports(InputRequest request);

    /**
     * Asks the client for input and returns its answers by key. In the modern era this ends the request with
     * {@code input_required} when an answer is missing, and the handler runs again from its start on the retry, so nothing
     * may be written to GitLab before the last {@code ask} of a handler.
     *
     * @throws dev.gitlabmcp.protocol.ProtocolException of code -32021 when the client did not declare a capability that is needed
     */
    Map<String, JsonNode> ask(Map<String, InputRequest> requests);

    /**
     * Ends the client's current reply stream early, so that it polls for the rest; only 2025-11-25 clients know how, for all
     * others this does nothing (2025-11-25, Transports, "Sending Messages to the Server", item 6).
     */
    void releaseStream();
}
