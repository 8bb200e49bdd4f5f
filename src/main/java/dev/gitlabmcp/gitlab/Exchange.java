package dev.gitlabmcp.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gitlabmcp.gitlab.Breaker.Verdict;
import dev.gitlabmcp.gitlab.GitLabProblem.Refused;
import dev.gitlabmcp.limit.FairGate;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its first request to its answer: its turn, attempts, redirects and what becomes of each answer. For one
 * thread and one use.
 */
final class Exchange<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final URI ROOT = URI.create("/");
    private static final Header ACCEPT_ENCODING = new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");

    private final PooledInstance pooled;
    private final Principal principal;
    private final GitLabRequest request;
    private final RunningCall call;
    private final GitLabClient.AnswerReader<T> reader;
    private final GitLabClientConfiguration configuration;
    private final RetryRule retryRule;
    private final TracedAttempts traced = new TracedAttempts();
    private Hop hop;
    private int retriesDone;
    private int redirectsDone;
    private long pauseAfterFailure;
    private boolean entered;
    private Verdict verdict = Verdict.UNKNOWN;
    private boolean accepted;
    private @Nullable Refused credentialRefusal;

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
        String target = request.targetAt(pooled.instance());
        this.hop = new Hop(pooled.host(), target, true);
    }

    /** Sends and reads, again where that is allowed and of use. */
    T run() {
        try {
            while (true) {
                long pause;
                waitForTurn();
                try {
                    enterCircuit();
                    ClassicHttpResponse response = send();
                    if (response == null) {
                        pause = pauseAfterFailure;
                    } else {
                        try (ReceivedAnswer answer = received(response)) {
                            int status = answer.status();
                            if (status >= 200 && status < 300) {
                                T read = read(answer);
                                accepted = provesCredential();
                                return read;
                            }
                            pause = nextStep(answer, status);
                        }
                    }
                } finally {
                    traced.end();
                    pooled.gate().release();
                    pooled.budget().connectionIsIdle();
                }
                call.pause(pause);
            }
        } finally {
            if (entered) {
                pooled.breaker().exit(verdict);
            }
        }
    }

    /** Whether any request was sent, or tried to be. */
    boolean wasSent() {
        return entered;
    }

    /** Whether the answer shows that GitLab accepts the credential. */
    boolean credentialIsAccepted() {
        return accepted;
    }

    /** GitLab's refusal of the credential itself, if that is what it answered. */
    @Nullable
    Refused credentialRefusal() {
        return credentialRefusal;
    }

    /** Queues for one of the instance's connections. */
    private void waitForTurn() {
        FairGate gate = pooled.gate();
        if (gate.tryAcquire()) {
            return;
        }
        if (!entered && pooled.breaker().isOpen()) {
            throw pooled.breaker().refusal();
        }
        FairGate.Outcome outcome = gate.acquire(principal.id(), longestWait(), call::isStopped);
        if (outcome != FairGate.Outcome.ADMITTED) {
            throw refusedEntry(outcome, "connections to " + pooled.instance().label());
        }
    }

    /** Queues for one of all connections, having found that as many are open as may be. */
    private void waitForRoom() {
        boolean vouchedFor = pooled.isVouchedFor();
        FairGate.Outcome outcome = pooled.budget().await(vouchedFor, principal.id(), longestWait(), call::isStopped);
        if (outcome != FairGate.Outcome.ADMITTED) {
            throw refusedEntry(outcome, pooled.budget().scarcity(vouchedFor));
        }
    }

    private long longestWait() {
        return Math.min(
                TimeUnit.MILLISECONDS.toNanos(configuration.leaseTimeout().toMilliseconds()), call.remainingNanos());
    }

    private GitLabException refusedEntry(FairGate.Outcome outcome, String what) {
        call.checkDeadline(System.nanoTime());
        call.throwIfStopped();
        LOG.debug("No connection to {}: {}", pooled.instance().label(), outcome);
        return new GitLabException(new GitLabProblem.CapacityReached(
                outcome == FairGate.Outcome.FULL ? "places in the queue for " + what : what));
    }

    private void enterCircuit() {
        if (!entered) {
            pooled.breaker().enter();
            entered = true;
        }
    }

    /** The answer's head, or null where the request should be sent again after a pause. */
    private @Nullable ClassicHttpResponse send() {
        boolean own = isAtInstance();
        if (own) {
            verdict = Verdict.UNKNOWN;
        }
        while (true) {
            try {
                HttpUriRequestBase attempt = newAttempt();
                call.begin(attempt);
                ClassicHttpResponse response = pooled.client().execute(hop.host(), attempt);
                traced.answered(response.getCode());
                if (own) {
                    answered(response);
                    verdict = isGatewayError(response.getCode()) ? Verdict.FAILED : Verdict.ANSWERED;
                }
                return response;
            } catch (NoRoomException e) {
                traced.notSent();
                call.throwIfStopped();
            } catch (IOException e) {
                call.throwIfStopped();
                NetworkFailure failure = NetworkFailure.of(e, pooled.instance(), responseTimeout());
                traced.failed(failure.problem().kind());
                if (own && !(failure.problem() instanceof GitLabProblem.CapacityReached)) {
                    verdict = Verdict.FAILED;
                }
                pauseAfterFailure = pauseAfter(failure);
                return null;
            } catch (RuntimeException e) {
                // A request that is aborted between two steps of the HTTP client ends in an IllegalStateException.
                call.throwIfStopped();
                throw e;
            } finally {
                pooled.ledger().attemptIsOver();
            }
            waitForRoom();
        }
    }

    private void answered(ClassicHttpResponse response) {
        Header remaining = response.getFirstHeader("RateLimit-Remaining");
        pooled.traffic().answered(response.getCode(), remaining == null ? null : remaining.getValue());
    }

    /** Whether the request goes to the instance itself, so that its fate says something of it. */
    private boolean isAtInstance() {
        return hop.host().equals(pooled.host());
    }

    private static boolean isGatewayError(int status) {
        return status == 502 || status == 503 || status == 504;
    }

    /**
     * GitLab answers a wrong token with 401 everywhere, but ignores a wrong job token where it needs none, which is
     * everywhere but at https://docs.gitlab.com/api/jobs/#get-job-tokens-job.
     */
    private boolean provesCredential() {
        return hop.home() && (!(principal.credentials() instanceof Credentials.JobToken) || isJobOfToken());
    }

    private boolean isJobOfToken() {
        String target = request.requestTarget();
        return target.equals("/job") || target.startsWith("/job?");
    }

    private HttpUriRequestBase newAttempt() {
        HttpUriRequestBase attempt = new HttpUriRequestBase(request.method().name(), ROOT);
        // The path as it is: going through java.net.URI would cost time and could change the encoding.
        attempt.setPath(hop.target());
        traced.begin(attempt, hop, isAtInstance());
        if (hop.home()) {
            Credentials credentials = principal.credentials();
            attempt.addHeader(new BasicHeader(credentials.headerName(), credentials.headerValue(), true));
        }
        attempt.addHeader(new BasicHeader(HttpHeaders.ACCEPT, request.accept()));
        attempt.addHeader(ACCEPT_ENCODING);
        RequestBody body = request.body();
        if (body != null) {
            attempt.setEntity(new ByteArrayEntity(body.bytes(), contentType(body)));
        }
        return attempt;
    }

    private static ContentType contentType(RequestBody body) {
        return body.contentType().equals(RequestBody.JSON)
                ? ContentType.APPLICATION_JSON
                : ContentType.parse(body.contentType());
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
            if (isAtInstance()) {
                verdict = Verdict.FAILED;
            }
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
        if (retryRule.allowsAfter(status, request.isIdempotent(), retriesDone)) {
            long delay = retryRule.delay(askedFor, retriesDone);
            if (isWorthRetrying(delay)) {
                return retry(delay, "status " + status);
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
        Hop next = hop.follow(status, answer.headerOrNull(HttpHeaders.LOCATION), pooled.instance());
        if (!next.home()) {
            pooled.client().checkRedirect(next.host());
        }
        return next;
    }

    /** Nanoseconds to wait before the request is sent again. */
    private long pauseAfter(NetworkFailure failure) {
        if (retryRule.allowsAfter(failure, request.isIdempotent(), retriesDone)) {
            long delay = retryRule.delay(null, retriesDone);
            if (isWorthRetrying(delay)) {
                return retry(delay, failure.problem().kind());
            }
        }
        throw new GitLabException(failure.problem());
    }

    private long retry(long delay, String why) {
        retriesDone++;
        pooled.traffic().retried();
        String at = pooled.instance().label();
        LOG.debug("Attempt {} at {} follows in {} ms, after {}", retriesDone + 1, at, delay / 1_000_000, why);
        return delay;
    }

    private boolean isWorthRetrying(long delay) {
        return delay < call.remainingNanos() && !pooled.breaker().isOpen();
    }

    private GitLabProblem problemOf(ReceivedAnswer answer, int status, @Nullable Duration askedFor) {
        ErrorBody said = ErrorBody.parse(answer.errorBody(), nameOf(status));
        String token = principal.credentials().token().reveal();
        String message = said.message().replace(token, "***");
        String requestId = answer.requestId().orElse(null);
        if (status == 429) {
            return new GitLabProblem.RateLimited(askedFor, message, requestId);
        }
        Refused refused = new Refused(status, message, requestId, said.missingScope(), askedFor, said.unknownAddress());
        if (status == 401 && concernsCredential()) {
            credentialRefusal = refused;
        }
        return refused;
    }

    /**
     * Whether a 401 is about the token. GitLab also gives it to a merge that the user may not do, and to job tokens
     * wherever they are not taken.
     */
    private boolean concernsCredential() {
        return hop.home() && request.isSafe() && !(principal.credentials() instanceof Credentials.JobToken);
    }

    private static String nameOf(int status) {
        String name = status > 599 ? null : EnglishReasonPhraseCatalog.INSTANCE.getReason(status, null);
        return name == null ? "HTTP status " + status : status + " " + name;
    }

    private static GitLabException refused(int status, String message) {
        return new GitLabException(new Refused(status, message, null, null, null));
    }

    private Duration responseTimeout() {
        return Duration.ofNanos(
                TimeUnit.MILLISECONDS.toNanos(configuration.responseTimeout().toMilliseconds()));
    }
}
