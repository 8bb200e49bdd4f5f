package dev.gitlabmcp.transport;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** The connection under a servlet request, for what servlets cannot say. */
final class JettyRequest {
    private JettyRequest() {}

    static ServletContextRequest of(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return ServletContextRequest.getServletContextRequest(inner);
    }

    /**
     * Prepares an answer that comes before the request's body was read. What is left of the body would make Jetty close the
     * connection without a word, and a proxy that sends its next request there cannot know whether that was served.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, Tear-down</a>
     */
    static void leaveUnread(HttpServletRequest servletRequest) {
        ServletContextRequest request = of(servletRequest);
        boolean http1 = request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion();
        if (!request.consumeAvailable() && http1) {
            request.getServletContextResponse().getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
    }

    static EndPoint endPoint(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }
}
