package dev.gitlabmcp.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a {@link Sandbox} is started with.
 *
 * @param port the port on 127.0.0.1, 0 to 65535; 0 takes any free one
 * @param clock tells the time of the world: the age of everything in it and the progress of its pipelines
 * @param queueTime how long a job of a new pipeline is pending; not negative
 * @param jobTime how long a job of a new pipeline runs; not negative
 * @param basePath where the instance lives below its host, such as {@code /gitlab}; empty for the root
 * @param tokens personal tokens of scope {@code api} and the names of their users, known instead of {@link SandboxTokens};
 *     empty for those
 * @param projects full paths, {@code group/project}, of further projects, which are empty and open to every user
 */
public record SandboxSettings(
        int port,
        Clock clock,
        Duration queueTime,
        Duration jobTime,
        String basePath,
        Map<String, String> tokens,
        List<String> projects) {
    /** Checks the ranges. */
    public SandboxSettings {
        Objects.requireNonNull(clock, "clock");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        }
        if (queueTime.isNegative() || jobTime.isNegative()) {
            throw new IllegalArgumentException("queueTime and jobTime must not be negative");
        }
        if (!basePath.isEmpty() && (!basePath.startsWith("/") || basePath.endsWith("/"))) {
            throw new IllegalArgumentException("basePath must begin with a slash and not end with one: " + basePath);
        }
        tokens = Map.copyOf(tokens);
        projects = List.copyOf(projects);
    }

    /** Settings with the system clock, one second in the queue and four seconds a job. */
    public static SandboxSettings onPort(int port) {
        return new SandboxSettings(
                port, Clock.systemUTC(), Duration.ofSeconds(1), Duration.ofSeconds(4), "", Map.of(), List.of());
    }

    /** The same settings with another clock. */
    public SandboxSettings withClock(Clock other) {
        return new SandboxSettings(port, other, queueTime, jobTime, basePath, tokens, projects);
    }

    /** The same settings with pipelines of another speed. */
    public SandboxSettings withPipelines(Duration queue, Duration job) {
        return new SandboxSettings(port, clock, queue, job, basePath, tokens, projects);
    }

    /** The same settings, below this path. */
    public SandboxSettings withBasePath(String path) {
        return new SandboxSettings(port, clock, queueTime, jobTime, path, tokens, projects);
    }

    /** The same settings with one more personal token of scope {@code api}. */
    public SandboxSettings withToken(String userName, String token) {
        Map<String, String> more = new HashMap<>(tokens);
        more.put(token, userName);
        return new SandboxSettings(port, clock, queueTime, jobTime, basePath, more, projects);
    }

    /** The same settings with one more project. */
    public SandboxSettings withProject(String fullPath) {
        List<String> more = new ArrayList<>(projects);
        more.add(fullPath);
        return new SandboxSettings(port, clock, queueTime, jobTime, basePath, tokens, more);
    }
}
