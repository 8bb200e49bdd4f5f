package dev.gitlabmcp.cli;

/**
 * What one check found.
 *
 * @param check what was looked at, in a few words
 * @param says a sentence; where something is wrong, with the cure
 */
record Finding(Level level, String check, String says) {

    /** How it is, best first. */
    enum Level {
        OK,
        /** Could not be looked at. */
        SKIPPED,
        WARNING,
        FAILED
    }

    static Finding ok(String check, String says) {
        return new Finding(Level.OK, check, says);
    }

    static Finding skipped(String check, String says) {
        return new Finding(Level.SKIPPED, check, says);
    }

    static Finding warning(String check, String says) {
        return new Finding(Level.WARNING, check, says);
    }

    static Finding failed(String check, String says) {
        return new Finding(Level.FAILED, check, says);
    }
}
