package dev.gitlabmcp.transport;

import dev.gitlabmcp.net.TrustedProxies;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Gives a request the address, scheme and host that its client used, where trusted proxies stand between, for all that looks
 * at it later; tells clients that came by TLS to go on so. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6797">RFC 6797, HTTP Strict Transport Security</a>
 */
public final class RequestOrigin implements HttpConfiguration.Customizer {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";

    private final TrustedProxies trusted;
    private final @Nullable String strictTransport;

    /**
     * With this trust.
     *
     * @param hstsSeconds for how long clients shall use TLS alone; 0 for not saying so
     */
    public RequestOrigin(TrustedProxies trusted, long hstsSeconds) {
        this.trusted = trusted;
        this.strictTransport = hstsSeconds == 0 ? null : "max-age=" + hstsSeconds;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Request origin = trusted.isOff() ? request : forwarded(request);
        if (strictTransport != null && origin.isSecure()) {
            responseHeaders.put(HttpHeader.STRICT_TRANSPORT_SECURITY, strictTransport);
        }
        return origin;
    }

    private Request forwarded(Request request) {
        SocketAddress socket = request.getConnectionMetaData().getRemoteSocketAddress();
        if (!(socket instanceof InetSocketAddress peer) || peer.getAddress() == null) {
            return request;
        }
        String address = peer.getAddress().getHostAddress();
        if (!trusted.trusts(address)) {
            return request;
        }
        HttpFields headers = request.getHeaders();
        Optional<InetAddress> client = TrustedProxies.literal(trusted.client(address, headers.getValuesList(FOR)));
        return new Forwarded(
                request,
                client.map(found -> new InetSocketAddress(found, found.equals(peer.getAddress()) ? peer.getPort() : 0))
                        .orElse(peer),
                first(headers, PROTO),
                host(headers));
    }

    /** What the last of several proxies is told by those before it is said first. */
    private static @Nullable String first(HttpFields headers, String name) {
        String value = headers.get(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        int comma = value.indexOf(',');
        return (comma < 0 ? value : value.substring(0, comma)).strip();
    }

    private static @Nullable HostPort host(HttpFields headers) {
        String host = first(headers, HOST);
        if (host == null || host.isEmpty()) {
            return null;
        }
        try {
            return new HostPort(host);
        } catch (IllegalArgumentException e) {
            throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, "X-Forwarded-Host is no host", e);
        }
    }

    /** A request as its client sent it. */
    private static final class Forwarded extends Request.Wrapper {
        private final HttpURI uri;
        private final boolean secure;
        private final ConnectionMetaData connection;
        private final HttpFields headers;

        Forwarded(Request request, InetSocketAddress client, @Nullable String scheme, @Nullable HostPort host) {
            super(request);
            this.secure = scheme == null ? request.isSecure() : scheme.equals(HttpScheme.HTTPS.asString());
            HttpURI.Mutable changed = HttpURI.build(request.getHttpURI());
            if (scheme != null) {
                changed.scheme(secure ? HttpScheme.HTTPS : HttpScheme.HTTP);
            }
            if (host != null) {
                changed.authority(host.getHost(), host.getPort());
            }
            this.uri = changed.asImmutable();
            this.headers = host == null
                    ? request.getHeaders()
                    : HttpFields.build(request.getHeaders(), new HttpField(HttpHeader.HOST, host.toString()));
            this.connection = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                @Override
                public SocketAddress getRemoteSocketAddress() {
                    return client;
                }

                @Override
                public @Nullable HostPort getServerAuthority() {
                    return host == null ? super.getServerAuthority() : host;
                }
            };
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
