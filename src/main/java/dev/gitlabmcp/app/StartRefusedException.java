package dev.gitlabmcp.app;

/** A setting that the server cannot start with; the message is one sentence that names it and the cure. */
final class StartRefusedException extends RuntimeException {

    StartRefusedException(String message) {
        super(message, null, false, false);
    }
}
