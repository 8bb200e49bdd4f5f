package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** GitLab's basic search: instance, group and project. */
final class SearchEndpoints {
    private static final int CONTEXT_LINES = 2;
    private static final List<String> WIDE =
            List.of("projects", "issues", "work_items", "merge_requests", "milestones", "users");
    private static final List<String> NARROW =
            List.of("issues", "work_items", "merge_requests", "milestones", "users", "blobs", "commits", "notes");
    private static final List<String> KNOWN = List.of(
            "wiki_blobs",
            "blobs",
            "commits",
            "notes",
            "projects",
            "issues",
            "work_items",
            "merge_requests",
            "milestones",
            "snippet_titles",
            "users");

    private final Views views;

    SearchEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/search", this::global),
                Route.of("GET", "/groups/:id/search", this::ofGroup),
                Route.of("GET", "/groups/:id/-/search", this::ofGroup),
                Route.of("GET", "/projects/:id/search", this::ofProject),
                Route.of("GET", "/projects/:id/-/search", this::ofProject));
    }

    /** Where is searched, and for what. */
    private record Query(SandboxRequest request, String term, String scope, List<Project> projects) {
        <T> SandboxResponse page(List<T> rows, Function<? super T, JsonNode> renderer) {
            return Pages.offset(request, rows, renderer).with(Map.of("X-Search-Type", "basic"));
        }
    }

    private SandboxResponse global(SandboxRequest request) {
        User user = request.user();
        boolean archivedToo = request.params().flag("include_archived");
        List<Project> projects = request.world()
                .visibleProjects(user)
                .filter(project -> archivedToo || !project.archived)
                .toList();
        return search(request, WIDE, projects);
    }

    private SandboxResponse ofGroup(SandboxRequest request) {
        User user = request.user();
        Namespace group = request.group();
        List<Project> projects = request.world()
                .visibleProjects(user)
                .filter(project -> project.namespace.within(group))
                .toList();
        return search(request, WIDE, projects);
    }

    private SandboxResponse ofProject(SandboxRequest request) {
        request.user();
        return search(request, NARROW, List.of(request.project()));
    }

    private SandboxResponse search(SandboxRequest request, List<String> available, List<Project> projects) {
        Params params = request.params();
        params.require("scope", "search");
        String scope = params.choiceOr("", "scope", KNOWN.toArray(new String[0]));
        if (!available.contains(scope)) {
            throw ApiError.message(
                    400,
                    scope.equals("blobs")
                            ? "Scope supported only with advanced search or exact code search"
                            : "Scope supported only with advanced search");
        }
        Query query = new Query(request, params.text("search", ""), scope, projects);
        return switch (scope) {
            case "projects" -> projects(query);
            case "issues", "work_items" -> issues(query);
            case "merge_requests" -> mergeRequests(query);
            case "milestones" -> milestones(query);
            case "users" -> users(query);
            case "commits" -> commits(query);
            case "notes" -> notes(query);
            default -> blobs(query);
        };
    }

    private SandboxResponse projects(Query query) {
        List<Project> found = query.projects.stream()
                .filter(project ->
                        IssuableFilter.found(query.term, project.name, project.fullPath(), project.description))
                .toList();
        return query.page(found, views.projects::simple);
    }

    private SandboxResponse issues(Query query) {
        User user = query.request.user();
        String state = query.request.params().choiceOr("all", "state", "all", "opened", "closed", "merged");
        Boolean confidential = query.request.params().bool("confidential");
        List<Issue> found = query.projects.stream()
                .flatMap(project -> project.issues.stream())
                .filter(issue -> query.request.world().canSee(user, issue))
                .filter(issue -> state.equals("all") || issue.state.equals(state))
                .filter(issue -> confidential == null || issue.confidential == confidential)
                .filter(issue -> matches(query.term, issue))
                .toList();
        return query.page(found, issue -> views.issues.listed(issue, user, false));
    }

    private static boolean matches(String term, Issuable item) {
        return term.equals(item.mark() + item.iid) || IssuableFilter.found(term, item.title, item.description);
    }

    private SandboxResponse mergeRequests(Query query) {
        String state = query.request.params().choiceOr("all", "state", "all", "opened", "closed", "merged");
        List<MergeRequest> found = query.projects.stream()
                .flatMap(project -> project.mergeRequests.stream())
                .filter(item -> state.equals("all") || item.state.equals(state))
                .filter(item -> matches(query.term, item))
                .toList();
        return query.page(found, item -> views.mergeRequests.listed(item, false));
    }

    private SandboxResponse milestones(Query query) {
        List<Milestone> found = query.projects.stream()
                .flatMap(project -> project.milestones.stream())
                .filter(milestone -> IssuableFilter.found(query.term, milestone.title(), milestone.description()))
                .toList();
        return query.page(found, views.planning::milestone);
    }

    private SandboxResponse users(Query query) {
        List<User> found = query.request.world().users.stream()
                .filter(user -> MetaEndpoints.matches(user, query.term))
                .toList();
        return query.page(found, views.people::basic);
    }

    private SandboxResponse commits(Query query) {
        Project project = query.projects.get(0);
        Commit head = head(query, project);
        List<Commit> found = Repository.log(head).stream()
                .filter(commit -> commit.sha.startsWith(query.term) || IssuableFilter.found(query.term, commit.message))
                .toList();
        return query.page(found, commit -> {
            ObjectNode json = views.repository.commit(commit, project);
            return json.put("project_id", project.id);
        });
    }

    private SandboxResponse notes(Query query) {
        Project project = query.projects.get(0);
        boolean internalToo = query.request.world().accessLevel(query.request.userOrNull(), project) >= World.REPORTER;
        List<ObjectNode> found = new ArrayList<>();
        List<Issuable> parents = new ArrayList<>(project.issues);
        parents.addAll(project.mergeRequests);
        for (Issuable parent : parents) {
            boolean hidden =
                    parent instanceof Issue issue && !query.request.world().canSee(query.request.userOrNull(), issue);
            for (Note note : parent.notes()) {
                boolean readable = !hidden && !note.system && (internalToo || !note.internal);
                if (readable && IssuableFilter.found(query.term, note.body)) {
                    found.add(views.planning.note(note, parent));
                }
            }
        }
        return query.page(found, JsonNode.class::cast);
    }

    private static Commit head(Query query, Project project) {
        return RepositoryEndpoints.commit(project, query.request.params().text("ref", "HEAD"), "Commit");
    }

    private SandboxResponse blobs(Query query) {
        Project project = query.projects.get(0);
        String ref = query.request.params().text("ref", project.repository.defaultBranch());
        Commit head = head(query, project);
        BlobTerm term = BlobTerm.parse(query.term);
        List<ObjectNode> found = new ArrayList<>();
        head.files.forEach((path, entry) -> {
            int line = term.admits(path) && !entry.blob().binary() ? term.firstLine(path, entry.blob()) : -1;
            if (line >= 0) {
                found.add(render(project, ref, path, entry.blob(), line));
            }
        });
        return query.page(found, JsonNode.class::cast);
    }

    private static ObjectNode render(Project project, String ref, String path, Blob blob, int line) {
        List<String> lines = LineDiff.lines(blob.text());
        int from = Math.max(0, line - CONTEXT_LINES);
        int to = Math.min(lines.size(), line + CONTEXT_LINES + 1);
        int dot = path.lastIndexOf('.');
        return Json.object()
                .put("basename", dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path)
                .put("data", String.join("", lines.subList(from, to)))
                .put("path", path)
                .put("filename", path)
                .putNull("id")
                .put("ref", ref)
                .put("startline", from + 1)
                .put("project_id", project.id);
    }

    /** A term with the filters {@code filename:}, {@code path:} and {@code extension:}; stars are wildcards. */
    private record BlobTerm(String text, Map<String, String> filters) {
        static BlobTerm parse(String search) {
            Map<String, String> filters = new HashMap<>();
            List<String> words = new ArrayList<>();
            for (String word : search.strip().split("\\s+", -1)) {
                int colon = word.indexOf(':');
                String name = colon > 0 ? word.substring(0, colon) : "";
                if (List.of("filename", "path", "extension").contains(name)) {
                    filters.put(name, word.substring(colon + 1).toLowerCase(Locale.ROOT));
                } else {
                    words.add(word);
                }
            }
            return new BlobTerm(String.join(" ", words).toLowerCase(Locale.ROOT), filters);
        }

        boolean admits(String path) {
            String lower = path.toLowerCase(Locale.ROOT);
            return like(lower.substring(lower.lastIndexOf('/') + 1), filters.get("filename"), true)
                    && like(lower, filters.get("path"), true)
                    && like(lower.substring(lower.lastIndexOf('.') + 1), filters.get("extension"), false);
        }

        private static boolean like(String text, @Nullable String wanted, boolean part) {
            if (wanted == null) {
                return true;
            }
            String pattern = "\\Q" + wanted.replace("*", "\\E.*\\Q") + "\\E";
            return text.matches(part ? ".*" + pattern + ".*" : pattern);
        }

        /** The first line with the term; the first line of all for a file that matches by name; -1 for none. */
        int firstLine(String path, Blob blob) {
            List<String> lines = LineDiff.lines(blob.text());
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).toLowerCase(Locale.ROOT).contains(text)) {
                    return i;
                }
            }
            return path.toLowerCase(Locale.ROOT).contains(text) ? 0 : -1;
        }
    }
}
