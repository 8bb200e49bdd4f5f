package dev.gitlabmcp.transport;

import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ErrorResponse;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses by itself (malformed requests, headers too large) as JSON, without its HTML page. */
public final class JsonErrorHandler extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String message = switch (status) {
            case 400 -> "The HTTP request is malformed.";
            case 404 -> "There is nothing at this address; the MCP endpoint is /mcp.";
            case 414 -> "The address is too long.";
            case 431 -> "The request's headers are too large.";
            default -> "HTTP " + status + ".";
        };
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(ErrorResponse.bytes(null, codeOf(status), message, null)), callback);
        return true;
    }

    private static int codeOf(int status) {
        return status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.INVALID_REQUEST;
    }
}
