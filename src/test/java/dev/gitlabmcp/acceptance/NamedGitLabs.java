package dev.gitlabmcp.acceptance;

import dev.gitlabmcp.sandbox.RecordedRequest;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxSettings;
import dev.gitlabmcp.testkit.ConnectProxy;
import dev.gitlabmcp.testkit.TestCertificates;
import dev.gitlabmcp.testkit.TlsFront;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * GitLab instances under public names, each a sandbox behind TLS with a token of its own: reached through a forward proxy, as
 * the names lead elsewhere.
 */
final class NamedGitLabs implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("glpat-[A-Za-z0-9_-]+");

    private final Path authority;
    private final ConnectProxy proxy = ConnectProxy.plain();
    private final Map<String, Sandbox> byHost = new TreeMap<>();
    private final List<TlsFront> fronts = new ArrayList<>();

    /** Starts one for each host, which knows this token of lena.fischer and the project {@code my-group/my-project}. */
    NamedGitLabs(Path directory, Map<String, String> tokensByHost) {
        TestCertificates certificates = TestCertificates.create(directory, "authority");
        authority = certificates.pemFile(directory.resolve("authority.pem"));
        tokensByHost.forEach((host, token) -> {
            Sandbox sandbox = Sandbox.start(
                    SandboxSettings.onPort(0).withToken("lena.fischer", token).withProject("my-group/my-project"));
            TlsFront front =
                    new TlsFront(certificates.server(host), sandbox.url().getPort());
            fronts.add(front);
            proxy.answering(host + ":443", front.port());
            byHost.put(host, sandbox);
        });
    }

    /** The settings that make a server find them, and none but them. */
    Map<String, String> settings() {
        return Map.of(
                "HTTPS_PROXY", proxy.url(),
                "GITLAB_CA_CERT_PATH", authority.toString(),
                "GITLAB_ALLOWED_HOSTS", String.join(",", byHost.keySet()));
    }

    /** What has arrived at a host: method and path below the API of each request, in order. */
    List<String> calls(String host) {
        return requests(host).stream()
                .map(request -> request.method() + " " + request.rawPath().replace("/api/v4", ""))
                .toList();
    }

    /** Whatever a host has seen that looks like a token, in any header or in the address. */
    List<String> tokensSeen(String host) {
        return requests(host).stream()
                .map(request -> request.target() + " " + request.headers())
                .flatMap(text -> TOKEN.matcher(text).results())
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    /** Forgets what has arrived so far. */
    void forget() {
        byHost.values().forEach(Sandbox::clearRequests);
    }

    private List<RecordedRequest> requests(String host) {
        Sandbox sandbox = byHost.get(host);
        if (sandbox == null) {
            throw new IllegalArgumentException("There is no " + host);
        }
        return sandbox.requests();
    }

    @Override
    public void close() {
        proxy.close();
        fronts.forEach(TlsFront::close);
        byHost.values().forEach(Sandbox::close);
    }
}
