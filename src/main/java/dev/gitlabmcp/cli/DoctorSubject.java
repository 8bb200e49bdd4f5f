package dev.gitlabmcp.cli;

import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.Network;
import dev.gitlabmcp.net.Secret;
import dev.gitlabmcp.net.TlsFiles;
import java.util.List;
import java.util.Optional;

/**
 * What of a configuration {@code doctor} looks at.
 *
 * @param tls the files of TLS; empty without TLS
 * @param listeners where MCP is served
 * @param allowedHosts the setting of that name
 * @param adminPort where the admin port listens; 0 for any
 * @param gitlab the operator's own instance
 * @param network the way to it
 * @param callers what callers would send, where the environment has a token for it
 */
public record DoctorSubject(
        Optional<TlsFiles> tls,
        List<Listener> listeners,
        String allowedHosts,
        int adminPort,
        GitLabInstance gitlab,
        Network network,
        Callers callers) {

    public DoctorSubject {
        listeners = List.copyOf(listeners);
    }

    /**
     * An address that is listened on.
     *
     * @param host as it is set; empty for every address
     * @param trustProxy whose headers it believes, as it is set
     */
    public record Listener(String host, int port, String trustProxy) {}

    /**
     * Who calls.
     *
     * @param gitlabToken the operator's, if there is one
     * @param bearer what clients send when they use that token
     * @param remote whether each request brings its own token
     */
    public record Callers(Optional<Secret> gitlabToken, Optional<Secret> bearer, boolean remote) {}
}
