package dev.gitlabmcp.tool;

/** A header, path or setting names a toolset or tool that does not exist. Expected, so without stack trace. */
public final class UnknownToolNameException extends RuntimeException {

    /** With a sentence that names it and what would be right. */
    UnknownToolNameException(String message) {
        super(message, null, false, false);
    }
}
