package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitLabInstanceTest {

    @ParameterizedTest
    @CsvSource({
        "https://gitlab.com, https://gitlab.com/api/v4, https://gitlab.com, gitlab.com",
        "https://gitlab.com/, https://gitlab.com/api/v4, https://gitlab.com, gitlab.com",
        "https://gitlab.com/api/v4, https://gitlab.com/api/v4, https://gitlab.com, gitlab.com",
        "https://gitlab.com/api/v4///, https://gitlab.com/api/v4, https://gitlab.com, gitlab.com",
        "HTTPS://GitLab.Example.COM, https://gitlab.example.com/api/v4, https://gitlab.example.com, gitlab.example.com",
        "https://gitlab.com:443, https://gitlab.com/api/v4, https://gitlab.com, gitlab.com",
        "http://gitlab.com:80, http://gitlab.com/api/v4, http://gitlab.com, gitlab.com",
        "http://gitlab.com:443, http://gitlab.com:443/api/v4, http://gitlab.com:443, gitlab.com:443",
        "https://h:8443/gitlab/, https://h:8443/gitlab/api/v4, https://h:8443/gitlab, h:8443/gitlab",
        "https://h/a/b-c/api/v4, https://h/a/b-c/api/v4, https://h/a/b-c, h/a/b-c",
        "https://h/Git_Lab~1.x, https://h/Git_Lab~1.x/api/v4, https://h/Git_Lab~1.x, h/Git_Lab~1.x",
        "https://h./x, https://h/x/api/v4, https://h/x, h/x",
        "https://h:, https://h/api/v4, https://h, h",
        "https://GITLÄB.example:8443/x, https://xn--gitlb-jra.example:8443/x/api/v4, https://xn--gitlb-jra.example:8443/x, xn--gitlb-jra.example:8443/x",
        "https://ｇitlab。example, https://gitlab.example/api/v4, https://gitlab.example, gitlab.example",
        "http://[2001:0DB8:0:0::1], http://[2001:db8::1]/api/v4, http://[2001:db8::1], [2001:db8::1]",
        "http://[::FFFF:192.0.2.1], http://[::ffff:c000:201]/api/v4, http://[::ffff:c000:201], [::ffff:c000:201]",
        "http://192.0.2.7:3000, http://192.0.2.7:3000/api/v4, http://192.0.2.7:3000, 192.0.2.7:3000",
        "http://[2001:DB8::1]:3000/g, http://[2001:db8::1]:3000/g/api/v4, http://[2001:db8::1]:3000/g, [2001:db8::1]:3000/g",
        "https://1gitlab, https://1gitlab/api/v4, https://1gitlab, 1gitlab",
        "' https://gitlab.com ', https://gitlab.com/api/v4, https://gitlab.com, gitlab.com",
    })
    void of_normalises(String given, String apiUrl, String webUrl, String label) {
        GitLabInstance instance = GitLabInstance.of(given);
        assertThat(instance.apiUrl()).hasToString(apiUrl);
        assertThat(instance.webUrl()).hasToString(webUrl);
        assertThat(instance.label()).isEqualTo(label);
        assertThat(instance).isEqualTo(GitLabInstance.of(apiUrl)).hasSameHashCodeAs(GitLabInstance.of(apiUrl));
        assertThat(instance).hasToString(apiUrl);
    }

    @ParameterizedTest
    @CsvSource({
        "'', empty",
        "gitlab.com, must start with https://",
        "ftp://gitlab.com, must start with https://",
        "file:///etc/passwd, must start with https://",
        "mailto:a@b.c, must start with https://",
        "https:gitlab.com, names no host",
        "https:///api/v4, names no host",
        "https://user:hunter2@gitlab.com, must not contain user information",
        "https://@gitlab.com, must not contain user information",
        "https://gitlab.com?private_token=hunter2, must not contain a query",
        "https://gitlab.com/#hunter2, must not contain a fragment",
        "https://gitlab.com:0, between 1 and 65535",
        "https://gitlab.com:65536, between 1 and 65535",
        "https://gitlab.com:http, between 1 and 65535",
        "https://2130706433, no host name or address",
        "https://0x7f000001, no host name or address",
        "https://0177.0.0.1, no host name or address",
        "https://256.0.0.1, no host name or address",
        "https://1.2.3.4.5, no host name or address",
        "https://127.1, no host name or address",
        "https://git_lab, no host name or address",
        "https://stra\u00dfe.example, xn-- form",
        "https://a\u200db.example, xn-- form",
        "https://h／x.example, xn-- form",
        "https://user＠evil.example, xn-- form",
        "https://１２７.1, no host name or address",
        "https://g%C3%A4.example, no host name or address",
        "https://h/gitläb, plain segments",
        "https://[fe80::1%25eth0], must not carry a zone",
        "https://h/a/../b, plain segments",
        "https://h/./b, plain segments",
        "https://h//b, plain segments",
        "https://h/%2e%2e/b, plain segments",
        "https://h/api/v3, another API",
        "https://h/api/graphql, another API",
        "https://h/api, another API",
        "https://h/a b, malformed",
        "https://h\\@evil, malformed",
    })
    void of_refuses(String given, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GitLabInstance.of(given))
                .withMessageContaining(reason)
                .withMessageNotContaining("hunter2");
    }

    @Test
    void of_boundsTheLength() {
        String longest = "https://h/" + "a".repeat(2038);
        assertThat(GitLabInstance.of(longest).label()).hasSize(2040);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GitLabInstance.of(longest + "a"))
                .withMessageContaining("2,048");
    }

    @Test
    void equals_tellsSchemesPortsAndPathsApart() {
        GitLabInstance instance = GitLabInstance.of("https://h");
        assertThat(instance)
                .isNotEqualTo(GitLabInstance.of("http://h"))
                .isNotEqualTo(GitLabInstance.of("https://h:8443"))
                .isNotEqualTo(GitLabInstance.of("https://h/gitlab"));
    }

    @Test
    void port_isTheSchemesOwnWhereTheUrlHasNone() {
        assertThat(GitLabInstance.of("https://h").port()).isEqualTo(443);
        assertThat(GitLabInstance.of("http://h").port()).isEqualTo(80);
        assertThat(GitLabInstance.of("http://h:3000").port()).isEqualTo(3000);
    }

    @Test
    void ofHeader_readsUtf8ThatWasDecodedAsLatin1() {
        GitLabInstance expected = GitLabInstance.of("https://gitläb.example");
        String latin1 =
                new String("https://gitläb.example".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(GitLabInstance.ofHeader(latin1)).isEqualTo(expected);
        assertThat(GitLabInstance.ofHeader("https://gitläb.example")).isEqualTo(expected);
        assertThat(GitLabInstance.ofHeader("https://xn--gitlb-jra.example")).isEqualTo(expected);
        assertThat(GitLabInstance.ofHeader("https://例え.テスト")).isEqualTo(GitLabInstance.of("https://例え.テスト"));
    }
}
