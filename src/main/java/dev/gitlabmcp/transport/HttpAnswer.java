package dev.gitlabmcp.transport;

import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ErrorResponse;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole answer.
 *
 * @param headers names and values in turn
 * @param json the body; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody else has the body
record HttpAnswer(int status, List<String> headers, byte[] json) {
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpAnswer.class);

    /** A JSON-RPC error without id, for what fails at the HTTP edge. */
    static HttpAnswer error(int status, int code, String message, List<String> headers) {
        return new HttpAnswer(status, headers, ErrorResponse.bytes(null, code, message, null));
    }

    /** What that refusal says. */
    static HttpAnswer refusal(RefusedException refused) {
        List<String> headers = new ArrayList<>(2);
        if (refused.allow() != null) {
            headers.addAll(List.of("Allow", refused.allow()));
        }
        if (refused.retryAfter() > 0) {
            headers.addAll(List.of("Retry-After", Long.toString(refused.retryAfter())));
        }
        if (refused.status() == 401) {
            headers.addAll(List.of("WWW-Authenticate", "Bearer realm=\"gitlab-mcp\""));
        }
        return error(refused.status(), refused.code(), String.valueOf(refused.getMessage()), headers);
    }

    /** Anything else is our bug: logged once with an id, of which the client learns the id alone. */
    static HttpAnswer bug(Throwable bug) {
        String id = UUID.randomUUID().toString();
        LOGGER.error("Internal error {}", id, bug);
        return error(500, ErrorCode.INTERNAL_ERROR, "Internal error " + id + ".", List.of());
    }

    /** Writes it as the whole response. */
    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        for (int i = 0; i < headers.size(); i += 2) {
            response.addHeader(headers.get(i), headers.get(i + 1));
        }
        if (json.length > 0) {
            response.setContentType(MediaType.APPLICATION_JSON);
            response.setContentLength(json.length);
            try (ServletOutputStream body = response.getOutputStream()) {
                body.write(json);
            }
        }
    }

    /** The same for Jersey. */
    Response onJersey() {
        Response.ResponseBuilder response = with(headers, Response.status(status));
        if (json.length > 0) {
            response.type(MediaType.APPLICATION_JSON_TYPE).entity(json);
        }
        return response.build();
    }

    /** Adds headers, names and values in turn, to an answer of Jersey. */
    static Response.ResponseBuilder with(List<String> headers, Response.ResponseBuilder response) {
        for (int i = 0; i < headers.size(); i += 2) {
            response.header(headers.get(i), headers.get(i + 1));
        }
        return response;
    }
}
