package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.gitlab.GitLabProblem.TargetRefused;
import dev.gitlabmcp.gitlab.GitLabProblem.Unreachable;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The target policy where it counts: at the sockets that are opened, or not. */
final class TargetConnectionTest extends NetworkTestCase {

    private WireServer serve(String answer) {
        return closed(WireServer.always(answer));
    }

    @Test
    void ownInstance_isReachedWhereverItIs() {
        WireServer server = serve(WireServer.ok("own"));
        name("own.test", "127.0.0.1");
        String url = "http://own.test:" + server.port();
        assertThat(call(pool(network("{}", GitLabInstance.of(url), true)), url)).isEqualTo("own");
    }

    @Test
    void callersInstance_isNotReachedOnAPrivateAddress() {
        WireServer server = serve(WireServer.ok("secret"));
        name("evil.test", "127.0.0.1");
        GitLabClientPool pool = pool(network("{}", OWN, true));
        long start = System.nanoTime();
        assertThat(problem(() -> call(pool, "http://evil.test:" + server.port())))
                .isInstanceOf(TargetRefused.class);
        assertThat(problem(() -> call(pool, server.url()))).isInstanceOf(TargetRefused.class);
        assertThat(problem(() -> call(pool, "http://[::ffff:127.0.0.1]:" + server.port())))
                .isInstanceOf(TargetRefused.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(server.requests()).isEmpty();
        // Once and not again, for a refusal is no failure that could pass; addresses are refused before any look-up.
        assertThat(lookups).containsExactly("evil.test");
        assertThat(pool.statistics().leased()).isZero();
    }

    @Test
    void mixedAnswer_isReachedOnItsPublicAddressesAlone() {
        WireServer server = serve(WireServer.ok("secret"));
        name("mixed.test", "127.0.0.1", "3000::1");
        GitLabClientPool pool = pool(network("{}", OWN, true));
        assertThat(problem(() -> call(pool, "http://mixed.test:" + server.port())))
                .isInstanceOf(Unreachable.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void mappedLiteral_isReachedWhereItIsListed() {
        WireServer server = serve(WireServer.ok("mapped"));
        GitLabClientPool pool = pool(network("{\"allowedHosts\":\"127.0.0.1\"}", OWN, true));
        assertThat(call(pool, "http://[::FFFF:127.0.0.1]:" + server.port())).isEqualTo("mapped");
        assertThat(server.onlyRequest().headers()).containsEntry("host", "[::ffff:7f00:1]:" + server.port());
    }

    @Test
    void exactEntry_opensThatPortAlone() {
        WireServer listed = serve(WireServer.ok("listed"));
        WireServer other = serve(WireServer.ok("other"));
        name("listed.test", "127.0.0.1");
        GitLabClientPool pool = pool(network("{\"allowedHosts\":\"listed.test:" + listed.port() + "\"}", OWN, true));
        assertThat(call(pool, "http://listed.test:" + listed.port())).isEqualTo("listed");
        assertThat(problem(() -> call(pool, "http://listed.test:" + other.port())))
                .isInstanceOf(TargetRefused.class);
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void rebinding_neverReachesThePrivateAddress() {
        WireServer server = serve(WireServer.ok("secret"));
        // Public by its block, but given to nobody, so that the test calls no stranger.
        name("evil.test", "3000::1");
        name("evil.test", "127.0.0.1");
        GitLabClientPool pool = pool(network("{}", OWN, true));
        String url = "http://evil.test:" + server.port();
        problem(() -> call(pool, url));
        assertThat(lookups).contains("evil.test");
        assertThat(problem(() -> call(pool, url))).isInstanceOf(TargetRefused.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void connection_usesTheLookUpThatWasChecked() {
        WireServer server = serve(WireServer.ok("ok"));
        name("listed.test", "127.0.0.1");
        GitLabClientPool pool = pool(network("{\"allowedHosts\":\"listed.test\"}", OWN, true));
        call(pool, "http://listed.test:" + server.port());
        assertThat(lookups).containsExactly("listed.test");
    }

    @ParameterizedTest
    @CsvSource({"own.test, true", "listed.test, false"})
    void redirectIntoAPrivateNetwork(String host, boolean followed) {
        WireServer storage = serve(WireServer.ok("artifact"));
        name("own.test", "127.0.0.1");
        name("listed.test", "127.0.0.1");
        name("storage.test", "127.0.0.1");
        WireServer server = serve(redirect("http://storage.test:" + storage.port() + "/bucket/a?sig=b"));
        GitLabInstance own = GitLabInstance.of("http://own.test:" + server.port());
        GitLabClientPool pool = pool(network("{\"allowedHosts\":\"listed.test\"}", own, true));
        String url = "http://" + host + ":" + server.port();
        if (followed) {
            assertThat(call(pool, url)).isEqualTo("artifact");
            assertThat(storage.onlyRequest().headers()).doesNotContainKey("private-token");
        } else {
            assertThat(problem(() -> call(pool, url))).isInstanceOf(TargetRefused.class);
            assertThat(storage.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:169.254.169.254]/latest",
        "http://metadata.google.internal./computeMetadata",
        "http://link.test/x",
        "http://2852039166/latest",
    })
    void redirectToMetadata_isNotFollowedForAnybody(String location) {
        name("own.test", "127.0.0.1");
        name("link.test", "169.254.169.254");
        WireServer server = serve(redirect(location));
        String url = "http://own.test:" + server.port();
        assertThat(problem(() -> call(pool(network("{}", GitLabInstance.of(url), true)), url))
                        .message())
                .containsAnyOf("is not called", "not followed");
        assertThat(server.requests()).hasSize(1);
    }

    private static String redirect(String location) {
        return WireServer.answer("302 Found", "Location: " + location + "\r\n", "");
    }
}
