package dev.gitlabmcp.ops;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.setup.AdminFactory;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Who may use the admin port and what it offers, section {@code admin} of {@code config.yml}. It adds to what Dropwizard has
 * under that name ({@code healthChecks}, {@code tasks}); the password is no setting of the file but {@code ADMIN_PASSWORD}.
 */
public final class AdminConfiguration extends AdminFactory {
    @JsonProperty
    @NotNull
    @Pattern(regexp = "[^:\\p{Cntrl}]*", message = "must have no colon and no control characters (ADMIN_USERNAME)")
    private String username = "";

    @JsonProperty
    @NotNull
    private String allowedHosts = "";

    @JsonProperty
    private boolean allowUnauthenticated;

    @JsonProperty
    private boolean gcTask;

    /** {@code ADMIN_USERNAME}, the name of Basic authentication, without a colon (RFC 7617); empty for none. */
    public String username() {
        return username;
    }

    /**
     * {@code ADMIN_ALLOWED_HOSTS}, Host headers allowed, {@code host} or {@code host:port} separated by commas; empty for
     * loopback and the address listened on.
     */
    public String allowedHosts() {
        return allowedHosts;
    }

    /** {@code ADMIN_ALLOW_UNAUTHENTICATED}, whether the port may listen beyond loopback without a password. */
    public boolean allowUnauthenticated() {
        return allowUnauthenticated;
    }

    /** {@code ADMIN_GC_TASK}, whether there is a task that collects garbage, which holds everything up. */
    public boolean gcTask() {
        return gcTask;
    }
}
