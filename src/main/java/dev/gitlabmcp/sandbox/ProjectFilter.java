package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The filters and orders of the project lists. */
final class ProjectFilter {
    private final Params params;
    private final World world;
    private final @Nullable User user;

    ProjectFilter(SandboxRequest request) {
        this.params = request.params();
        this.world = request.world();
        this.user = request.userOrNull();
    }

    List<Project> apply(Stream<Project> projects) {
        boolean ascending = params.choiceOr("desc", "sort", "asc", "desc").equals("asc");
        Comparator<Project> order = order();
        return projects.filter(this::matches)
                .sorted(ascending ? order : order.reversed())
                .toList();
    }

    private boolean matches(Project project) {
        String visibility = params.choice("visibility", "private", "internal", "public");
        Boolean archived = params.bool("archived");
        Boolean active = params.bool("active");
        Integer minimum = params.integer("min_access_level");
        int level = world.accessLevel(user, project);
        return (visibility == null || project.visibility.equals(visibility))
                && (archived == null || project.archived == archived)
                && (active == null || project.archived != active)
                && (minimum == null || level >= minimum)
                && (!params.flag("membership") || level > 0)
                && (!params.flag("owned") || (user != null && user.equals(project.namespace.owner)))
                && (!params.flag("starred") || (user != null && project.starredBy.contains(user)))
                && (!params.flag("with_issues_enabled") || project.issuesEnabled)
                && !params.flag("imported")
                && matchesIds(project)
                && matchesTopics(project)
                && matchesTimes(project)
                && matchesSearch(project);
    }

    private boolean matchesIds(Project project) {
        Integer after = params.integer("id_after");
        Integer before = params.integer("id_before");
        return (after == null || project.id > after) && (before == null || project.id < before);
    }

    private boolean matchesTopics(Project project) {
        List<String> topics = params.list("topic");
        return topics == null || project.topics.containsAll(topics);
    }

    private boolean matchesTimes(Project project) {
        return within(
                        project.lastActivityAt,
                        params.instant("last_activity_after"),
                        params.instant("last_activity_before"))
                && within(project.lastActivityAt, params.instant("updated_after"), params.instant("updated_before"));
    }

    static boolean within(@Nullable Instant time, @Nullable Instant after, @Nullable Instant before) {
        if (after == null && before == null) {
            return true;
        }
        return time != null && (after == null || !time.isBefore(after)) && (before == null || !time.isAfter(before));
    }

    private boolean matchesSearch(Project project) {
        String search = params.filled("search");
        if (search == null) {
            return true;
        }
        String wanted = search.toLowerCase(Locale.ROOT);
        return Stream.of(
                        project.name,
                        project.path,
                        project.description,
                        params.flag("search_namespaces") ? project.fullPath() + " " + project.fullName() : "")
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private Comparator<Project> order() {
        String orderBy = params.choiceOr(
                "created_at",
                "order_by",
                "id",
                "name",
                "path",
                "created_at",
                "updated_at",
                "last_activity_at",
                "similarity",
                "star_count",
                "storage_size",
                "repository_size",
                "wiki_size",
                "packages_size");
        Comparator<Project> order = switch (orderBy) {
            case "id" -> Comparator.comparing((Project project) -> project.id);
            case "name", "similarity" ->
                Comparator.comparing((Project project) -> project.name.toLowerCase(Locale.ROOT));
            case "path" -> Comparator.comparing((Project project) -> project.path);
            case "updated_at", "last_activity_at" -> Comparator.comparing((Project project) -> project.lastActivityAt);
            case "star_count" -> Comparator.comparing((Project project) -> project.starredBy.size());
            default -> Comparator.comparing((Project project) -> project.createdAt);
        };
        return order.thenComparing(project -> project.id);
    }
}
