package dev.gitlabmcp.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.gitlabmcp.auth.AuthConfiguration;
import dev.gitlabmcp.limit.LimitConfiguration;
import dev.gitlabmcp.ops.AdminConfiguration;
import dev.gitlabmcp.ops.MonitoringConfiguration;
import dev.gitlabmcp.ops.ShutdownConfiguration;
import dev.gitlabmcp.session.SessionConfiguration;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.trace.TracingConfiguration;
import dev.gitlabmcp.transport.TlsConfiguration;
import dev.gitlabmcp.transport.TransportConfiguration;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.AdminFactory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** The root of {@code config.yml}: Dropwizard's own sections, and one record per feature. */
public final class GitLabMcpConfiguration extends Configuration {

    @JsonProperty
    @Valid
    @NotNull
    private MonitoringConfiguration monitoring = MonitoringConfiguration.defaults();

    /** Whether requests are served on virtual threads. */
    public enum VirtualThreads {
        /** Where the Java runtime has them, from 21 on. */
        AUTO,
        ON,
        OFF
    }

    @JsonProperty
    @NotNull
    private VirtualThreads virtualThreads = VirtualThreads.AUTO;

    @JsonProperty
    @Valid
    @NotNull
    private TransportConfiguration mcp = TransportConfiguration.defaults();

    @JsonProperty
    @Valid
    @NotNull
    private TlsConfiguration tls = TlsConfiguration.defaults();

    @JsonProperty
    @Valid
    @NotNull
    private GitLabConfiguration gitlab = GitLabConfiguration.defaults();

    @JsonProperty
    @Valid
    @NotNull
    private AuthConfiguration auth = AuthConfiguration.defaults();

    @JsonProperty
    @Valid
    @NotNull
    private SessionConfiguration sessions = SessionConfiguration.defaults();

    @JsonProperty
    @Valid
    @NotNull
    private LimitConfiguration limits = LimitConfiguration.defaults();

    @JsonProperty
    @Valid
    @NotNull
    private ToolConfiguration tools = ToolConfiguration.defaults();

    @JsonProperty
    @Valid
    @NotNull
    private ShutdownConfiguration shutdown = ShutdownConfiguration.defaults();

    @JsonProperty
    @Valid
    @NotNull
    private TracingConfiguration tracing = TracingConfiguration.defaults();

    @Valid
    @NotNull
    private AdminConfiguration admin = new AdminConfiguration();

    /** Dropwizard's section of that name, with what is ours. */
    @Override
    @JsonProperty("admin")
    public AdminConfiguration getAdminFactory() {
        return admin;
    }

    /** Takes an {@link AdminConfiguration} alone. */
    @Override
    @JsonProperty("admin")
    @JsonDeserialize(as = AdminConfiguration.class)
    public void setAdminFactory(AdminFactory section) {
        admin = (AdminConfiguration) section;
    }

    /** Who may use the admin port. */
    public AdminConfiguration admin() {
        return admin;
    }

    /** Whether requests are served on virtual threads. */
    public VirtualThreads virtualThreads() {
        return virtualThreads;
    }

    /** The MCP endpoints. */
    public TransportConfiguration mcp() {
        return mcp;
    }

    /** TLS on the application port. */
    public TlsConfiguration tls() {
        return tls;
    }

    /** The GitLab instances and the connections to them. */
    public GitLabConfiguration gitlab() {
        return gitlab;
    }

    /** Who may call. */
    public AuthConfiguration auth() {
        return auth;
    }

    /** Sessions of legacy clients. */
    public SessionConfiguration sessions() {
        return sessions;
    }

    /** How many requests each caller may make. */
    public LimitConfiguration limits() {
        return limits;
    }

    /** How tools run. */
    public ToolConfiguration tools() {
        return tools;
    }

    /** What metrics tell. */
    public MonitoringConfiguration monitoring() {
        return monitoring;
    }

    /** Where traces go. */
    public TracingConfiguration tracing() {
        return tracing;
    }

    /** How the server stops. */
    public ShutdownConfiguration shutdown() {
        return shutdown;
    }
}
