package dev.gitlabmcp.transport;

import dev.gitlabmcp.dispatch.Inbound;
import dev.gitlabmcp.dispatch.McpDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;

/**
 * The MCP endpoint of all versions since 2025-03-26. Messages come here by way of {@link PostFilter}, which answers most of
 * them itself.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable HTTP</a>
 */
@Path("/mcp{narrowed: " + McpResource.NARROWED + "}")
@SuppressWarnings("DoNotCallSuggester") // methods that only refuse are called by Jersey
public final class McpResource {
    /** What the path may say after {@code /mcp}, as a regular expression. */
    static final String NARROWED = "(/readonly|/x/[^/]+(/readonly)?)?";

    private static final String ALLOWED = "POST, GET, DELETE";

    private final Exchange exchange;
    private final McpDispatcher dispatcher;

    /** The endpoint of this dispatcher. */
    public McpResource(Exchange exchange, McpDispatcher dispatcher) {
        this.exchange = exchange;
        this.dispatcher = dispatcher;
    }

    /**
     * One message, or an array of them in 2025-03-26: of a POST that {@link PostFilter} serves, the stream that its reply
     * becomes; the whole of one whose address is written in a way which the filter leaves alone.
     */
    @POST
    public void post(
            @Suspended AsyncResponse async,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        Answer jersey = new JerseyAnswer(async, request, response);
        DirectAnswer direct = DirectAnswer.of(request);
        if (direct != null) {
            direct.streamOn(jersey);
        } else {
            Inbound inbound = exchange.inbound(request, null);
            byte[] body = exchange.body(request);
            exchange.reply(request, jersey, reply -> dispatcher.post(inbound, body, reply));
        }
    }

    /** Legacy: the stream of messages that belong to no request, or the rest of an interrupted one. */
    @GET
    public void get(
            @Suspended AsyncResponse async,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        Inbound inbound = exchange.inboundWithoutBody(request);
        if (inbound.headers().claimsModern()) {
            throw RefusedException.methodNotAllowed(
                    "POST", "GET belongs to protocol versions before 2026-07-28; use POST.");
        }
        exchange.streamReply(
                request, new JerseyAnswer(async, request, response), reply -> dispatcher.get(inbound, reply));
    }

    /** Legacy: ends the session. */
    @DELETE
    public void delete(
            @Suspended AsyncResponse async,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        Inbound inbound = exchange.inboundWithoutBody(request);
        if (inbound.headers().claimsModern()) {
            throw RefusedException.methodNotAllowed(
                    "POST", "DELETE belongs to protocol versions before 2026-07-28; use POST.");
        }
        exchange.reply(request, new JerseyAnswer(async, request, response), reply -> dispatcher.delete(inbound, reply));
    }

    /** Not offered; Jersey would otherwise open a stream for it. */
    @HEAD
    public void head() {
        throw notAllowed();
    }

    /** Only preflights of allowed origins are answered, and those never come here. */
    @OPTIONS
    public void options() {
        throw notAllowed();
    }

    private static RefusedException notAllowed() {
        return RefusedException.methodNotAllowed(ALLOWED, "Use POST; GET and DELETE exist for session-based clients.");
    }
}
