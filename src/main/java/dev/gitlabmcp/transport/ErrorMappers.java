package dev.gitlabmcp.transport;

import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ErrorResponse;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that fails at the HTTP edge, as JSON-RPC errors without id; one mapper for each kind. */
public final class ErrorMappers {
    private static final Logger LOGGER = LoggerFactory.getLogger(ErrorMappers.class);

    private ErrorMappers() {}

    /** The mappers, to be registered with Jersey. */
    public static List<ExceptionMapper<?>> all() {
        return List.of(new Refused(), new JerseyRefusal(), new Bug());
    }

    private static Response.ResponseBuilder response(int status, int code, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorResponse.bytes(null, code, message, null));
    }

    /** Refusals of our own. */
    private static final class Refused implements ExceptionMapper<RefusedException> {
        @Override
        public Response toResponse(RefusedException refused) {
            Response.ResponseBuilder response =
                    response(refused.status(), refused.code(), String.valueOf(refused.getMessage()));
            if (refused.allow() != null) {
                response.header("Allow", refused.allow());
            }
            if (refused.retryAfter() > 0) {
                response.header("Retry-After", refused.retryAfter());
            }
            if (refused.status() == 401) {
                response.header("WWW-Authenticate", "Bearer realm=\"gitlab-mcp\"");
            }
            return response.build();
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
            Response.ResponseBuilder response = response(original.getStatus(), ErrorCode.INVALID_REQUEST, message);
            if (original.getHeaderString("Allow") != null) {
                response.header("Allow", original.getHeaderString("Allow"));
            }
            return response.build();
        }
    }

    /** Anything else is our bug: logged once with an id, of which the client learns the id alone. */
    private static final class Bug implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable bug) {
            String id = UUID.randomUUID().toString();
            LOGGER.error("Internal error {}", id, bug);
            return response(500, ErrorCode.INTERNAL_ERROR, "Internal error " + id + ".")
                    .build();
        }
    }
}
