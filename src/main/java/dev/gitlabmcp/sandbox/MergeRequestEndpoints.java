package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reading merge requests: lists, details, diffs, versions, commits, pipelines, approvals. */
final class MergeRequestEndpoints {
    private final Views views;

    MergeRequestEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        String single = "/projects/:id/merge_requests/:merge_request_iid";
        Route.Grant jobs = Route.Grant.JOB_TOKEN;
        return List.of(
                Route.of("GET", "/merge_requests", this::global),
                Route.of("GET", "/groups/:id/merge_requests", this::ofGroup),
                Route.of("GET", "/projects/:id/merge_requests", this::ofProject, jobs),
                Route.of("GET", single, this::get, jobs),
                Route.of("GET", single + "/diffs", this::diffs),
                Route.of("GET", single + "/raw_diffs", this::rawDiffs),
                Route.of("GET", single + "/changes", this::changes),
                Route.of("GET", single + "/versions", this::versions),
                Route.of("GET", single + "/versions/:version_id", this::version),
                Route.of("GET", single + "/commits", this::commits),
                Route.of("GET", single + "/pipelines", this::pipelines),
                Route.of("GET", single + "/approvals", this::approvals),
                Route.of("GET", single + "/closes_issues", this::closesIssues),
                Route.of("GET", single + "/participants", this::participants));
    }

    private SandboxResponse global(SandboxRequest request) {
        boolean archivedToo = !request.params().flag("non_archived");
        return page(
                request,
                request.world().visibleProjects(request.user()).filter(project -> archivedToo || !project.archived),
                true);
    }

    private SandboxResponse ofGroup(SandboxRequest request) {
        Namespace group = request.group();
        boolean archivedToo = Boolean.FALSE.equals(request.params().bool("non_archived"));
        return page(
                request,
                request.world()
                        .visibleProjects(request.userOrNull())
                        .filter(project -> project.namespace.within(group) && (archivedToo || !project.archived)),
                false);
    }

    private SandboxResponse ofProject(SandboxRequest request) {
        return page(request, Stream.of(request.project()), false);
    }

    private SandboxResponse page(SandboxRequest request, Stream<Project> projects, boolean ownByDefault) {
        Predicate<MergeRequest> own = filter(request.params());
        List<MergeRequest> found = IssuableFilter.apply(
                request,
                projects.flatMap(project -> project.mergeRequests.stream()).filter(own),
                ownByDefault);
        boolean simple = "simple".equals(request.params().choice("view", "simple"));
        boolean details = request.params().flag("with_labels_details");
        return Pages.offset(
                request,
                found,
                item -> simple ? views.mergeRequests.simple(item) : views.mergeRequests.listed(item, details));
    }

    private static Predicate<MergeRequest> filter(Params params) {
        String source = params.filled("source_branch");
        String target = params.filled("target_branch");
        String wip = params.choice("wip", "yes", "no");
        Boolean draft = wip == null ? params.bool("draft") : (Boolean) wip.equals("yes");
        Integer sourceProject = params.integer("source_project_id");
        Instant mergedAfter = params.instant("merged_after");
        Instant mergedBefore = params.instant("merged_before");
        String notReviewer = params.nested("not").filled("reviewer_username");
        return item -> (source == null || item.sourceBranch.equals(source))
                && (target == null || item.targetBranch.equals(target))
                && (draft == null || item.draft() == draft)
                && (sourceProject == null || item.project.id == sourceProject)
                && ProjectFilter.within(item.mergedAt, mergedAfter, mergedBefore)
                && peopleMatch(item, params)
                && (notReviewer == null
                        || item.reviewers.stream()
                                .noneMatch(user -> user.username().equals(notReviewer)));
    }

    private static boolean peopleMatch(MergeRequest item, Params params) {
        String reviewer = params.filled("reviewer_username");
        String reviewerId = params.filled("reviewer_id");
        Integer mergedById = params.integer("merge_user_id");
        String mergedBy = params.filled("merge_user_username");
        List<String> approvers = params.list("approved_by_usernames");
        List<Integer> approverIds = approvers == null ? numeric(params, "approved_by_ids") : null;
        return (reviewer == null
                        || item.reviewers.stream()
                                .anyMatch(user -> user.username().equals(reviewer)))
                && (reviewerId == null || reviewerMatches(item, reviewerId))
                && (mergedById == null || (item.mergeUser != null && item.mergeUser.id() == mergedById))
                && (mergedBy == null
                        || (item.mergeUser != null && item.mergeUser.username().equals(mergedBy)))
                && (approvers == null
                        || item.approvals.keySet().stream()
                                .map(User::username)
                                .toList()
                                .containsAll(approvers))
                && (approverIds == null
                        || item.approvals.keySet().stream()
                                .map(User::id)
                                .toList()
                                .containsAll(approverIds));
    }

    private static @Nullable List<Integer> numeric(Params params, String name) {
        String single = params.raw(name).isTextual() ? params.text(name) : null;
        return "Any".equalsIgnoreCase(single) || "None".equalsIgnoreCase(single) ? null : params.integers(name);
    }

    private static boolean reviewerMatches(MergeRequest item, String id) {
        if (id.equalsIgnoreCase("none")) {
            return item.reviewers.isEmpty();
        }
        return id.equalsIgnoreCase("any")
                ? !item.reviewers.isEmpty()
                : item.reviewers.stream()
                        .anyMatch(user -> Integer.toString(user.id()).equals(id));
    }

    static MergeRequest find(SandboxRequest request) {
        Project project = request.project();
        int iid = request.number("merge_request_iid");
        return project.mergeRequests.stream()
                .filter(item -> item.iid == iid)
                .findFirst()
                .orElseThrow(ApiError::recordNotFound);
    }

    private SandboxResponse get(SandboxRequest request) {
        MergeRequest item = find(request);
        Params params = request.params();
        ObjectNode json = views.mergeRequests.single(item, request.userOrNull());
        if (params.flag("render_html")) {
            json.put("title_html", html(item.title)).put("description_html", paragraphs(item.description));
        }
        if (params.flag("include_diverged_commits_count")) {
            json.put("diverged_commits_count", MergeActions.diverged(item));
        }
        if (params.flag("include_rebase_in_progress")) {
            json.put("rebase_in_progress", false);
        }
        return SandboxResponse.ok(json);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String paragraphs(@Nullable String text) {
        StringBuilder out = new StringBuilder();
        for (String paragraph : Objects.requireNonNullElse(text, "").split("\n\n", -1)) {
            if (!paragraph.isBlank()) {
                out.append("<p dir=\"auto\">").append(html(paragraph)).append("</p>\n");
            }
        }
        return out.toString().strip();
    }

    private SandboxResponse diffs(SandboxRequest request) {
        MergeRequest item = find(request);
        boolean unidiff = request.params().flag("unidiff");
        return Pages.offset(
                request, MergeActions.changes(item), change -> views.repository.diff(change, unidiff, false));
    }

    private SandboxResponse rawDiffs(SandboxRequest request) {
        StringBuilder out = new StringBuilder();
        for (FileChange change : MergeActions.changes(find(request))) {
            out.append("diff --git a/")
                    .append(change.oldPath())
                    .append(" b/")
                    .append(change.newPath())
                    .append('\n');
            JsonNode rendered = views.repository.diff(change, true, true);
            out.append(rendered.path("diff").asText());
        }
        return SandboxResponse.text(200, out.toString());
    }

    private SandboxResponse changes(SandboxRequest request) {
        MergeRequest item = find(request);
        boolean raw = request.params().flag("access_raw_diffs");
        boolean unidiff = request.params().flag("unidiff");
        List<FileChange> changes = MergeActions.changes(item);
        ObjectNode json = views.mergeRequests.single(item, request.userOrNull());
        json.set("changes", Json.array(changes, change -> views.repository.diff(change, unidiff, raw)));
        return SandboxResponse.ok(json.put("overflow", !raw && views.repository.overflows(changes)));
    }

    private SandboxResponse versions(SandboxRequest request) {
        MergeRequest item = find(request);
        List<MergeRequest.Version> newestFirst = item.versions.stream()
                .sorted(Comparator.comparing(MergeRequest.Version::id).reversed())
                .toList();
        return Pages.offset(request, newestFirst, version -> views.mergeRequests.version(item, version));
    }

    private SandboxResponse version(SandboxRequest request) {
        MergeRequest item = find(request);
        int id = request.number("version_id");
        boolean unidiff = request.params().flag("unidiff");
        MergeRequest.Version version = item.versions.stream()
                .filter(candidate -> candidate.id() == id)
                .findFirst()
                .orElseThrow(ApiError::recordNotFound);
        Commit base = MergeActions.commit(item, version.base());
        Commit head = MergeActions.commit(item, version.head());
        ObjectNode json = views.mergeRequests.version(item, version);
        json.set(
                "commits",
                Json.array(Repository.ahead(base, head), commit -> views.repository.commit(commit, item.project)));
        json.set(
                "diffs",
                Json.array(
                        FileChange.between(base.files, head.files),
                        change -> views.repository.diff(change, unidiff, false)));
        return SandboxResponse.ok(json);
    }

    private SandboxResponse commits(SandboxRequest request) {
        MergeRequest item = find(request);
        return Pages.offset(
                request, MergeActions.commits(item), commit -> views.repository.commit(commit, item.project));
    }

    private SandboxResponse pipelines(SandboxRequest request) {
        MergeRequest item = find(request);
        List<String> shas =
                MergeActions.commits(item).stream().map(commit -> commit.sha).toList();
        List<Pipeline> found = item.project.pipelines.stream()
                .filter(pipeline -> pipeline.ref.equals(item.sourceBranch) && shas.contains(pipeline.commit.sha))
                .sorted(Comparator.comparing((Pipeline pipeline) -> pipeline.id).reversed())
                .toList();
        return Pages.offset(request, found, views.pipelines::basic);
    }

    private SandboxResponse approvals(SandboxRequest request) {
        return SandboxResponse.ok(views.mergeRequests.approvals(find(request), request.userOrNull()));
    }

    private SandboxResponse closesIssues(SandboxRequest request) {
        List<Issue> issues = MergeActions.closes(find(request)).stream()
                .filter(issue -> request.world().canSee(request.userOrNull(), issue))
                .toList();
        return Pages.offset(request, issues, issue -> views.issues.listed(issue, request.userOrNull(), false));
    }

    private SandboxResponse participants(SandboxRequest request) {
        MergeRequest item = find(request);
        List<User> people = Stream.of(
                        Stream.of(item.author),
                        item.assignees.stream(),
                        item.reviewers.stream(),
                        item.notes().stream().map(note -> note.author))
                .flatMap(users -> users)
                .distinct()
                .toList();
        return Pages.offset(request, people, views.people::basic);
    }
}
