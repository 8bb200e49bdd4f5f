package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.gitlab.Fingerprint;

/** Names sessions in logs, without giving away their ids, which are secrets. Stateless. */
final class SessionLabel {
    private static final int LENGTH = 8;

    private SessionLabel() {}

    /** The first eight characters of the id's fingerprint. */
    static String of(String id) {
        return Fingerprint.of(id).substring(0, LENGTH);
    }
}
