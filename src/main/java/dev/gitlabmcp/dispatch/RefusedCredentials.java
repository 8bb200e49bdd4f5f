package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.gitlab.GitLabProblem.Refused;
import dev.gitlabmcp.gitlab.KnownCredentials;
import dev.gitlabmcp.limit.FailedAuthentications;
import dev.gitlabmcp.session.SessionStore;
import org.jspecify.annotations.Nullable;

/** What follows when GitLab does not know a credential: its sessions end, and its address is noted. Thread-safe. */
public final class RefusedCredentials {
    private final KnownCredentials known;
    private final SessionStore sessions;
    private final FailedAuthentications failures;

    /** Draws these consequences from what is known. */
    public RefusedCredentials(KnownCredentials known, SessionStore sessions, FailedAuthentications failures) {
        this.known = known;
        this.sessions = sessions;
        this.failures = failures;
    }

    /** What GitLab said when it refused the caller's credential a moment ago; null when it did not. */
    @Nullable
    Refused recent(Inbound inbound) {
        return inbound.presented() ? known.recentRefusal(inbound.principal().id()) : null;
    }

    /** To be called when a request has been served. */
    void after(Inbound inbound) {
        if (recent(inbound) != null) {
            failures.recordRefused(inbound.address());
            sessions.endUnproven(inbound.principal().id(), "GitLab refuses the credential.");
        }
    }
}
