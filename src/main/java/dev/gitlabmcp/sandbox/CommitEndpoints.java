package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commits: lists, details, diffs, and writing several files at once. */
final class CommitEndpoints {
    private final Views views;

    CommitEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        String base = "/projects/:id/repository/commits";
        Route.Grant jobs = Route.Grant.JOB_TOKEN;
        return List.of(
                Route.of("GET", base, this::list, jobs),
                Route.of("POST", base, this::create),
                Route.of("GET", base + "/:sha", this::get, jobs),
                Route.of("GET", base + "/:sha/diff", this::diff),
                Route.of("GET", base + "/:sha/refs", this::refs),
                Route.of("GET", base + "/:sha/merge_requests", this::mergeRequests, jobs),
                Route.of("GET", base + "/:sha/statuses", this::statuses));
    }

    private SandboxResponse list(SandboxRequest request) {
        Project project = request.project();
        Params params = request.params();
        String ref = params.text("ref_name", "HEAD");
        Commit head = project.repository.resolve(ref);
        boolean all = params.flag("all");
        if (head == null && !all && !project.repository.empty()) {
            throw ApiError.notFound("Commit");
        }
        List<Commit> log = all || head == null
                ? project.repository.allLog()
                : params.flag("first_parent") ? Repository.firstParents(head) : Repository.log(head);
        String path = params.filled("path");
        String author = params.filled("author");
        Instant since = params.instant("since");
        Instant until = params.instant("until");
        params.choice("order", "default", "topo");
        List<Commit> found = log.stream()
                .filter(commit -> path == null || Repository.touches(commit, path))
                .filter(commit ->
                        author == null || (commit.authorName + " <" + commit.authorEmail + ">").contains(author))
                .filter(commit -> ProjectFilter.within(commit.createdAt, since, until))
                .toList();
        boolean stats = params.flag("with_stats");
        return Pages.uncounted(
                request,
                found,
                commit -> stats
                        ? views.repository.commitWithStats(commit, project)
                        : views.repository.commit(commit, project));
    }

    private static Commit find(SandboxRequest request, Project project) {
        return RepositoryEndpoints.commit(project, request.path("sha"), "Commit");
    }

    private SandboxResponse get(SandboxRequest request) {
        Project project = request.project();
        Commit commit = find(request, project);
        boolean stats = !Boolean.FALSE.equals(request.params().bool("stats"));
        return SandboxResponse.ok(detailed(commit, project, stats));
    }

    private ObjectNode detailed(Commit commit, Project project, boolean stats) {
        ObjectNode json =
                stats ? views.repository.commitWithStats(commit, project) : views.repository.commit(commit, project);
        Pipeline last = project.pipelines.stream()
                .filter(pipeline -> pipeline.commit.sha.equals(commit.sha))
                .max(Comparator.comparing(pipeline -> pipeline.id))
                .orElse(null);
        json.put("status", last == null ? null : last.status).put("project_id", project.id);
        json.set("last_pipeline", pipeline(last));
        return json;
    }

    private JsonNode pipeline(@Nullable Pipeline pipeline) {
        return pipeline == null ? NullNode.getInstance() : views.pipelines.basic(pipeline);
    }

    private SandboxResponse create(SandboxRequest request) {
        Project project = request.projectFor(World.DEVELOPER);
        request.params().require("branch", "commit_message", "actions");
        List<Params> actions = request.params().objects("actions");
        if (actions.isEmpty()) {
            throw ApiError.error(400, "actions is empty");
        }
        Commit commit = new CommitWriter(request, project).commit(actions);
        return SandboxResponse.created(detailed(commit, project, true));
    }

    private SandboxResponse diff(SandboxRequest request) {
        Project project = request.project();
        Commit commit = find(request, project);
        boolean unidiff = request.params().flag("unidiff");
        return Pages.offset(
                request,
                FileChange.between(commit.filesBefore(), commit.files),
                change -> views.repository.diff(change, unidiff, false));
    }

    private SandboxResponse refs(SandboxRequest request) {
        Project project = request.project();
        Commit commit = find(request, project);
        String type = request.params().choiceOr("all", "type", "branch", "tag", "all");
        List<ObjectNode> found = new ArrayList<>();
        project.repository.branches.forEach((name, head) -> {
            if (!type.equals("tag") && Repository.log(head).contains(commit)) {
                found.add(Json.object().put("type", "branch").put("name", name));
            }
        });
        project.repository.tags.forEach((name, tag) -> {
            if (!type.equals("branch") && Repository.log(tag.commit()).contains(commit)) {
                found.add(Json.object().put("type", "tag").put("name", name));
            }
        });
        return Pages.offset(request, found, JsonNode.class::cast);
    }

    private SandboxResponse mergeRequests(SandboxRequest request) {
        Project project = request.project();
        Commit commit = find(request, project);
        List<MergeRequest> found = project.mergeRequests.stream()
                .filter(item -> commit.sha.equals(item.mergeCommitSha)
                        || MergeActions.commits(item).contains(commit))
                .toList();
        return Pages.offset(request, found, item -> views.mergeRequests.listed(item, false));
    }

    private SandboxResponse statuses(SandboxRequest request) {
        Project project = request.project();
        Commit commit = find(request, project);
        List<Job> jobs = project.pipelines.stream()
                .filter(pipeline -> pipeline.commit.sha.equals(commit.sha))
                .flatMap(pipeline -> pipeline.current().stream())
                .toList();
        return Pages.offset(request, jobs, job -> {
            ObjectNode json = Json.object()
                    .put("id", job.id)
                    .put("sha", commit.sha)
                    .put("ref", job.pipeline.ref)
                    .put("status", job.status)
                    .put("name", job.spec.name())
                    .put("target_url", views.pipelines.job(job).path("web_url").asText())
                    .putNull("description")
                    .put("created_at", Json.time(job.createdAt))
                    .put("started_at", Json.time(job.startedAt))
                    .put("finished_at", Json.time(job.finishedAt))
                    .put("allow_failure", job.spec.allowFailure())
                    .put("coverage", job.coverage())
                    .put("pipeline_id", job.pipeline.id);
            json.set("author", views.people.basic(job.user));
            return json;
        });
    }
}
