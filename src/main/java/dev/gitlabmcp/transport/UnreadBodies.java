package dev.gitlabmcp.transport;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Says {@code Connection: close} in every refusal that comes before its request's body was there. What is left of the
 * body would make Jetty close the connection without a word, and a proxy that sends its next request there cannot know
 * whether that was served. A body that has come is passed over, and the connection goes on. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, Tear-down</a>
 */
public final class UnreadBodies extends Handler.Wrapper {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean http1 = request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion();
        return super.handle(request, http1 ? new Watched(request, response) : response, callback);
    }

    /** Looks at the body when the head of the answer is about to be sent. */
    private static final class Watched extends Response.Wrapper {
        private static final int FIRST_REFUSAL = 400;

        Watched(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
            if (getStatus() >= FIRST_REFUSAL && !isCommitted() && !getRequest().consumeAvailable()) {
                getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            }
            super.write(last, content, callback);
        }
    }
}
