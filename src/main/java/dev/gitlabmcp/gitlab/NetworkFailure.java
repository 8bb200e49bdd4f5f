package dev.gitlabmcp.gitlab;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * A request that got no answer at all, and why. The words name no resolved address: with caller-supplied URLs they would
 * map the operator's network for the caller.
 *
 * @param problem what the caller is told
 * @param retry who may send the request once more
 */
record NetworkFailure(GitLabProblem problem, Retry retry) {

    /** Which requests may be sent again after a failure. */
    enum Retry {
        /** The request never left, so any may. */
        ANY,
        /** The request may have arrived, so only idempotent ones may. */
        IDEMPOTENT,
        /** It would fail again, or nobody is waiting. */
        NONE
    }

    static NetworkFailure of(IOException e, GitLabInstance instance, Duration responseTimeout) {
        if (e instanceof ConnectionRequestTimeoutException) {
            String what = "connections to " + instance.label();
            return new NetworkFailure(new GitLabProblem.CapacityReached(what), Retry.NONE);
        }
        if (e instanceof ProxyFailure proxy) {
            return unreachable(instance, proxy.reason(), proxy.isPassing() ? Retry.ANY : Retry.NONE);
        }
        if (e instanceof ConnectTimeoutException) {
            return unreachable(instance, "the connection was not accepted in time", Retry.ANY);
        }
        if (e instanceof SocketTimeoutException) {
            return new NetworkFailure(new GitLabProblem.TimedOut(responseTimeout), Retry.NONE);
        }
        if (e instanceof NameLookups.TooSlow) {
            return unreachable(instance, "the host name was not found in time", Retry.ANY);
        }
        if (e instanceof UnknownHostException) {
            return unreachable(instance, "the host name is unknown", Retry.NONE);
        }
        if (e instanceof ConnectException) {
            return unreachable(instance, "the connection was refused", Retry.ANY);
        }
        if (e instanceof NoRouteToHostException) {
            return unreachable(instance, "there is no route to the host", Retry.ANY);
        }
        if (e instanceof SSLHandshakeException && e.getCause() instanceof EOFException) {
            return unreachable(instance, "the connection was lost during the TLS handshake", Retry.ANY);
        }
        if (e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException) {
            String reason = ErrorText.clean(String.valueOf(e.getMessage()), 300);
            return unreachable(instance, "TLS failed: " + reason, Retry.NONE);
        }
        if (e instanceof ClientProtocolException || e instanceof MessageConstraintException) {
            return new NetworkFailure(new GitLabProblem.Unreadable("it is no proper HTTP"), Retry.NONE);
        }
        return unreachable(instance, "the connection was lost before an answer came", Retry.IDEMPOTENT);
    }

    private static NetworkFailure unreachable(GitLabInstance instance, String reason, Retry retry) {
        return new NetworkFailure(new GitLabProblem.Unreachable(instance.label(), reason), retry);
    }
}
