package dev.gitlabmcp.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.auth.Authentication.Denied;
import dev.gitlabmcp.auth.Authentication.Granted;
import dev.gitlabmcp.auth.Authentication.Standing;
import dev.gitlabmcp.gitlab.Credentials;
import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.KnownCredentials;
import dev.gitlabmcp.gitlab.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which instance a request is for. */
class TargetsTest {
    private static final String TOKEN = "glpat-0123456789abcdefgh";
    private static final GitLabInstance OWN = GitLabInstance.of("https://gitlab.example.com");
    private static final GitLabInstance OTHER = GitLabInstance.of("https://git.example.org/gitlab");
    private static final GitLabInstance FORBIDDEN = GitLabInstance.of("https://forbidden.example.net");

    private final Authenticator dynamic = Authenticator.remote(
            Targets.dynamic(
                    OWN,
                    instance -> instance.equals(FORBIDDEN) ? Optional.of("It is not allowed.") : Optional.empty(),
                    Set.of()::contains),
            new KnownCredentials());
    private final Authenticator fixed = Authenticator.remote(Targets.fixed(OWN), new KnownCredentials());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.org/gitlab/api/v4",
                "https://git.example.org/gitlab",
                "HTTPS://Git.Example.org:443/gitlab/",
                " https://git.example.org/gitlab/api/v4/ "
            })
    void named_inAnySpelling_isThatInstance(String url) {
        Granted granted = granted(dynamic, List.of(url), null);

        assertThat(granted.principal().instance()).isEqualTo(OTHER);
        assertThat(granted.target()).isEqualTo("https://git.example.org/gitlab/api/v4");
        assertThat(granted.elsewhere()).isFalse();
    }

    @Test
    void named_none_isTheSessionsOrElseTheOperators() {
        assertThat(granted(dynamic, List.of(), null).principal().instance()).isEqualTo(OWN);
        assertThat(granted(dynamic, List.of(), OTHER).principal().instance()).isEqualTo(OTHER);
    }

    @Test
    void named_sameAsTheSessions_isNotElsewhere() {
        Granted granted = granted(dynamic, List.of("https://git.example.org/gitlab"), OTHER);

        assertThat(granted.elsewhere()).isFalse();
    }

    @Test
    void named_otherThanTheSessions_isElsewhereAndStaysThePrincipalOfTheSession() {
        Granted granted = granted(dynamic, List.of("https://git.example.org/gitlab"), OWN);

        assertThat(granted.elsewhere()).isTrue();
        assertThat(granted.principal().instance()).isEqualTo(OWN);
    }

    @Test
    void session_ofSomebodyElse_decidesNothing() {
        SessionClaim strangers = new SessionClaim("somebody else", OTHER.toString());

        assertThat(((Granted) authenticate(dynamic, List.of(), strangers))
                        .principal()
                        .instance())
                .isEqualTo(OWN);
        assertThat(((Granted) authenticate(dynamic, List.of(OTHER.toString()), strangers)).elsewhere())
                .isFalse();
    }

    @Test
    void named_sameTokenAtAnotherInstance_isAnotherPrincipal() {
        assertThat(granted(dynamic, List.of(OTHER.toString()), null).owner())
                .isNotEqualTo(granted(dynamic, List.of(), null).owner());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://git.example.org | https://",
                "git.example.org | https://",
                "'' | empty",
                "https://user:pass@git.example.org | user information",
                "https://git.example.org?x=1 | query",
                "https://git.example.org#x | fragment",
                "https://forbidden.example.net | It is not allowed."
            })
    void named_unusable_is400AndSaysWhy(String url, String reason) {
        assertDenied(List.of(url), reason);
    }

    @Test
    void named_tooLong_is400() {
        assertDenied(List.of("https://git.example.org/" + "x".repeat(2_048)), "2,048");
    }

    @Test
    void named_twice_is400() {
        assertDenied(List.of(OTHER.toString(), OTHER.toString()), "2 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://git.example.org", "nonsense", "https://forbidden.example.net"})
    void named_whileFixed_isIgnored(String url) {
        assertThat(granted(fixed, List.of(url), null).principal().instance()).isEqualTo(OWN);
    }

    @Test
    void standing_unprovenAtAnUnconnectedInstance_isNewcomer() {
        assertThat(granted(dynamic, List.of(OTHER.toString()), null).standing()).isEqualTo(Standing.NEWCOMER);
        assertThat(granted(dynamic, List.of(), null).standing()).isEqualTo(Standing.UNPROVEN);
        assertThat(granted(fixed, List.of(), null).standing()).isEqualTo(Standing.UNPROVEN);
    }

    private void assertDenied(List<String> urls, String reason) {
        assertThat(authenticate(dynamic, urls, (SessionClaim) null)).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.status()).isEqualTo(400);
            assertThat(denied.message())
                    .startsWith("Invalid custom API URL provided")
                    .contains(reason)
                    .doesNotContain("pass@");
        });
    }

    private static Granted granted(Authenticator authenticator, List<String> urls, @Nullable GitLabInstance session) {
        return (Granted) authenticate(authenticator, urls, session);
    }

    private static Authentication authenticate(
            Authenticator authenticator, List<String> urls, @Nullable GitLabInstance session) {
        String owner = session == null
                ? ""
                : Principal.of(session, Credentials.privateToken(TOKEN)).id();
        return authenticate(authenticator, urls, session == null ? null : new SessionClaim(owner, session.toString()));
    }

    private static Authentication authenticate(
            Authenticator authenticator, List<String> urls, @Nullable SessionClaim session) {
        return authenticator.authenticate(
                name -> switch (name) {
                    case "Private-Token" -> List.of(TOKEN);
                    case Targets.HEADER -> urls;
                    default -> List.of();
                },
                session);
    }
}
