package dev.gitlabmcp.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers at once for GitLab where a token is known to lack the scope for a change. Scopes are learned from what GitLab says
 * of the token itself and from its refusals; they never change during a token's life, so only tokens that hold nothing but
 * scopes known here are answered for. Thread-safe.
 *
 * @see <a href="https://docs.gitlab.com/user/profile/personal_access_tokens/#personal-access-token-scopes">Scopes</a>
 */
public final class TokenScopes implements GitLabClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SELF = "/personal_access_tokens/self";
    private static final String WRITES = "api";
    /** Scopes that never permit a change through the API, apart from the endpoints below. */
    private static final Set<String> NO_WRITES = Set.of(
            "read_api",
            "read_user",
            "read_repository",
            "write_repository",
            "read_registry",
            "write_registry",
            "read_virtual_registry",
            "read_service_ping",
            "create_runner",
            "manage_runner",
            "self_rotate",
            "openid",
            "profile",
            "email");
    /** Where another scope than {@code api} is enough for a change. */
    private static final List<String> OTHER_SCOPES = List.of(SELF, "/user/runners", "/runners", "/packages");

    private static final int MAX_KNOWN = 10_000;
    private static final int MAX_BODY = 64 * 1024;

    private final GitLabClient client;
    private final Cache<String, Boolean> readOnly = Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterWrite(Duration.ofMinutes(30))
            .build();

    /** That client with a memory for scopes. */
    public TokenScopes(GitLabClient client) {
        this.client = client;
    }

    @Override
    public <T> T call(
            Principal principal, GitLabRequest request, Duration timeout, CancelSignal cancel, AnswerReader<T> reader) {
        boolean needsApi = !request.isSafe()
                && OTHER_SCOPES.stream().noneMatch(request.requestTarget()::startsWith)
                && !request.requestTarget().contains("/packages/")
                // A token in the body decides there.
                && !request.requestTarget().contains("/trigger/pipeline");
        if (needsApi && readOnly.getIfPresent(principal.id()) != null) {
            throw new GitLabException(new GitLabProblem.Refused(
                    403, "The request requires higher privileges than the token has", null, WRITES, null));
        }
        try {
            boolean self =
                    request.requestTarget().equals(SELF) && request.method().isSafe();
            return client.call(
                    principal, request, timeout, cancel, self ? answer -> learn(principal, answer, reader) : reader);
        } catch (GitLabException e) {
            if (needsApi && e.problem() instanceof GitLabProblem.Refused refused && lacksApi(refused)) {
                readOnly.put(principal.id(), true);
            }
            throw e;
        }
    }

    private static boolean lacksApi(GitLabProblem.Refused refused) {
        return refused.status() == 403
                && refused.missingScope() != null
                && List.of(refused.missingScope().split("[ ,]+")).contains(WRITES);
    }

    private <T> T learn(Principal principal, GitLabAnswer answer, AnswerReader<T> reader) throws IOException {
        byte[] body = answer.body().readNBytes(MAX_BODY);
        Set<String> held = new HashSet<>();
        try {
            JSON.readTree(body).path("scopes").forEach(scope -> held.add(scope.asText()));
        } catch (JsonProcessingException e) {
            // Whoever asked says so; nothing is learned from it.
            held.clear();
        }
        if (!held.isEmpty() && NO_WRITES.containsAll(held)) {
            readOnly.put(principal.id(), true);
        }
        return reader.read(new Copied(answer, body));
    }

    /** An answer whose body was read already. */
    private static final class Copied implements GitLabAnswer {
        private final GitLabAnswer answer;
        private final byte[] content;
        private final InputStream body;

        Copied(GitLabAnswer answer, byte[] content) {
            this.answer = answer;
            this.content = content;
            this.body = new ByteArrayInputStream(content);
        }

        @Override
        public int status() {
            return answer.status();
        }

        @Override
        public Optional<String> header(String name) {
            return answer.header(name);
        }

        @Override
        public InputStream body() {
            return body;
        }

        @Override
        public long contentLength() {
            return content.length;
        }
    }
}
