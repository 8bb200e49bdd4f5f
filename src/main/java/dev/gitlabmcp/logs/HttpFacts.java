package dev.gitlabmcp.logs;

import dev.gitlabmcp.transport.AdminPort;
import java.security.cert.X509Certificate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP server knows of a request whose answer is over; as its client wrote it but for its credentials, so
 * nothing may be logged as it is.
 *
 * @param client the client's address, as far as proxies are believed
 * @param path without the query, which may hold secrets
 * @param tlsClient the subject of the client's certificate; null without one
 * @param begunAt in the terms of {@link System#nanoTime}
 */
record HttpFacts(
        String client,
        String method,
        String path,
        String version,
        @Nullable String tlsClient,
        int status,
        long begunAt,
        long bytesIn,
        long bytesOut,
        @Nullable String userAgent) {

    static HttpFacts of(Request request, Response response) {
        HttpFields headers = request.getHeaders();
        String userAgent = headers.get(HttpHeader.USER_AGENT);
        return new HttpFacts(
                Request.getRemoteAddr(request),
                request.getMethod(),
                OwnCredentials.mask(headers, path(request)),
                request.getConnectionMetaData().getHttpVersion().asString(),
                tlsClient(request),
                response.getStatus(),
                request.getBeginNanoTime(),
                Math.max(0, Request.getContentBytesRead(request)),
                Math.max(0, Response.getContentBytesWritten(response)),
                userAgent == null ? null : OwnCredentials.mask(headers, userAgent));
    }

    /** Whether it came to the admin port, as Dropwizard names it. */
    static boolean isOfAdmin(Request request) {
        return AdminPort.isServedBy(request.getConnectionMetaData().getConnector());
    }

    /** Whether it only asks whether the server is there. */
    static boolean isProbe(Request request) {
        return path(request).equals("/health");
    }

    /** A word for what a status says by itself. */
    static String outcome(int status) {
        if (status == 0) {
            return "aborted";
        }
        if (status < 400) {
            return status == 202 ? "accepted" : "ok";
        }
        return switch (status) {
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 406 -> "not_acceptable";
            case 408 -> "too_slow";
            case 413 -> "body_too_large";
            case 414 -> "path_too_long";
            case 415 -> "unsupported_media_type";
            case 429 -> "rate_limited";
            case 431 -> "headers_too_large";
            case 503 -> "unavailable";
            default -> status < 500 ? "bad_request" : "failed";
        };
    }

    private static String path(Request request) {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    private static @Nullable String tlsClient(Request request) {
        if (request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE) instanceof EndPoint.SslSessionData tls) {
            X509Certificate[] chain = tls.peerCertificates();
            return chain == null || chain.length == 0
                    ? null
                    : chain[0].getSubjectX500Principal().getName();
        }
        return null;
    }
}
