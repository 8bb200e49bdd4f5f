package dev.gitlabmcp.gitlab;

import dev.gitlabmcp.net.Secret;

/**
 * What a caller proves itself to GitLab with: https://docs.gitlab.com/api/rest/authentication/. The format is checked when
 * one is made, so that a token can never break a header; whether GitLab accepts it is another matter. Never prints the
 * token.
 */
public sealed interface Credentials {

    /** The token itself. */
    Secret token();

    /** The name of the request header that carries the token. */
    String headerName();

    /** The value of that header: the token, with its scheme where there is one. */
    String headerValue();

    /** Names this token at this instance without revealing it: SHA-256 over kind, instance and token, in Base64url. */
    default String fingerprint(GitLabInstance instance) {
        String text = headerName() + '\n' + instance + '\n' + token().reveal();
        return Fingerprint.of(text);
    }

    /**
     * A personal, project, group or impersonation token.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong, without the token
     */
    static Credentials privateToken(String token) {
        return new PrivateToken(Secret.of(token));
    }

    /**
     * A CI job's token, which reaches only some endpoints.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong, without the token
     */
    static Credentials jobToken(String token) {
        return new JobToken(Secret.of(token));
    }

    /**
     * An OAuth access token, or any token of {@link #privateToken}.
     *
     * @param token without the word {@code Bearer}
     * @throws IllegalArgumentException with a sentence that says what is wrong, without the token
     */
    static Credentials bearerToken(String token) {
        return new BearerToken(Secret.of(token));
    }

    /** Sent as {@code PRIVATE-TOKEN}. */
    record PrivateToken(Secret token) implements Credentials {
        public PrivateToken {
            TokenFormat.check(token);
        }

        @Override
        public String headerName() {
            return "PRIVATE-TOKEN";
        }

        @Override
        public String headerValue() {
            return token.reveal();
        }
    }

    /** Sent as {@code JOB-TOKEN}. */
    record JobToken(Secret token) implements Credentials {
        public JobToken {
            TokenFormat.check(token);
        }

        @Override
        public String headerName() {
            return "JOB-TOKEN";
        }

        @Override
        public String headerValue() {
            return token.reveal();
        }
    }

    /** Sent as {@code Authorization: Bearer}. */
    record BearerToken(Secret token) implements Credentials {
        public BearerToken {
            TokenFormat.check(token);
        }

        @Override
        public String headerName() {
            return "Authorization";
        }

        @Override
        public String headerValue() {
            return "Bearer " + token.reveal();
        }
    }
}
