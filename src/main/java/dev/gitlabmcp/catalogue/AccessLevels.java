package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.clearableDate;
import static dev.gitlabmcp.tool.Params.integer;

import dev.gitlabmcp.tool.Param;

/** The parameters that give, change or ask for a role: https://docs.gitlab.com/api/access_requests/ */
final class AccessLevels {
    static final String ROLES =
            "10 guest, 15 planner, 20 reporter, 25 security manager, 30 developer, 40 maintainer, 50 owner.";

    /** A role as GitLab's bodies take it: its number. */
    static final Param<Integer> ACCESS_LEVEL =
            integer("access_level", ROLES).min(5).max(50);

    static final Param<Integer> GROUP_ACCESS =
            integer("group_access", ROLES).min(10).max(50).required();

    /** A filter for what one may do oneself. */
    static final Param<String> MIN_ACCESS_LEVEL =
            choice("min_access_level", "One's role at least: " + ROLES, "10", "15", "20", "25", "30", "40", "50");

    static final Param<String> EXPIRES_AT = clearableDate("expires_at", "Last day, YYYY-MM-DD; \"\" for none.");
    static final Param<Long> MEMBER_ROLE_ID =
            bigInteger("member_role_id", "Custom role (Ultimate).").unlisted();

    private AccessLevels() {}
}
