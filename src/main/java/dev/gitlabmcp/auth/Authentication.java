package dev.gitlabmcp.auth;

import dev.gitlabmcp.gitlab.Principal;

/** The outcome of looking at a request's credential and the instance it is for. */
public sealed interface Authentication {

    /** What is known of a credential that is fit to be used. */
    enum Standing {
        /** The server's own token, which all callers share. */
        SHARED,
        /** GitLab has accepted it before. */
        PROVEN,
        /** GitLab has not been asked yet, or has refused it. */
        UNPROVEN,
        /** As {@link #UNPROVEN}, and for an instance that this server has no connections to yet. */
        NEWCOMER
    }

    /**
     * The request may go on.
     *
     * @param presented whether the credential came with the request; false when the server's own is used
     * @param elsewhere whether the request names another instance than its session's, which the principal is of
     */
    record Granted(Principal principal, boolean presented, Standing standing, boolean elsewhere)
            implements Authentication {

        /** Id of the principal. */
        public String owner() {
            return principal.id();
        }

        /** API URL of the instance. */
        public String target() {
            return principal.instance().toString();
        }
    }

    /** Why a request stops at the door. */
    enum Reason {
        /** It brings no credential. */
        MISSING,
        /** What it brings is no token, or more than one. */
        UNUSABLE,
        /** It names an instance that cannot be called. */
        BAD_INSTANCE
    }

    /**
     * The request stops here.
     *
     * @param status 401 when there is no usable credential, 400 when there is more than one or the instance cannot be used
     * @param message what is wrong and what would be right, without the credential
     */
    record Denied(int status, Reason reason, String message) implements Authentication {}
}
