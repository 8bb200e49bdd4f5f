package dev.gitlabmcp.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * One call from its first request to its answer: attempts, redirects and what becomes of each answer. For one thread and
 * one use.
 */
final class Exchange<T> {
    private static final URI ROOT = URI.create("/");
    private static final Header ACCEPT_ENCODING = new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");

    private final PooledInstance pooled;
    private final Principal principal;
    private final GitLabRequest request;
    private final RunningCall call;
    private final GitLabClient.AnswerReader<T> reader;
    private final GitLabClientConfiguration configuration;
    private final RetryRule retryRule;
    private Hop hop;
    private int retriesDone;
    private int redirectsDone;

    Exchange(
            PooledInstance pooled,
            Principal principal,
            GitLabRequest request,
            RunningCall call,
            GitLabClient.AnswerReader<T> reader,
            GitLabClientConfiguration configuration) {
        this.pooled = pooled;
        this.principal = principal;
        this.request = request;
        this.call = call;
        this.reader = reader;
        this.configuration = configuration;
        this.retryRule = new RetryRule(configuration.retries());
        String target = pooled.instance().apiUrl().getRawPath() + request.requestTarget();
        this.hop = new Hop(pooled.host(), target, true);
    }

    /** Sends and reads, again where that is allowed and of use. */
    T run() {
        while (true) {
            HttpUriRequestBase attempt = newAttempt();
            call.begin(attempt);
            ClassicHttpResponse response;
            try {
                response = pooled.client().executeOpen(hop.host(), attempt, null);
            } catch (IOException e) {
                call.throwIfStopped();
                pauseAfter(NetworkFailure.of(e, pooled.instance(), responseTimeout()));
                continue;
            } catch (RuntimeException e) {
                // A request that is aborted between two steps of the HTTP client ends in an IllegalStateException.
                call.throwIfStopped();
                throw e;
            }
            long pause;
            try (ReceivedAnswer answer = received(response)) {
                int status = answer.status();
                if (status >= 200 && status < 300) {
                    return read(answer);
                }
                pause = nextStep(answer, status);
            }
            call.pause(pause);
        }
    }

    private HttpUriRequestBase newAttempt() {
        HttpUriRequestBase attempt = new HttpUriRequestBase(request.method().name(), ROOT);
        // The path as it is: going through java.net.URI would cost time and could change the encoding.
        attempt.setPath(hop.target());
        if (hop.home()) {
            Credentials credentials = principal.credentials();
            attempt.addHeader(new BasicHeader(credentials.headerName(), credentials.headerValue(), true));
        }
        attempt.addHeader(new BasicHeader(HttpHeaders.ACCEPT, request.accept()));
        attempt.addHeader(ACCEPT_ENCODING);
        byte[] json = request.json();
        if (json != null) {
            attempt.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        }
        return attempt;
    }

    private ReceivedAnswer received(ClassicHttpResponse response) {
        try {
            return new ReceivedAnswer(response, configuration.maxAnswer().toBytes());
        } catch (IOException e) {
            ReceivedAnswer.abandon(response);
            call.throwIfStopped();
            throw new GitLabException(new GitLabProblem.Unreadable("it is no proper HTTP"));
        } catch (RuntimeException e) {
            ReceivedAnswer.abandon(response);
            throw e;
        }
    }

    private T read(ReceivedAnswer answer) {
        try {
            return reader.read(answer);
        } catch (IOException e) {
            throwIfBroken(answer.body());
            throw new GitLabException(new GitLabProblem.Unreadable(reasonOf(e)));
        } catch (RuntimeException e) {
            throwIfBroken(answer.body());
            throw e;
        }
    }

    /** The true cause, where the reader's exception only follows from it. */
    private void throwIfBroken(AnswerBody body) {
        GitLabException tooLarge = body.tooLarge();
        if (tooLarge != null) {
            throw tooLarge;
        }
        call.throwIfStopped();
        IOException failure = body.failure();
        if (failure != null) {
            throw new GitLabException(
                    failure instanceof SocketTimeoutException
                            ? new GitLabProblem.TimedOut(responseTimeout())
                            : new GitLabProblem.Unreadable("it broke off or is damaged"));
        }
    }

    private static String reasonOf(IOException e) {
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            // The exception's own text would quote the answer.
            return "it is not the JSON expected, at line " + json.getLocation().getLineNr() + ", column "
                    + json.getLocation().getColumnNr();
        }
        return ErrorText.clean(String.valueOf(e.getMessage()), 300);
    }

    /** Follows a redirect, or says how many nanoseconds to wait before the next attempt. */
    private long nextStep(ReceivedAnswer answer, int status) {
        if (Hop.isRedirect(status)) {
            hop = nextHop(answer, status);
            return 0;
        }
        Duration askedFor = RetryRule.askedFor(answer);
        if (retryRule.allowsAfter(status, request.method(), retriesDone)) {
            long delay = retryRule.delay(askedFor, retriesDone);
            if (delay < call.remainingNanos()) {
                retriesDone++;
                return delay;
            }
        }
        throw new GitLabException(problemOf(answer, status, askedFor));
    }

    private Hop nextHop(ReceivedAnswer answer, int status) {
        if (!request.method().isSafe()) {
            throw refused(status, "GitLab redirects a request that would change something, which is not followed.");
        }
        if (redirectsDone++ == Hop.MAX_REDIRECTS) {
            throw refused(status, "GitLab redirects more than " + Hop.MAX_REDIRECTS + " times.");
        }
        return hop.follow(status, answer.headerOrNull(HttpHeaders.LOCATION), pooled.instance());
    }

    private void pauseAfter(NetworkFailure failure) {
        if (retryRule.allowsAfter(failure, request.method(), retriesDone)) {
            long delay = retryRule.delay(null, retriesDone);
            if (delay < call.remainingNanos()) {
                retriesDone++;
                call.pause(delay);
                return;
            }
        }
        throw new GitLabException(failure.problem());
    }

    private GitLabProblem problemOf(ReceivedAnswer answer, int status, @Nullable Duration askedFor) {
        ErrorBody said = ErrorBody.parse(answer.errorBody(), nameOf(status));
        String token = principal.credentials().token().reveal();
        String message = said.message().replace(token, "***");
        String requestId = answer.requestId().orElse(null);
        return status == 429
                ? new GitLabProblem.RateLimited(askedFor, message, requestId)
                : new GitLabProblem.Refused(status, message, requestId, said.missingScope());
    }

    private static String nameOf(int status) {
        String name = status > 599 ? null : EnglishReasonPhraseCatalog.INSTANCE.getReason(status, null);
        return name == null ? "HTTP status " + status : status + " " + name;
    }

    private static GitLabException refused(int status, String message) {
        return new GitLabException(new GitLabProblem.Refused(status, message, null, null));
    }

    private Duration responseTimeout() {
        return Duration.ofNanos(
                TimeUnit.MILLISECONDS.toNanos(configuration.responseTimeout().toMilliseconds()));
    }
}
