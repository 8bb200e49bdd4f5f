package dev.gitlabmcp.transport;

import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Ends each HTTP/1.1 connection with its next answer while the server stops, so that clients and proxies leave it in order: a
 * connection that is closed while it is idle may meet a request that its client must not repeat. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, Tear-down</a>
 */
public final class ClosingConnections implements HttpConfiguration.Customizer {
    private final BooleanSupplier stopping;

    /** Ends them while that is so. */
    public ClosingConnections(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        if (stopping.getAsBoolean()
                && request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            responseHeaders.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        return request;
    }
}
