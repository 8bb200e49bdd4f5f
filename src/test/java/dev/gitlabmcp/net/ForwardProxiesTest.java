package dev.gitlabmcp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForwardProxiesTest {
    private static final Secret NONE = Secret.of("");
    private static final Secret PROXY = Secret.of("http://proxy.test:3128");

    @ParameterizedTest
    @CsvSource({
        "http://proxy.test:3128, http://proxy.test:3128",
        "proxy.test:3128, http://proxy.test:3128",
        "HTTP://Proxy.Test/, http://proxy.test:80",
        "https://proxy.test, https://proxy.test:443",
        "https://proxy.test:8443/, https://proxy.test:8443",
        "http://[0::1]:3128, http://[::1]:3128",
        "10.0.0.1, http://10.0.0.1:80",
    })
    void proxy_isRead(String given, String expected) {
        assertThat(ForwardProxies.of(Secret.of(given), NONE, "").proxyFor("http", "h", 80))
                .hasToString("Optional[" + expected + "]");
    }

    @Test
    void userAndPassword_areDecodedAndNotPrinted() {
        Secret given = Secret.of("http://us%3ar@x:hunt%25er%C3%A42@proxy.test:3128");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ForwardProxies.of(given, NONE, ""))
                .withMessageContaining("colon");
        ForwardProxy proxy = ForwardProxies.of(NONE, Secret.of("https://us%40er:hunt%25er%C3%A42@p"), "")
                .proxyFor("https", "h", 443)
                .orElseThrow();
        assertThat(proxy.user()).isEqualTo("us@er");
        assertThat(proxy.password().reveal()).isEqualTo("hunt%erä2");
        assertThat(proxy).hasToString("https://p:443");
    }

    @ParameterizedTest
    @CsvSource({
        "socks5://user:hunter2@proxy.test:1080, SOCKS",
        "ftp://user:hunter2@proxy.test, no address of an HTTP proxy",
        "http://user:hunter2@proxy.test:99999, 1 and 65535",
        "http://user:hunter2@proxy.test/path, no address",
        "http://user:hunter2@, no address",
        "http://user:hunter2%zz@proxy.test, %25",
        "http://user:hunter2, 1 and 65535",
        "http://user:hunter2@pro_xy, no host name",
    })
    void proxy_isRefusedWithoutItsPassword(String given, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ForwardProxies.of(NONE, Secret.of(given), ""))
                .withMessageStartingWith("HTTPS_PROXY ")
                .withMessageContaining(reason)
                .withMessageNotContaining("hunter2");
    }

    @Test
    void schemes_haveTheirOwnProxies() {
        ForwardProxies proxies = ForwardProxies.of(PROXY, Secret.of("https://other.test"), "");
        assertThat(proxies.proxyFor("http", "h", 80).orElseThrow().host()).isEqualTo("proxy.test");
        assertThat(proxies.proxyFor("https", "h", 443).orElseThrow().host()).isEqualTo("other.test");
        assertThat(proxies.isProxy("other.test", 443)).isTrue();
        assertThat(proxies.isProxy("other.test", 80)).isFalse();
        assertThat(ForwardProxies.of(PROXY, NONE, "").proxyFor("https", "h", 443))
                .isEmpty();
        assertThat(ForwardProxies.none().isEmpty()).isTrue();
        assertThat(ForwardProxies.of(PROXY, NONE, "a").isEmpty()).isFalse();
        assertThat(ForwardProxies.of(PROXY, NONE, "a, *").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', gitlab.test, 80, false",
        "*, gitlab.test, 80, true",
        "gitlab.test, gitlab.test, 80, true",
        "GitLab.Test., gitlab.test, 80, true",
        "gitlab.test, a.gitlab.test, 80, true",
        "gitlab.test, agitlab.test, 80, false",
        "gitlab.test, test, 80, false",
        ".gitlab.test, gitlab.test, 80, true",
        ".gitlab.test, a.b.gitlab.test, 80, true",
        "*.gitlab.test, a.gitlab.test, 80, true",
        "*.gitlab.test, gitlab.test, 80, true",
        "test, gitlab.test, 80, true",
        "gitlab.test:80, gitlab.test, 80, true",
        "gitlab.test:81, gitlab.test, 80, false",
        "'a,  gitlab.test\tb', gitlab.test, 80, true",
        "'localhost 127.0.0.1', 127.0.0.1, 80, true",
        "10.0.0.1, 10.0.0.1, 80, true",
        "10.0.0.1:81, 10.0.0.1, 80, false",
        "10.0.0.1:80, 10.0.0.1, 80, true",
        "10.0.0.0/8, 10.9.9.9, 80, true",
        "10.0.0.0/8, 11.0.0.1, 80, false",
        "10.0.0.0/8, ten.test, 80, false",
        "::1, [::1], 80, true",
        "[::1], [::1], 80, true",
        "[::1]:80, [::1], 80, true",
        "[::1]:81, [::1], 80, false",
        "0:0:0::1, [::1], 80, true",
        "fd00::/8, [fd00::7], 80, true",
        "fd00::/8, [fe00::7], 80, false",
        "10.0.0.0/8, [::ffff:10.0.0.1], 80, true",
        "my_service, my, 80, false",
        "bücher.test, xn--bcher-kva.test, 80, true",
    })
    void noProxy_covers(String list, String host, int port, boolean direct) {
        assertThat(ForwardProxies.of(PROXY, NONE, list)
                        .proxyFor("http", host, port)
                        .isEmpty())
                .isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.*", "a..b", "h:x", "http://h", "fd00::/200", "[::1", "."})
    void noProxy_refuses(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ForwardProxies.of(PROXY, NONE, "ok.test," + entry))
                .withMessageContaining("NO_PROXY: the entry '" + entry + "' ");
    }
}
