package dev.gitlabmcp.transport;

import dev.gitlabmcp.protocol.ErrorCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;

/** Everything that fails at the HTTP edge, as JSON-RPC errors without id; one mapper for each kind. */
public final class ErrorMappers {
    private ErrorMappers() {}

    /** The mappers, to be registered with Jersey. */
    public static List<ExceptionMapper<?>> all() {
        return List.of(new Refused(), new JerseyRefusal(), new Bug());
    }

    /** Refusals of our own. */
    private static final class Refused implements ExceptionMapper<RefusedException> {
        @Override
        public Response toResponse(RefusedException refused) {
            return HttpAnswer.refusal(refused).onJersey();
        }
    }

    /** What Jersey refuses by itself: unknown paths, methods that a path lacks. */
    private static final class JerseyRefusal implements ExceptionMapper<WebApplicationException> {
        @Override
        public Response toResponse(WebApplicationException refusal) {
            Response original = refusal.getResponse();
            String message = switch (original.getStatus()) {
                case 404 -> "There is nothing at this address; the MCP endpoint is /mcp.";
                case 405 -> "This address does not take this HTTP method.";
                default ->
                    "HTTP " + original.getStatus() + " "
                            + original.getStatusInfo().getReasonPhrase() + ".";
            };
            String allow = original.getHeaderString("Allow");
            List<String> headers = allow == null ? List.of() : List.of("Allow", allow);
            return HttpAnswer.error(original.getStatus(), ErrorCode.INVALID_REQUEST, message, headers)
                    .onJersey();
        }
    }

    /** Our bugs. */
    private static final class Bug implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable bug) {
            return HttpAnswer.bug(bug).onJersey();
        }
    }
}
