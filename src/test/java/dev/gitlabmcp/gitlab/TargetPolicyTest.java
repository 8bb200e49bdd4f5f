package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gitlabmcp.gitlab.GitLabProblem.TargetRefused;
import dev.gitlabmcp.net.ForwardProxies;
import dev.gitlabmcp.net.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decisions, by themselves; that they hold for sockets is {@link TargetConnectionTest}'s. */
final class TargetPolicyTest extends NetworkTestCase {
    private static final String LIST = "{\"allowedHosts\":\"exact.test, port.test:8443, *.wild.test, 10.0.0.7,"
            + " 169.254.1.1, [fd00::7]:8443, 203.0.113.9\"}";
    private static final Duration LOOKUP = Duration.ofSeconds(5);
    private static final String LISTED_PROXY =
            LIST.replace(" *.wild.test,", "").replace("}", ",\"httpsProxy\":\"http://proxy.test:3128\"}");

    @ParameterizedTest
    @CsvSource({
        "https://own.test, ''",
        "https://other.test, ''",
        "https://8.8.8.8, ''",
        "https://10.0.0.1, address 10.0.0.1 is not public",
        "https://127.0.0.1, not public",
        "https://[::1], not public",
        "https://[::ffff:127.0.0.1], not public",
        "https://[64:ff9b::10.0.0.1], not public",
        "https://169.254.169.254, not public",
        "https://metadata.google.internal, metadata service",
        "https://metadata.google.internal., metadata service",
    })
    void refusal_withoutAList(String url, String reason) {
        assertRefusal("{}", url, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "https://own.test, ''",
        "https://other.test, not among those",
        "https://8.8.8.8, not among those",
        "https://exact.test, ''",
        "https://exact.test:9443, ''",
        "http://exact.test, ''",
        "https://a.exact.test, not among those",
        "https://port.test:8443, ''",
        "https://port.test, not among those",
        "https://wild.test, not among those",
        "https://a.wild.test, ''",
        "https://a.b.wild.test:1234, ''",
        "https://awild.test, not among those",
        "https://10.0.0.7, ''",
        "https://[::ffff:10.0.0.7], ''",
        "https://10.0.0.8, not public",
        "https://169.254.1.1, ''",
        "https://169.254.169.254, not public",
        "https://[fd00::7]:8443, ''",
        "https://[fd00:0::0:7]:8443, ''",
        "https://[fd00::7], not public",
        "https://203.0.113.9, ''",
    })
    void refusal_withAList(String url, String reason) {
        assertRefusal(LIST, url, reason);
        assertRefusal(LISTED_PROXY, url, url.contains(".wild.test") ? "not among those" : reason);
    }

    @Test
    void refusal_whereCallersCannotChoose() {
        Network network = network("{}", OWN, false);
        assertThat(network.refusal(OWN)).isEmpty();
        assertThat(network.refusal(GitLabInstance.of("https://other.test")).orElseThrow())
                .contains("own.test", "ENABLE_DYNAMIC_API_URL");
        assertThat(network.refusal(GitLabInstance.of("https://own.test/sub"))).isPresent();
    }

