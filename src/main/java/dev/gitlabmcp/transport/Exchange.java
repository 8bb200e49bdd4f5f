package dev.gitlabmcp.transport;

import dev.gitlabmcp.auth.Authentication;
import dev.gitlabmcp.auth.Authenticator;
import dev.gitlabmcp.dispatch.Inbound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.AsyncResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The checks every MCP endpoint makes before it hands a request on, in their order. Immutable. */
public final class Exchange {
    private final Authenticator authenticator;
    private final OpenReplies replies;
    private final long maxRequestBody;

    /** Checks with these; {@code maxRequestBody} in bytes. */
    public Exchange(Authenticator authenticator, OpenReplies replies, long maxRequestBody) {
        this.authenticator = authenticator;
        this.replies = replies;
        this.maxRequestBody = maxRequestBody;
    }

    /** Who calls, with the headers of MCP. */
    Inbound inbound(HttpServletRequest request) {
        Authentication authentication = authenticator.authenticate(name -> RequestHeaders.all(request, name));
        if (authentication instanceof Authentication.Denied denied) {
            throw new RefusedException(denied.status(), denied.message());
        }
        Authentication.Granted granted = (Authentication.Granted) authentication;
        return new Inbound(RequestHeaders.mcp(request), granted.principal(), granted.presented());
    }

    /** The JSON body of a POST. */
    byte[] body(HttpServletRequest request) {
        requireJson(request.getContentType());
        return RequestBody.read(request, maxRequestBody);
    }

    /** The reply to a POST, which may become either kind. */
    HttpReplyChannel reply(AsyncResponse async, HttpServletRequest request, HttpServletResponse response) {
        Accept accept = Accept.of(RequestHeaders.all(request, "Accept"));
        if (!accept.isUsable()) {
            throw new RefusedException(
                    406, "Accept must allow application/json or text/event-stream, best both; it allows neither.");
        }
        return new HttpReplyChannel(async, request, response, accept, replies);
    }

    /** The reply to a GET, which is a stream. */
    HttpReplyChannel streamReply(AsyncResponse async, HttpServletRequest request, HttpServletResponse response) {
        Accept accept = Accept.of(RequestHeaders.all(request, "Accept"));
        if (!accept.events()) {
            throw new RefusedException(406, "This address answers with text/event-stream; Accept does not allow that.");
        }
        return new HttpReplyChannel(async, request, response, accept, replies);
    }

    private static void requireJson(@Nullable String contentType) {
        String[] parts = contentType == null
                ? new String[] {""}
                : contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals("application/json")) {
            throw new RefusedException(
                    415,
                    "Content-Type must be application/json; it is " + (contentType == null ? "missing" : "another")
                            + ".");
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw new RefusedException(
                        415, "The body must be encoded in UTF-8; Content-Type says " + parameter + ".");
            }
        }
    }
}
