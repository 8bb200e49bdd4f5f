package dev.gitlabmcp.gitlab;

import java.io.IOException;

/** The forward proxy is not there, or does not let a request through; GitLab has seen nothing of it. */
final class ProxyFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /** A failure with a reason for the caller; one that is passing may be gone at the next attempt. */
    ProxyFailure(String reason, boolean passing) {
        super(reason);
        this.passing = passing;
    }

    /** What the proxy has to do with it. */
    static ProxyFailure ofStatus(int status) {
        if (status == 407) {
            return new ProxyFailure(
                    "the forward proxy refused this server (407); the user name or password in HTTP_PROXY or HTTPS_PROXY"
                            + " is missing or wrong",
                    false);
        }
        return new ProxyFailure(
                "the forward proxy did not open a connection to it (" + status + ")",
                status == 502 || status == 503 || status == 504);
    }

    /** What went wrong, as the end of a sentence. */
    String reason() {
        return String.valueOf(getMessage());
    }

    /** Whether the request may be sent once more. */
    boolean isPassing() {
        return passing;
    }
}
