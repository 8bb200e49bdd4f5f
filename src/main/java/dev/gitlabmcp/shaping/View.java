package dev.gitlabmcp.shaping;

import java.util.Set;

/**
 * How a caller wants to see a result.
 *
 * @param full everything GitLab says instead of the chosen fields
 * @param textOffset characters to skip at the front of each text that is longer than that; 0 or more
 * @param only the members to show instead of the chosen fields, by GitLab's names or those shown; empty for no choice
 * @param limits how large the result may get
 * @param next names the call that continues after a cut
 */
public record View(boolean full, int textOffset, Set<String> only, ResultLimits limits, NextCall next) {

    public View {
        only = Set.copyOf(only);
    }
}
