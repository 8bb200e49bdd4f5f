package dev.gitlabmcp.transport;

import dev.gitlabmcp.dispatch.Inbound;
import dev.gitlabmcp.dispatch.ReplyChannel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The checks every MCP endpoint makes before it hands a request on, in their order. Immutable. */
public final class Exchange {
    private final Door door;
    private final OpenReplies replies;
    private final RequestBody bodies;
    private final Compression compression;

    /** Checks with these; a body may have so many bytes and take so long to arrive. */
    public Exchange(
            Door door, OpenReplies replies, long maxRequestBody, Duration arrivalTimeout, Compression compression) {
        this.door = door;
        this.replies = replies;
        this.bodies = new RequestBody(maxRequestBody, arrivalTimeout);
        this.compression = compression;
    }

    /** Who sends a message, with the headers of MCP. */
    Inbound inbound(HttpServletRequest request, @Nullable String sessionId) {
        return door.enter(request, sessionId);
    }

    /** Who asks for something without a message: it costs what a request costs. */
    Inbound inboundWithoutBody(HttpServletRequest request) {
        Inbound inbound = door.enter(request, null);
        inbound.admission().asRequest().ifPresent(over -> {
            throw Door.tooMany(over);
        });
        return inbound;
    }

    /** The JSON body of a POST. */
    byte[] body(HttpServletRequest request) {
        // Jetty reads the charset, too, when asked for the type, and throws at one that Java does not know.
        requireJson(request.getHeader("Content-Type"));
        return bodies.read(request);
    }

    /** Lets the reply to a POST be given, which may become either kind. */
    void reply(HttpServletRequest request, Answer answer, Consumer<ReplyChannel> dispatch) {
        Accept accept = Accept.of(RequestHeaders.all(request, "Accept"));
        if (!accept.isUsable()) {
            throw new RefusedException(
                    406, "Accept must allow application/json or text/event-stream, best both; it allows neither.");
        }
        new HttpReplyChannel(answer, request, accept, compression, replies).givenBy(dispatch);
    }

    /** Lets the reply to a GET be given, which is a stream. */
    void streamReply(HttpServletRequest request, Answer answer, Consumer<ReplyChannel> dispatch) {
        Accept accept = Accept.of(RequestHeaders.all(request, "Accept"));
        if (!accept.events()) {
            throw new RefusedException(406, "This address answers with text/event-stream; Accept does not allow that.");
        }
        new HttpReplyChannel(answer, request, accept, compression, replies).givenBy(dispatch);
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
