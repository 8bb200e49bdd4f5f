package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;

/** Projects, their labels and their milestones. */
final class ProjectEndpoints {
    private final Views views;

    ProjectEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/projects", this::list),
                Route.of("GET", "/projects/:id", this::get),
                Route.of("GET", "/projects/:id/languages", this::languages),
                Route.of("GET", "/projects/:id/labels", this::labels),
                Route.of("GET", "/projects/:id/milestones", this::milestones),
                Route.of("GET", "/projects/:id/milestones/:milestone_id", this::milestone),
                Route.of("GET", "/projects/:id/members", this::members),
                Route.of("GET", "/projects/:id/members/all", this::members));
    }

    private SandboxResponse list(SandboxRequest request) {
        Params params = request.params();
        if (params.flag("membership") || params.flag("owned") || params.flag("starred")) {
            request.user();
        }
        User user = request.userOrNull();
        List<Project> found = new ProjectFilter(request).apply(request.world().visibleProjects(user));
        Function<Project, JsonNode> renderer = project -> user == null || params.flag("simple")
                ? views.projects.simple(project)
                : statistics(request, views.projects.full(project, user), project);
        if (!"keyset".equals(params.text("pagination"))) {
            return Pages.either(request, found, renderer, project -> Integer.toString(project.id));
        }
        if (!"id".equals(params.text("order_by"))) {
            throw ApiError.error(405, "Keyset pagination is not yet available for this type of request");
        }
        String parameter = "asc".equals(params.text("sort")) ? "id_after" : "id_before";
        return Pages.keyset(request, found, renderer, parameter, project -> Integer.toString(project.id));
    }

    private SandboxResponse get(SandboxRequest request) {
        Project project = request.project();
        User user = request.userOrNull();
        ObjectNode json = user == null ? views.projects.simple(project) : views.projects.full(project, user);
        if (request.params().flag("license")) {
            views.projects.withLicense(json, project);
        }
        if (request.params().flag("with_custom_attributes")) {
            json.putArray("custom_attributes");
        }
        return SandboxResponse.ok(statistics(request, json, project));
    }

    private ObjectNode statistics(SandboxRequest request, ObjectNode json, Project project) {
        boolean mayRead = request.world().accessLevel(request.userOrNull(), project) >= World.REPORTER;
        boolean wanted = request.params().flag("statistics") && mayRead;
        return wanted ? views.projects.withStatistics(json, project) : json;
    }

    private SandboxResponse languages(SandboxRequest request) {
        Project project = request.project();
        Commit head = project.repository.resolve("HEAD");
        TreeMap<String, Long> sizes = new TreeMap<>();
        if (head != null) {
            head.files.forEach((path, file) -> {
                String language = language(path);
                if (!language.isEmpty()) {
                    sizes.merge(language, (long) file.blob().bytes().length, Long::sum);
                }
            });
        }
        double total =
                Math.max(1, sizes.values().stream().mapToLong(Long::longValue).sum());
        ObjectNode json = Json.object();
        sizes.entrySet().stream()
                .sorted((left, right) -> Long.compare(right.getValue(), left.getValue()))
                .forEach(entry -> json.put(entry.getKey(), Math.round(entry.getValue() * 10_000 / total) / 100.0));
        return SandboxResponse.ok(json);
    }

    private static String language(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "java" -> "Java";
            case "ts", "tsx" -> "TypeScript";
            case "sh" -> "Shell";
            case "css" -> "CSS";
            case "html" -> "HTML";
            case "py" -> "Python";
            default -> "";
        };
    }

    private SandboxResponse labels(SandboxRequest request) {
        Project project = request.project();
        Params params = request.params();
        String search = params.text("search", "").toLowerCase(Locale.ROOT);
        boolean counts = params.flag("with_counts");
        boolean inherited = !Boolean.FALSE.equals(params.bool("include_ancestor_groups"));
        List<Label> found = (inherited ? project.allLabels() : project.labels)
                .stream()
                        .filter(label -> (label.name() + " " + label.description())
                                .toLowerCase(Locale.ROOT)
                                .contains(search))
                        .sorted(Comparator.comparing(label -> label.name().toLowerCase(Locale.ROOT)))
                        .toList();
        return Pages.offset(request, found, label -> views.planning.projectLabel(label, project, counts));
    }

    private SandboxResponse milestones(SandboxRequest request) {
        Project project = request.project();
        Params params = request.params();
        boolean inherited = params.flag("include_ancestors") || params.flag("include_parent_milestones");
        List<Milestone> all = inherited ? project.allMilestones() : project.milestones;
        return Pages.offset(request, filter(params, all), views.planning::milestone);
    }

    /** The filters that project and group milestones share, newest due date last as GitLab has it. */
    static List<Milestone> filter(Params params, List<Milestone> milestones) {
        String state = params.choiceOr("all", "state", "active", "closed", "all");
        String title = params.filled("title");
        String search = params.text("search", "").toLowerCase(Locale.ROOT);
        List<Integer> iids = params.integers("iids");
        List<Milestone> found = new ArrayList<>(milestones.stream()
                .filter(milestone -> state.equals("all") || milestone.state().equals(state))
                .filter(milestone -> title == null || milestone.title().equals(title))
                .filter(milestone -> (milestone.title() + " " + milestone.description())
                        .toLowerCase(Locale.ROOT)
                        .contains(search))
                .filter(milestone -> iids == null || iids.contains(milestone.iid()))
                .filter(milestone -> ProjectFilter.within(
                        milestone.createdAt(), params.instant("updated_after"), params.instant("updated_before")))
                .toList());
        found.sort(Comparator.comparing((Milestone milestone) ->
                        milestone.dueDate() == null ? "9" : milestone.dueDate().toString())
                .thenComparing(Milestone::id));
        return found;
    }

    private SandboxResponse milestone(SandboxRequest request) {
        int id = request.number("milestone_id");
        return request.project().milestones.stream()
                .filter(milestone -> milestone.id() == id)
                .findFirst()
                .map(milestone -> SandboxResponse.ok(views.planning.milestone(milestone)))
                .orElseThrow(ApiError::recordNotFound);
    }

    private SandboxResponse members(SandboxRequest request) {
        Project project = request.project();
        boolean inherited = request.route().segments().contains("all");
        String query = request.params().text("query", "");
        List<User> found = request.world().users.stream()
                .filter(user -> inherited ? project.accessLevel(user) > 0 : project.members.containsKey(user))
                .filter(user -> MetaEndpoints.matches(user, query))
                .toList();
        return Pages.offset(request, found, user -> {
            ObjectNode json = (ObjectNode) views.people.basic(user);
            int level = inherited ? project.accessLevel(user) : project.members.getOrDefault(user, 0);
            json.put("access_level", level).put("created_at", Json.time(project.createdAt));
            json.set("created_by", views.people.basic(project.creator));
            return json.putNull("expires_at").put("membership_state", "active");
        });
    }
}
