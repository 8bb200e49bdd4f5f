package dev.gitlabmcp.session;

import dev.gitlabmcp.protocol.ProtocolVersion;
import java.util.List;
import java.util.Map;

/**
 * The sessions of this process by kind, at about one moment.
 *
 * @param active those alive now; kinds of which there are none are left out
 * @param ended how many have ended, by reason: {@code expired}, {@code displaced}, {@code client} for those that their client
 *     ended or whose connection it closed, {@code refused} for those whose credential GitLab refused
 * @param replayBytes what is kept for clients that reconnect
 */
public record SessionBreakdown(List<Active> active, Map<String, Long> ended, long replayBytes) {
    public SessionBreakdown {
        active = List.copyOf(active);
        ended = Map.copyOf(ended);
    }

    /**
     * Sessions of one kind.
     *
     * @param proven whether GitLab has accepted the credential
     */
    public record Active(ProtocolVersion version, boolean proven, long count) {}
}
