package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Groups with their projects, subgroups, labels and milestones. */
final class GroupEndpoints {
    private final Views views;

    GroupEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/groups", this::list),
                Route.of("GET", "/groups/:id", this::get),
                Route.of("GET", "/groups/:id/projects", this::projects),
                Route.of("GET", "/groups/:id/subgroups", this::subgroups),
                Route.of("GET", "/groups/:id/labels", this::labels),
                Route.of("GET", "/groups/:id/milestones", this::milestones));
    }

    private SandboxResponse list(SandboxRequest request) {
        List<Namespace> all = request.world().namespaces.stream()
                .filter(group -> !group.personal())
                .toList();
        return page(request, all);
    }

    private SandboxResponse subgroups(SandboxRequest request) {
        Namespace parent = request.group();
        return page(
                request,
                request.world().namespaces.stream()
                        .filter(group -> group.parent == parent)
                        .toList());
    }

    private SandboxResponse page(SandboxRequest request, List<Namespace> groups) {
        Params params = request.params();
        User user = request.userOrNull();
        String search = params.text("search", "").toLowerCase(Locale.ROOT);
        String visibility = params.choice("visibility", "private", "internal", "public");
        Integer minimum = params.integer("min_access_level");
        List<Integer> skipped = params.integers("skip_groups");
        boolean ascending = params.choiceOr("asc", "sort", "asc", "desc").equals("asc");
        Comparator<Namespace> order = order(params.choiceOr("name", "order_by", "name", "path", "id", "similarity"));
        List<Namespace> found = groups.stream()
                .filter(group -> request.world().canSee(user, group))
                .filter(group -> (group.fullName() + " " + group.fullPath())
                        .toLowerCase(Locale.ROOT)
                        .contains(search))
                .filter(group -> visibility == null || group.visibility.equals(visibility))
                .filter(group -> !params.flag("top_level_only") || group.parent == null)
                .filter(group -> !params.flag("owned") || level(group, user) >= World.OWNER)
                .filter(group -> minimum == null || level(group, user) >= minimum)
                .filter(group -> !Boolean.FALSE.equals(params.bool("all_available")) || level(group, user) > 0)
                .filter(group -> skipped == null || !skipped.contains(group.id))
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Pages.offset(request, found, views.groups::listed);
    }

    private static int level(Namespace group, @Nullable User user) {
        return user == null ? 0 : group.accessLevel(user);
    }

    private static Comparator<Namespace> order(String orderBy) {
        return switch (orderBy) {
            case "path" -> Comparator.comparing((Namespace group) -> group.path);
            case "id" -> Comparator.comparing((Namespace group) -> group.id);
            default -> Comparator.comparing((Namespace group) -> group.name.toLowerCase(Locale.ROOT));
        };
    }

    private SandboxResponse get(SandboxRequest request) {
        boolean withProjects = !Boolean.FALSE.equals(request.params().bool("with_projects"));
        ObjectNode json = views.groups.detailed(request.group(), request.userOrNull(), withProjects);
        if (request.params().flag("with_custom_attributes")) {
            json.putArray("custom_attributes");
        }
        return SandboxResponse.ok(json);
    }

    private SandboxResponse projects(SandboxRequest request) {
        Namespace group = request.group();
        Params params = request.params();
        User user = request.userOrNull();
        boolean deep = params.flag("include_subgroups");
        List<Project> found = new ProjectFilter(request)
                .apply(request.world()
                        .visibleProjects(user)
                        .filter(project -> deep ? project.namespace.within(group) : project.namespace == group));
        return Pages.offset(request, found, project -> render(project, user, params.flag("simple")));
    }

    private JsonNode render(Project project, @Nullable User user, boolean simple) {
        return simple || user == null ? views.projects.simple(project) : views.projects.full(project, user);
    }

    private SandboxResponse labels(SandboxRequest request) {
        List<Label> found = new ArrayList<>();
        for (Namespace group = request.group(); group != null; group = group.parent) {
            found.addAll(group.labels);
        }
        String search = request.params().text("search", "").toLowerCase(Locale.ROOT);
        found.removeIf(label -> !label.name().toLowerCase(Locale.ROOT).contains(search));
        found.sort(Comparator.comparing(Label::name));
        return Pages.offset(request, found, label -> views.planning.label(label).put("subscribed", false));
    }

    private SandboxResponse milestones(SandboxRequest request) {
        Namespace group = request.group();
        return Pages.offset(
                request, ProjectEndpoints.filter(request.params(), group.milestones), views.planning::milestone);
    }
}
