package dev.gitlabmcp.transport;

import dev.gitlabmcp.auth.Authentication;
import dev.gitlabmcp.auth.Authentication.Standing;
import dev.gitlabmcp.auth.Authenticator;
import dev.gitlabmcp.auth.SessionClaim;
import dev.gitlabmcp.dispatch.Inbound;
import dev.gitlabmcp.dispatch.RequestRecord;
import dev.gitlabmcp.limit.AddressKey;
import dev.gitlabmcp.limit.Admission;
import dev.gitlabmcp.limit.Caller;
import dev.gitlabmcp.limit.Decision;
import dev.gitlabmcp.limit.FailedAuthentications;
import dev.gitlabmcp.limit.NewInstances;
import dev.gitlabmcp.limit.Over;
import dev.gitlabmcp.limit.RequestLimits;
import dev.gitlabmcp.protocol.McpHeaders;
import dev.gitlabmcp.session.Session;
import dev.gitlabmcp.session.SessionStore;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by a request's headers alone whether it may come in: who calls, for which instance, and whether that is within the
 * limits. Thread-safe.
 */
public final class Door {
    private static final Logger LOGGER = LoggerFactory.getLogger(Door.class);

    private final Authenticator authenticator;
    private final SessionStore sessions;
    private final Limits limits;
    private final LongAdder admitted = new LongAdder();
    private final LongAdder blocked = new LongAdder();
    private final LongAdder badInstances = new LongAdder();

    /** What is limited before a body is read. */
    public record Limits(RequestLimits requests, FailedAuthentications failures, NewInstances newInstances) {}

    /** Lets in whom the authenticator knows, within these limits. */
    public Door(Authenticator authenticator, SessionStore sessions, Limits limits) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.limits = limits;
    }

    /** Requests let in so far. */
    public long admitted() {
        return admitted.sum();
    }

    /** Requests refused with 429 so far. */
    public long rejected() {
        return limits.requests().rejectedMessages() + limits.newInstances().rejectedInstances() + blocked.sum();
    }

    /** Requests refused so far since too many credentials from their address were. */
    public long blocked() {
        return blocked.sum();
    }

    /** Requests so far that named an instance which cannot be called. */
    public long badInstances() {
        return badInstances.sum();
    }

    /**
     * Who calls, with the headers of MCP.
     *
     * @param sessionId the session, where something else than {@code Mcp-Session-Id} names it
     */
    Inbound enter(HttpServletRequest request, @Nullable String sessionId) {
        RequestRecord record = RequestRecords.of(request);
        record.arrived(request.getRemoteAddr(), RequestHeaders.trace(request));
        McpHeaders headers = RequestHeaders.mcp(request);
        String address = AddressKey.of(request.getRemoteAddr());
        Session session = session(headers, sessionId);
        Authentication authentication = authenticator.authenticate(
                name -> RequestHeaders.all(request, name),
                session == null ? null : new SessionClaim(session.owner(), session.target()));
        if (authentication instanceof Authentication.Denied denied) {
            LOGGER.debug("Refused a request of {}: {}", address, denied.message());
            record.refused(kind(denied.reason()));
            throw refusal(denied, address);
        }
        Authentication.Granted granted = (Authentication.Granted) authentication;
        Session own = session != null && session.owner().equals(granted.owner()) ? session : null;
        record.caller(granted.principal());
        if (own != null && granted.elsewhere()) {
            record.refused("other_instance");
            throw new RefusedException(
                    403,
                    "This session belongs to " + own.target()
                            + "; leave X-GitLab-API-URL out, or open another session for another instance.");
        }
        Standing standing = granted.standing();
        boolean proven = standing == Standing.PROVEN || standing == Standing.SHARED;
        Admission admission = admit(granted, proven, own == null ? null : own.id(), address);
        admitted.increment();
        return new Inbound(
                headers,
                granted.principal(),
                granted.presented(),
                address,
                admission,
                proven,
                RequestHeaders.narrowing(request),
                record);
    }

    private static String kind(Authentication.Reason reason) {
        return switch (reason) {
            case MISSING -> "missing_credential";
            case UNUSABLE -> "bad_credential";
            case BAD_INSTANCE -> "bad_instance";
        };
    }

    private RefusedException refusal(Authentication.Denied denied, String address) {
        switch (denied.reason()) {
            case MISSING -> limits.failures().recordMissing();
            case UNUSABLE -> {
                refuseIfBlocked(address);
                limits.failures().record(address);
            }
            case BAD_INSTANCE -> {
                badInstances.increment();
                admitInstance(address, "");
                LOGGER.info("Refused a request from {}: {}", address, denied.message());
            }
        }
        return new RefusedException(denied.status(), denied.message());
    }

    /** The session that a request names, whoever it belongs to. */
    private @Nullable Session session(McpHeaders headers, @Nullable String sessionId) {
        String id = sessionId != null || headers.claimsModern() ? sessionId : headers.sessionId();
        return id == null ? null : sessions.peek(id).orElse(null);
    }

    private Admission admit(Authentication.Granted granted, boolean proven, @Nullable String session, String address) {
        Standing standing = granted.standing();
        if (!proven) {
            refuseIfBlocked(address);
        }
        if (standing == Standing.NEWCOMER) {
            admitInstance(address, granted.target());
        }
        // Where all callers share the server's token, their addresses are all that tells them apart.
        String principal = standing == Standing.SHARED ? address : granted.owner();
        Decision decision = limits.requests().admit(new Caller(principal, proven, session, address));
        if (decision instanceof Over over) {
            LOGGER.debug("{} is over a limit: {}", address, over.message());
            throw tooMany(over);
        }
        return (Admission) decision;
    }

    private void admitInstance(String address, String target) {
        limits.newInstances().admit(address, target).ifPresent(over -> {
            LOGGER.debug("{} is over the limit of new instances", address);
            throw tooMany(over);
        });
    }

    private void refuseIfBlocked(String address) {
        limits.failures().blockedFor(address).ifPresent(wait -> {
            blocked.increment();
            LOGGER.debug("{} is over the limit of refused credentials", address);
            throw RefusedException.tooManyRequests(
                    "Rate limit exceeded: too many credentials from this address were refused; try again in "
                            + wait.toSeconds() + " s.",
                    wait.toSeconds());
        });
    }

    static RefusedException tooMany(Over over) {
        return RefusedException.tooManyRequests(over.message(), over.retryAfter());
    }
}
