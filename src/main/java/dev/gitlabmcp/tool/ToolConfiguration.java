package dev.gitlabmcp.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.concurrent.TimeUnit;

/**
 * How tools run, section {@code tools} of {@code config.yml}.
 *
 * @param callTimeout how long a call may take altogether, its retries and redirects included; tools that wait for something
 *     say a longer time themselves; 100 ms to 1 h
 * @param permissionMode "readonly": only tools that change nothing; "modify": none that delete; "full": all
 * @param readOnly as the mode "readonly", whatever {@code permissionMode} says
 * @param deniedTools tools whose name or an alias of it holds a match of this RE2 pattern are refused; empty for none
 * @param quickActions whether texts may hold lines that GitLab runs as quick actions, such as {@code /close}
 * @param allowedProjects ids, paths, host/id or host/path of the only projects that may be touched, with commas; empty for all
 * @param listing which tools are offered and listed
 */
public record ToolConfiguration(
        @JsonProperty
        @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
        @MaxDuration(value = 1, unit = TimeUnit.HOURS)
        Duration callTimeout,

        @JsonProperty @Pattern(regexp = "readonly|modify|full", message = "must be readonly, modify or full")
        String permissionMode,

        @JsonProperty Boolean readOnly,
        @JsonProperty String deniedTools,
        @JsonProperty Boolean quickActions,
        @JsonProperty String allowedProjects,
        @Valid @JsonProperty ListingConfiguration listing) {

    public ToolConfiguration {
        callTimeout = callTimeout == null ? Duration.milliseconds(60_000) : callTimeout;
        permissionMode = permissionMode == null ? "full" : permissionMode;
        readOnly = readOnly == null ? Boolean.FALSE : readOnly;
        deniedTools = deniedTools == null ? "" : deniedTools;
        quickActions = quickActions == null ? Boolean.FALSE : quickActions;
        allowedProjects = allowedProjects == null ? "" : allowedProjects;
        listing = listing == null ? ListingConfiguration.defaults() : listing;
    }

    /** The same with another listing. */
    public ToolConfiguration with(ListingConfiguration newListing) {
        return new ToolConfiguration(
                callTimeout, permissionMode, readOnly, deniedTools, quickActions, allowedProjects, newListing);
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static ToolConfiguration defaults() {
        return new ToolConfiguration(null, null, null, null, null, null, null);
    }
}