    @Test
    void vouchesFor_ownAndListed() {
        Network network = network(LIST, OWN, true);
        assertThat(network.vouchesFor(OWN)).isTrue();
        assertThat(network.vouchesFor(GitLabInstance.of("https://exact.test"))).isTrue();
        assertThat(network.vouchesFor(GitLabInstance.of("https://a.wild.test"))).isTrue();
        assertThat(network.vouchesFor(GitLabInstance.of("https://other.test"))).isFalse();
        assertThat(network("{}", OWN, true).vouchesFor(GitLabInstance.of("https://other.test")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.test, 8.8.8.8, true",
        "https://other.test, 10.0.0.1, false",
        "https://other.test, 169.254.169.254, false",
        "https://other.test, fd00:ec2::254, false",
        "https://own.test, 10.0.0.1, true",
        "https://own.test, 169.254.169.254, true",
    })
    void resolver_withoutAList(String url, String address, boolean admitted) throws Exception {
        assertResolved("{}", url, address, admitted);
    }

    @ParameterizedTest
    @CsvSource({
        "https://exact.test, 8.8.8.8, true",
        "https://exact.test, 10.0.0.1, true",
        "https://exact.test, 127.0.0.1, true",
        "https://exact.test, 169.254.169.254, false",
        "https://exact.test, 168.63.129.16, false",
        "https://exact.test, 169.254.1.1, true",
        "https://port.test:8443, 10.0.0.1, true",
        "https://port.test:8444, 10.0.0.1, false",
        "https://a.wild.test, 8.8.8.8, true",
        "https://a.wild.test, 10.0.0.1, false",
        "https://a.wild.test, 10.0.0.7, true",
        "https://a.wild.test, 169.254.169.254, false",
        "https://a.wild.test:8443, fd00::7, true",
        "https://a.wild.test, fd00::7, false",
    })
    void resolver_withAList(String url, String address, boolean admitted) throws Exception {
        assertResolved(LIST, url, address, admitted);
    }

    @Test
    void resolver_leavesPublicAddressesOfMixedAnswers() throws Exception {
        name("other.test", "10.0.0.1", "8.8.8.8", "fe80::1", "1.1.1.1");
        assertThat(network("{}", OWN, true)
                        .resolver(GitLabInstance.of("https://other.test"), LOOKUP)
                        .resolve("other.test", 443))
                .extracting(address -> address.getAddress().getHostAddress())
                .containsExactly("8.8.8.8", "1.1.1.1");
    }

    @Test
    void resolver_tellsUnknownAndPrivateNamesAlike() {
        name("private.test", "10.0.0.1");
        Network network = network("{}", OWN, true);
        String hidden = resolve(network, "https://private.test").message().replace("private", "?");
        String unknown = resolve(network, "https://unknown.test").message().replace("unknown.test", "?.test");
        assertThat(hidden).isEqualTo(unknown).contains("unknown or its address is not public", "GITLAB_ALLOWED_HOSTS");
    }

    @Test
    void resolver_tellsWhatIsWrongWithTheOwnInstance() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> network("{}", OWN, true).resolver(OWN, LOOKUP).resolve("own.test", 443)))
                .isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // of the operator's instance
        "https://own.test, https://cdn.test, true",
        "https://own.test, https://10.0.0.1:9000, true",
        "https://own.test, https://127.0.0.1:9000, true",
        "https://own.test, https://169.254.169.254, false",
        "https://own.test, https://[fe80::1], false",
        "https://own.test, https://[::ffff:169.254.169.254], false",
        "https://own.test, http://metadata.google.internal, false",
        "https://own.test, https://169.254.1.1, true",
        // of one that a caller has named
        "https://exact.test, https://cdn.test, true",
        "https://exact.test, https://10.0.0.1, false",
        "https://exact.test, https://10.0.0.7, true",
        "https://exact.test, https://127.0.0.1, false",
        "https://exact.test, https://169.254.169.254, false",
        "https://exact.test, http://metadata.google.internal, false",
        "https://exact.test, https://[fd00::7], false",
        "https://exact.test, https://[fd00::7]:8443, true",
        "https://exact.test, http://exact.test:443, true",
    })
    void check_ofRedirects(String from, String to, boolean followed) throws Exception {
        assertFollowed(LIST, from, to, followed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://own.test, https://cdn.test, true",
        "https://own.test, https://10.0.0.1:9000, true",
        "https://own.test, https://169.254.169.254, false",
        "https://own.test, https://metadata.google.internal, false",
        "https://exact.test, https://cdn.test, false",
        "https://exact.test, https://a.wild.test, false",
        "https://exact.test, https://port.test:8443, true",
        "https://exact.test, https://port.test, false",
        "https://exact.test, https://10.0.0.1, false",
        "https://exact.test, https://10.0.0.7, true",
        "https://exact.test, https://metadata.google.internal, false",
        // http targets are reached directly here
        "https://exact.test, http://cdn.test, true",
        "https://exact.test, http://proxy.test:3128, false",
        "https://own.test, http://proxy.test:3128, false",
    })
    void check_ofRedirectsThroughAProxy(String from, String to, boolean followed) throws Exception {
        assertFollowed(LISTED_PROXY, from, to, followed);
    }

    @Test
    void redirectsByName_areJudgedByTheirAddress() throws Exception {
        name("storage.test", "10.0.0.1");
        name("meta.test", "169.254.169.254");
        Network network = network(LIST, OWN, true);
        assertThat(network.resolver(OWN, LOOKUP).resolve("storage.test", 9000)).hasSize(1);
        assertThat(problem(() -> resolved(network, OWN, "meta.test"))).isInstanceOf(TargetRefused.class);
        GitLabInstance exact = GitLabInstance.of("https://exact.test");
        assertThat(problem(() -> resolved(network, exact, "storage.test"))).isInstanceOf(TargetRefused.class);
    }

    @Test
    void proxyOnTheWay_isExemptButNoTarget() throws Exception {
        name("proxy.test", "10.0.0.3");
        String json = LISTED_PROXY.replace("}", ",\"noProxy\":\".test:3128\"}").replace("exact.test", "other.test");
        Network network = network(json, OWN, true);
        GitLabInstance other = GitLabInstance.of("https://other.test");
        assertThat(network.resolver(other, LOOKUP).resolve("proxy.test", 3128)).hasSize(1);
        assertThat(problem(() -> resolved(network, other, "proxy.test"))).isInstanceOf(TargetRefused.class);
        assertThat(behindAProxy("*.test", ".test:3128").refusal(GitLabInstance.of("https://proxy.test:3128")))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("its address is not public"));
    }

    @Test
    void wildcard_liftsNothingBehindAProxy() {
        TargetPolicy policy = behindAProxy("*.wild.test, full.wild.test, 10.0.0.7", "direct.wild.test");
        assertThat(policy.refusal(GitLabInstance.of("https://a.wild.test")))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("a.wild.test", "forward proxy", "by its full name in GITLAB_ALLOWED_HOSTS"));
        for (String listed : List.of("https://full.wild.test", "https://10.0.0.7", "https://direct.wild.test")) {
            assertThat(policy.refusal(GitLabInstance.of(listed))).isEmpty();
        }
        GitLabInstance full = GitLabInstance.of("https://full.wild.test");
        assertThat(problem(() -> policy.check(full, Hop.hostOf(GitLabInstance.of("https://a.wild.test")))))
                .isInstanceOf(TargetRefused.class);
        policy.check(full, Hop.hostOf(GitLabInstance.of("https://direct.wild.test")));
    }

    @Test
    void contradiction_proxyWithAWildcard() {
        String proxied = "{\"httpsProxy\":\"http://proxy.test\",\"allowedHosts\":\"a.test, *.wild.test\"%s}";
        assertThat(Network.contradiction(settings(proxied.formatted("")), true).orElseThrow())
                .contains("GITLAB_ALLOWED_HOSTS", "HTTP_PROXY", "HTTPS_PROXY", "*.suffix");
        assertThat(Network.contradiction(settings(proxied.formatted(",\"noProxy\":\".wild.test\"")), true))
                .isPresent();
        assertThat(Network.contradiction(settings(proxied.formatted("")), false))
                .isEmpty();
        assertThat(Network.contradiction(settings(proxied.formatted(",\"noProxy\":\"*\"")), true))
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> network(proxied.formatted(""), OWN, true));
    }

    private static TargetPolicy behindAProxy(String allowed, String noProxy) {
        ForwardProxies proxies = ForwardProxies.of(Secret.of(""), Secret.of("http://proxy.test:3128"), noProxy);
        return new TargetPolicy(OWN, new AllowedTargets(allowed), true, proxies);
    }

    @Test
    void contradiction_proxyWithoutAList() {
        NetworkConfiguration proxied = settings("{\"httpProxy\":\"http://proxy.test\"}");
        assertThat(Network.contradiction(proxied, true).orElseThrow())
                .contains("ENABLE_DYNAMIC_API_URL", "GITLAB_ALLOWED_HOSTS");
        assertThat(Network.contradiction(proxied, false)).isEmpty();
        assertThat(Network.contradiction(settings(LISTED_PROXY), true)).isEmpty();
        assertThat(Network.contradiction(settings("{\"httpProxy\":\"http://p\",\"noProxy\":\"*\"}"), true))
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Network.of(proxied, OWN, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h.test",
                "h.test/x",
                "h:x",
                "*.10.0.0.1",
                "*.",
                "*",
                "a.*.test",
                "[::1",
                "10.0.0.0/8",
                "a b"
            })
    void allowedHosts_refuses(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network("{\"allowedHosts\":\"ok.test," + entry + "\"}", OWN, true))
                .withMessageContaining("GITLAB_ALLOWED_HOSTS: the entry '" + entry + "' ");
    }

    @Test
    void configuration_takesNumbersAndLeavesDefaults() {
        assertThat(settings("{}")).isEqualTo(NetworkConfiguration.defaults());
        assertThat(settings("{\"tlsRejectUnauthorized\":0}").verifiesCertificates())
                .isFalse();
        assertThat(settings("{\"tlsRejectUnauthorized\":\"\"}").verifiesCertificates())
                .isTrue();
        assertThat(settings("{\"httpProxy\":\"http://u:hunter2@h\"}").toString())
                .doesNotContain("hunter2");
    }

    private void assertRefusal(String json, String url, String reason) {
        String said = network(json, OWN, true).refusal(GitLabInstance.of(url)).orElse("");
        if (reason.isEmpty()) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).contains(reason);
        }
    }

    private void assertResolved(String json, String url, String address, boolean admitted) throws Exception {
        GitLabInstance instance = GitLabInstance.of(url);
        name(instance.host(), address);
        Network network = network(json, OWN, true);
        if (admitted) {
            assertThat(network.resolver(instance, LOOKUP).resolve(instance.host(), instance.port()))
                    .singleElement()
                    .satisfies(found -> assertThat(found.getAddress()).isEqualTo(InetAddress.getByName(address)));
        } else {
            assertThat(resolve(network, url)).isInstanceOf(TargetRefused.class);
        }
    }

    private GitLabProblem resolve(Network network, String url) {
        GitLabInstance instance = GitLabInstance.of(url);
        return problem(() -> resolved(network, instance, instance.host()));
    }

    private static void resolved(Network network, GitLabInstance instance, String host) {
        try {
            network.resolver(instance, LOOKUP).resolve(host, instance.port());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void assertFollowed(String json, String from, String to, boolean followed) throws Exception {
        Network network = network(json, OWN, true);
        HttpHost target = Hop.hostOf(GitLabInstance.of(to));
        if (followed) {
            network.check(GitLabInstance.of(from), target);
        } else {
            assertThat(problem(() -> network.check(GitLabInstance.of(from), target)))
                    .isInstanceOf(TargetRefused.class);
        }
    }
}
