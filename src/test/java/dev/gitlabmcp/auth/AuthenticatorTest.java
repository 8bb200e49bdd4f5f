package dev.gitlabmcp.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.auth.Authentication.Denied;
import dev.gitlabmcp.auth.Authentication.Granted;
import dev.gitlabmcp.auth.Authentication.Standing;
import dev.gitlabmcp.gitlab.Credentials;
import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.KnownCredentials;
import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.net.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
    private static final GitLabInstance GITLAB = GitLabInstance.of("https://gitlab.example.com");
    private static final String TOKEN = "glpat-0123456789abcdefgh";
    private static final String CLIENT = "client-0123456789abcdefgh";
    private static final Credentials SERVER = Credentials.privateToken("glpat-of-the-server-0123");

    private final Authenticator remote = Authenticator.remote(Targets.fixed(GITLAB), new KnownCredentials());
    private final Authenticator guarded = Authenticator.serverToken(GITLAB, SERVER, Secret.of(CLIENT));

    @ParameterizedTest
    @CsvSource({
        "Private-Token, '', PRIVATE-TOKEN",
        "private-token, '', PRIVATE-TOKEN",
        "JOB-TOKEN, '', JOB-TOKEN",
        "Authorization, 'Bearer ', Authorization",
        "AUTHORIZATION, 'bearer   ', Authorization",
        "Authorization, '  BEARER ', Authorization"
    })
    void authenticate_remoteWithOneToken_isGrantedWithIt(String header, String scheme, String sentAs) {
        Authentication outcome = authenticate(remote, header, scheme + TOKEN + " ");

        assertThat(outcome).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(granted.presented()).isTrue();
            assertThat(granted.principal().instance()).isEqualTo(GITLAB);
            assertThat(granted.principal().credentials().headerName()).isEqualTo(sentAs);
            assertThat(granted.principal().credentials().token().reveal()).isEqualTo(TOKEN);
        });
    }

    @Test
    void authenticate_remoteWithoutToken_is401AndSaysHow() {
        assertDenied(authenticate(remote), 401, "Missing Authorization or Private-Token header");
        assertDenied(authenticate(remote, "Cookie", "private_token=" + TOKEN), 401, "JOB-TOKEN");
    }

    @ParameterizedTest
    @CsvSource({
        "Private-Token, glpat-0123456789abcdefgh, Authorization, Bearer glpat-0123456789abcdefgh",
        "Private-Token, glpat-0123456789abcdefgh, JOB-TOKEN, glpat-0123456789abcdefgh",
        "JOB-TOKEN, glpat-0123456789abcdefgh, Authorization, Bearer glpat-0123456789abcdefgh",
        "Private-Token, glpat-0123456789abcdefgh, Private-Token, glpat-9876543210abcdefgh",
        "Authorization, Bearer glpat-0123456789abcdefgh, Authorization, Bearer glpat-0123456789abcdefgh"
    })
    void authenticate_remoteWithTwoTokens_is400(String first, String firstValue, String second, String secondValue) {
        assertDenied(authenticate(remote, first, firstValue, second, secondValue), 400, "exactly one");
    }

    @Test
    void authenticate_remoteWithThreeTokens_is400() {
        String bearer = "Bearer " + TOKEN;
        Authentication outcome =
                authenticate(remote, "Private-Token", TOKEN, "JOB-TOKEN", TOKEN, "Authorization", bearer);

        assertDenied(outcome, 400, "found 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dXNlcjpnbHBhdC0wMTIzNDU2Nzg5YWJjZGVmZ2g=", TOKEN, "Bearer", "Bearer" + TOKEN, ""})
    void authenticate_remoteWithAnotherScheme_is401(String authorization) {
        assertDenied(authenticate(remote, "Authorization", authorization), 401, "\"Bearer <GitLab token>\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "glpat-0123456789 abcdefgh", "glpat-0123456789abcdef\"", "====================="})
    void authenticate_remoteWithMalformedToken_is401WithoutRepeatingIt(String token) {
        for (String header : List.of("Private-Token", "JOB-TOKEN")) {
            Authentication outcome = authenticate(remote, header, token);

            assertThat(outcome).isInstanceOfSatisfying(Denied.class, denied -> {
                assertThat(denied.status()).isEqualTo(401);
                assertThat(token.isEmpty() || !denied.message().contains(token)).isTrue();
            });
        }
    }

    @Test
    void authenticate_serverTokenWithoutClientToken_takesAnybody() {
        Authenticator open = Authenticator.serverToken(GITLAB, SERVER, null);
        Granted expected = new Granted(Principal.of(GITLAB, SERVER), false, Standing.SHARED, false);

        assertThat(authenticate(open)).isEqualTo(expected);
        assertThat(authenticate(open, "Private-Token", TOKEN)).isEqualTo(expected);
        assertThat(authenticate(open, "Authorization", "Basic x")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + CLIENT, "bearer " + CLIENT, " BEARER  " + CLIENT + " "})
    void authenticate_serverTokenWithTheClientsToken_isGrantedAsTheServer(String authorization) {
        assertThat(authenticate(guarded, "Authorization", authorization))
                .isEqualTo(new Granted(Principal.of(GITLAB, SERVER), true, Standing.SHARED, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + CLIENT + "x", "Bearer ", "Bearer " + TOKEN, CLIENT, "Basic " + CLIENT, ""})
    void authenticate_serverTokenWithAnotherToken_is401(String authorization) {
        assertDenied(authenticate(guarded, "Authorization", authorization), 401, "MCP_AUTH_TOKEN");
    }

    @Test
    void authenticate_serverTokenWithClientTokenElsewhereOrTwice_is401() {
        String bearer = "Bearer " + CLIENT;

        assertDenied(authenticate(guarded), 401, "MCP_AUTH_TOKEN");
        assertDenied(authenticate(guarded, "Private-Token", CLIENT), 401, "MCP_AUTH_TOKEN");
        assertDenied(authenticate(guarded, "Authorization", bearer, "Authorization", bearer), 401, "MCP_AUTH_TOKEN");
    }

    @Test
    void toString_ofEveryOutcome_hidesTheTokens() {
        for (String header : List.of("Private-Token", "JOB-TOKEN")) {
            assertThat(authenticate(remote, header, TOKEN).toString()).doesNotContain(TOKEN);
        }
        assertThat(authenticate(remote, "Authorization", "Bearer " + TOKEN).toString())
                .doesNotContain(TOKEN);
        assertThat(authenticate(guarded, "Authorization", "Bearer " + CLIENT).toString())
                .doesNotContain(CLIENT)
                .doesNotContain(SERVER.token().reveal());
        assertThat(authenticate(guarded, "Authorization", "Bearer " + TOKEN).toString())
                .doesNotContain(TOKEN)
                .doesNotContain(CLIENT);
    }

    @ParameterizedTest
    @CsvSource({"auto, true, false", "auto, false, true", "true, true, true", "true, false, true", "false, true, false"
    })
    void isRemote_setting_decidesAndAutoFollowsTheServersToken(String setting, boolean hasToken, boolean expected) {
        assertThat(new AuthConfiguration(setting).isRemote(hasToken)).isEqualTo(expected);
    }

    private static void assertDenied(Authentication outcome, int status, String text) {
        assertThat(outcome).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.status()).isEqualTo(status);
            assertThat(denied.message()).contains(text).doesNotContain(TOKEN).doesNotContain(CLIENT);
        });
    }

    /** Names and values in turn; a name may come twice. */
    private static Authentication authenticate(Authenticator authenticator, String... headers) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            String[] one = {headers[i + 1]};
            all.merge(headers[i], Arrays.asList(one), (a, b) -> List.of(a.get(0), b.get(0)));
        }
        return authenticator.authenticate(name -> all.getOrDefault(name, List.of()), null);
    }
}
