package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.text;

import dev.gitlabmcp.tool.Param;

/** What deleting takes of both projects and groups, which GitLab only schedules at first. */
final class Deletion {
    static final Param<Boolean> PERMANENTLY_REMOVE =
            flag("permanently_remove", "At once, for good; only of what is scheduled.");
    static final Param<String> FULL_PATH = text("full_path", "Its path again, with permanently_remove.");

    private Deletion() {}
}
