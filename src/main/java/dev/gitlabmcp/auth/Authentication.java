package dev.gitlabmcp.auth;

import dev.gitlabmcp.gitlab.Principal;

/** The outcome of looking at a request's credential. */
public sealed interface Authentication {

    /**
     * The request may go on.
     *
     * @param presented whether the credential came with the request; false when the server's own is used
     */
    record Granted(Principal principal, boolean presented) implements Authentication {}

    /**
     * The request stops here.
     *
     * @param status 401 when there is no usable credential, 400 when there is more than one
     * @param message what is wrong and what would be right, without the credential
     */
    record Denied(int status, String message) implements Authentication {}
}
