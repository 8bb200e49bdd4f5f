package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.ForwardProxy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Through which proxy one instance's requests go: https targets through a tunnel (RFC 9110 section 9.3.6), http targets by
 * asking the proxy for the absolute URL (RFC 9112 section 3.2.2). Tells the proxy's own answers from those of GitLab.
 * Thread-safe.
 */
final class ProxyRoutes extends DefaultRoutePlanner {
    private static final String CONNECTED = "gitlab-mcp.connected";

    private final GitLabInstance instance;
    private final Network network;

    ProxyRoutes(GitLabInstance instance, Network network) {
        super(null);
        this.instance = instance;
        this.network = network;
    }

    /** Adds the routes to a client. */
    void install(HttpClientBuilder client) {
        client.setRoutePlanner(this);
        if (network.usesProxies()) {
            client.addExecInterceptorBefore(
                    ChainElement.CONNECT.name(), "proxy-failures", ProxyRoutes::callThroughProxy);
            client.addExecInterceptorAfter(ChainElement.CONNECT.name(), "proxy-passed", (request, scope, chain) -> {
                scope.clientContext.setAttribute(CONNECTED, true);
                return chain.proceed(request, scope);
            });
        }
    }

    /** A context that authenticates to the proxy, where the target needs that; null where it does not. */
    @Nullable
    HttpClientContext authentication(HttpHost target) {
        ForwardProxy proxy = network.proxyFor(target);
        if (proxy == null || proxy.user() == null) {
            return null;
        }
        // Before the proxy asks for it, which saves a round trip and works where CONNECT is answered with a closed
        // socket.
        BasicScheme basic = new BasicScheme();
        basic.initPreemptive(new UsernamePasswordCredentials(
                proxy.user(), proxy.password().reveal().toCharArray()));
        HttpClientContext context = HttpClientContext.create();
        context.resetAuthExchange(hostOf(proxy), basic);
        return context;
    }

    @Override
    @SuppressWarnings("NullAway") // HttpClient takes null for a direct route
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
        network.check(instance, target);
        ForwardProxy proxy = network.proxyFor(target);
        return proxy == null ? null : hostOf(proxy);
    }

    private static HttpHost hostOf(ForwardProxy proxy) {
        return Hop.hostOf(proxy.tls() ? "https" : "http", proxy.host(), proxy.port());
    }

    private static ClassicHttpResponse callThroughProxy(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
        if (scope.route.getProxyHost() == null) {
            return chain.proceed(request, scope);
        }
        ClassicHttpResponse response = proceed(request, scope, chain);
        // In a tunnel only an answer to CONNECT comes from the proxy; otherwise all come through it, and 407 is its
        // own.
        boolean fromProxy = scope.route.isTunnelled()
                ? scope.clientContext.getAttribute(CONNECTED) == null
                : response.getCode() == 407;
        if (fromProxy) {
            int status = response.getCode();
            response.close();
            throw ProxyFailure.ofStatus(status);
        }
        return response;
    }

    /** These failures are of connecting, and the only connection made from here is the one to the proxy. */
    private static ClassicHttpResponse proceed(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            return chain.proceed(request, scope);
        } catch (ConnectException | NoRouteToHostException | ConnectTimeoutException e) {
            throw new ProxyFailure("the forward proxy cannot be reached", true);
        } catch (NameLookups.TooSlow e) {
            throw new ProxyFailure("the forward proxy's host name was not found in time", true);
        } catch (UnknownHostException e) {
            throw new ProxyFailure("the forward proxy's host name is unknown", false);
        }
    }
}
