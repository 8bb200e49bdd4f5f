package dev.gitlabmcp.deployment;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** A test of each proxy before two scripted servers. */
abstract class EdgeCase {
    static ScriptedUpstream first;
    static ScriptedUpstream second;
    static ProxyProcess proxy;

    @Parameter
    ProxyKind kind;

    @BeforeParameterizedClassInvocation
    static void start(ProxyKind chosen) {
        first = new ScriptedUpstream("first");
        second = new ScriptedUpstream("second");
        proxy = ProxyProcess.start(chosen, first.port(), second.port());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
        if (first != null) {
            first.close();
            second.close();
        }
    }

    static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(proxy.uri(path)).timeout(Duration.ofSeconds(20));
    }

    static HttpRequest post(String path) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    static HttpResponse<String> send(HttpClient.Version version, HttpRequest request)
            throws IOException, InterruptedException {
        return proxy.client(version).send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The last request to that path at whichever server got it. */
    static ScriptedUpstream.Received received(String path) {
        return first.last(path).or(() -> second.last(path)).orElseThrow();
    }
}
