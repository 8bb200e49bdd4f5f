package dev.gitlabmcp.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything the sandbox knows. Guarded by its own monitor: whoever answers a request holds it. */
final class World {
    static final int REPORTER = 20;
    static final int DEVELOPER = 30;
    static final int MAINTAINER = 40;
    static final int OWNER = 50;

    final List<User> users = new ArrayList<>();
    final List<Namespace> namespaces = new ArrayList<>();
    final List<Project> projects = new ArrayList<>();
    private final Map<String, Caller.Token> tokens = new LinkedHashMap<>();
    private final Map<String, Project> moved = new LinkedHashMap<>();
    private final Map<Kind, Integer> lastIds = new EnumMap<>(Kind.class);
    private final SandboxSettings settings;
    private final String baseUrl;
    private final String artifactsUrl;

    /** The kinds of things that count their ids separately. */
    enum Kind {
        ISSUE,
        MERGE_REQUEST,
        VERSION,
        NOTE,
        PIPELINE,
        JOB,
        LABEL,
        MILESTONE
    }

    World(SandboxSettings settings, String baseUrl, String artifactsUrl) {
        this.settings = settings;
        this.baseUrl = baseUrl;
        this.artifactsUrl = artifactsUrl;
    }

    Instant now() {
        return settings.clock().instant();
    }

    Duration queueTime() {
        return settings.queueTime();
    }

    Duration jobTime() {
        return settings.jobTime();
    }

    String baseUrl() {
        return baseUrl;
    }

    String apiUrl() {
        return baseUrl + "/api/v4";
    }

    /** The origin of the object storage. */
    String artifactsUrl() {
        return artifactsUrl;
    }

    int nextId(Kind kind) {
        return lastIds.merge(kind, 1, Integer::sum);
    }

    void startIds(Kind kind, int last) {
        lastIds.put(kind, last);
    }

    void addToken(Caller.Token token) {
        tokens.put(token.value(), token);
    }

    Caller.@Nullable Token token(String value) {
        return tokens.get(value);
    }

    void addMoved(String oldPath, Project project) {
        moved.put(oldPath, project);
    }

    /** The project that had this path before. */
    @Nullable
    Project movedProject(String oldPath) {
        return moved.get(oldPath);
    }

    User user(String username) {
        return users.stream()
                .filter(user -> user.username().equals(username))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no user " + username));
    }

    @Nullable
    User findUser(int id) {
        return users.stream().filter(user -> user.id() == id).findFirst().orElse(null);
    }

    @Nullable
    Project findProject(String idOrPath) {
        boolean number = idOrPath.matches("\\d{1,9}");
        return projects.stream()
                .filter(project -> number
                        ? project.id == Integer.parseInt(idOrPath)
                        : project.fullPath().equalsIgnoreCase(idOrPath))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Namespace findGroup(String idOrPath) {
        boolean number = idOrPath.matches("\\d{1,9}");
        return namespaces.stream()
                .filter(group -> !group.personal())
                .filter(group -> number
                        ? group.id == Integer.parseInt(idOrPath)
                        : group.fullPath().equalsIgnoreCase(idOrPath))
                .findFirst()
                .orElse(null);
    }

    /** 0 for strangers and anonymous callers. */
    int accessLevel(@Nullable User user, Project project) {
        return user == null ? 0 : project.accessLevel(user);
    }

    boolean canSee(@Nullable User user, Project project) {
        return switch (project.visibility) {
            case "public" -> true;
            case "internal" -> user != null;
            default -> accessLevel(user, project) > 0;
        };
    }

    boolean canSee(@Nullable User user, Namespace group) {
        return switch (group.visibility) {
            case "public" -> true;
            case "internal" -> user != null;
            default ->
                user != null
                        && (group.accessLevel(user) > 0
                                || projects.stream()
                                        .anyMatch(project ->
                                                project.namespace.within(group) && project.accessLevel(user) > 0));
        };
    }

    boolean canSee(@Nullable User user, Issue issue) {
        return !issue.confidential
                || accessLevel(user, issue.project) >= REPORTER
                || issue.author.equals(user)
                || issue.assignees.contains(user);
    }

    Stream<Project> visibleProjects(@Nullable User user) {
        return projects.stream().filter(project -> canSee(user, project));
    }

    /** Moves all pipelines on to the present. */
    void advance() {
        Instant now = now();
        for (Project project : projects) {
            for (Pipeline pipeline : project.pipelines) {
                if (!pipeline.complete()) {
                    pipeline.advance(now);
                }
            }
        }
        MergeActions.mergeWhatWaited(this);
    }
}
