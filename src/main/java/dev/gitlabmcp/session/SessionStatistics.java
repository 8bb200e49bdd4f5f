package dev.gitlabmcp.session;

/**
 * The sessions of this process in numbers, at about one moment.
 *
 * @param active alive now
 * @param total ever opened
 * @param expired ended because unused or old
 * @param displaced ended to make room for another
 * @param refused not opened because there was no room
 * @param authenticated alive now, and of principals whose credential GitLab has accepted
 * @param callsInFlight calls running in them now
 */
public record SessionStatistics(
        long active, long total, long expired, long displaced, long refused, long authenticated, long callsInFlight) {}
