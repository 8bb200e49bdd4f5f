package dev.gitlabmcp.transport;

import dev.gitlabmcp.dispatch.Inbound;
import dev.gitlabmcp.dispatch.McpDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;

/**
 * The two endpoints of 2024-11-05: a stream that carries all answers, and an address for messages.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2024-11-05/basic/transports">HTTP with SSE</a>
 */
@Path("/")
@SuppressWarnings("DoNotCallSuggester") // methods that only refuse are called by Jersey
public final class LegacySseResource {
    private final Exchange exchange;
    private final McpDispatcher dispatcher;

    /** The endpoints of this dispatcher. */
    public LegacySseResource(Exchange exchange, McpDispatcher dispatcher) {
        this.exchange = exchange;
        this.dispatcher = dispatcher;
    }

    /** Opens the stream; its first event names the address for messages. */
    @GET
    @Path("sse")
    public void sse(
            @Suspended AsyncResponse async,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        Inbound inbound = exchange.inboundWithoutBody(request);
        exchange.streamReply(
                request,
                new JerseyAnswer(async, request, response),
                reply -> dispatcher.openSse(inbound, "/messages?sessionId=", reply));
    }

    /** Not offered; Jersey would otherwise open a stream for it. */
    @HEAD
    @Path("sse")
    public void head() {
        throw RefusedException.methodNotAllowed("GET", "Use GET.");
    }

    /** Takes one message for the stream of that session. */
    @POST
    @Path("messages")
    public void message(
            @Suspended AsyncResponse async,
            @QueryParam("sessionId") @Nullable String sessionId,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        Inbound inbound = exchange.inbound(request, sessionId);
        byte[] body = exchange.body(request);
        if (sessionId == null) {
            throw new RefusedException(
                    400, "The query parameter sessionId is missing; use the address of the endpoint event.");
        }
        exchange.reply(
                request,
                new JerseyAnswer(async, request, response),
                reply -> dispatcher.sseMessage(inbound, sessionId, body, reply));
    }
}
