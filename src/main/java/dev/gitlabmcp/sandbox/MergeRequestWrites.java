package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Creating, changing, approving and merging merge requests. */
final class MergeRequestWrites {
    private final Views views;

    MergeRequestWrites(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        String single = "/projects/:id/merge_requests/:merge_request_iid";
        return List.of(
                Route.of("POST", "/projects/:id/merge_requests", this::create),
                Route.of("PUT", single, this::update),
                Route.of("DELETE", single, this::delete),
                Route.of("PUT", single + "/merge", this::merge),
                Route.of("POST", single + "/cancel_merge_when_pipeline_succeeds", this::cancelAutoMerge),
                Route.of("POST", single + "/approve", this::approve),
                Route.of("POST", single + "/unapprove", this::unapprove),
                Route.of("PUT", single + "/rebase", this::rebase),
                Route.of("POST", single + "/pipelines", this::createPipeline));
    }

    private SandboxResponse create(SandboxRequest request) {
        Project project = request.projectFor(World.DEVELOPER);
        Params params = request.params();
        params.require("title", "source_branch", "target_branch");
        String source = params.required("source_branch");
        String target = params.required("target_branch");
        IssuableWrites.checkTexts(params.text("title"), params.text("description"));
        checkBranches(project, source, target);
        World world = request.world();
        Instant now = world.now();
        MergeRequest item = new MergeRequest(
                world.nextId(World.Kind.MERGE_REQUEST),
                project.mergeRequests.size() + 1,
                project,
                request.user(),
                params.required("title"),
                now,
                source,
                target);
        apply(request, item);
        Commit head = Objects.requireNonNull(project.repository.branches.get(source));
        MergeActions.addVersion(world, item, head, now);
        project.mergeRequests.add(item);
        project.touched(now);
        return SandboxResponse.created(views.mergeRequests.single(item, request.user()));
    }

    private static void checkBranches(Project project, String source, String target) {
        if (source.equals(target)) {
            throw conflict(400, "You can't use same project/branch for source and target");
        }
        if (!project.repository.branches.containsKey(source)) {
            throw ApiError.invalid("source_branch", "does not exist");
        }
        if (!project.repository.branches.containsKey(target)) {
            throw ApiError.invalid("target_branch", "does not exist");
        }
        project.mergeRequests.stream()
                .filter(other -> MergeActions.open(other)
                        && other.sourceBranch.equals(source)
                        && other.targetBranch.equals(target))
                .findFirst()
                .ifPresent(other -> {
                    throw conflict(
                            409, "Another open merge request already exists for this source branch: !" + other.iid);
                });
    }

    private static ApiError conflict(int status, String sentence) {
        return ApiError.message(status, Json.array().add(sentence));
    }

    private static void apply(SandboxRequest request, MergeRequest item) {
        Params params = request.params();
        IssuableWrites writes = new IssuableWrites(request, item.project);
        writes.apply(item);
        List<User> reviewers = writes.people("reviewer_ids", "reviewer_id");
        if (reviewers != null) {
            IssuableWrites.replace(item.reviewers, reviewers);
        }
        Boolean squash = params.bool("squash");
        Boolean remove = params.bool("remove_source_branch");
        item.squash = squash == null ? item.squash : squash;
        item.forceRemoveSourceBranch = remove == null ? item.forceRemoveSourceBranch : remove;
    }

    private SandboxResponse update(SandboxRequest request) {
        MergeRequest item = MergeRequestEndpoints.find(request);
        User user = request.user();
        if (request.world().accessLevel(user, item.project) < World.DEVELOPER && !item.author.equals(user)) {
            throw ApiError.forbidden();
        }
        String target = request.params().filled("target_branch");
        if (target != null && !item.project.repository.branches.containsKey(target)) {
            throw ApiError.invalid("target_branch", "does not exist");
        }
        apply(request, item);
        Instant now = request.world().now();
        if (target != null && !target.equals(item.targetBranch)) {
            item.targetBranch = target;
            MergeActions.addVersion(request.world(), item, MergeActions.head(item), now);
        }
        new IssuableWrites(request, item.project).applyState(item, now);
        item.updatedAt = now;
        item.project.touched(now);
        return SandboxResponse.ok(views.mergeRequests.single(item, user));
    }

    private SandboxResponse delete(SandboxRequest request) {
        MergeRequest item = MergeRequestEndpoints.find(request);
        if (request.world().accessLevel(request.user(), item.project) < World.OWNER) {
            throw ApiError.forbidden();
        }
        IssueEndpoints.checkUnmodified(request, item.updatedAt);
        item.project.mergeRequests.remove(item);
        return SandboxResponse.noContent();
    }

    /** The refusals follow {@code lib/api/merge_requests.rb}: 401, 405, 409, 422. */
    private SandboxResponse merge(SandboxRequest request) {
        MergeRequest item = MergeRequestEndpoints.find(request);
        User user = request.user();
        Params params = request.params();
        if (request.world().accessLevel(user, item.project) < World.DEVELOPER) {
            throw ApiError.unauthorized();
        }
        boolean auto = params.flag("auto_merge") || params.flag("merge_when_pipeline_succeeds");
        Pipeline head = MergeActions.headPipeline(item);
        if (!MergeActions.open(item) || item.draft()) {
            throw ApiError.methodNotAllowed();
        }
        if (MergeActions.conflicts(item)) {
            throw ApiError.message(422, "Branch cannot be merged");
        }
        checkSha(params, item);
        Boolean squash = params.bool("squash");
        Boolean remove = params.bool("should_remove_source_branch");
        item.squash = squash == null ? item.squash : squash;
        item.forceRemoveSourceBranch = remove == null ? item.forceRemoveSourceBranch : remove;
        if (auto && head != null && !head.complete()) {
            item.autoMerge = true;
            item.mergeUser = user;
            item.updatedAt = request.world().now();
        } else {
            MergeActions.Options options = new MergeActions.Options(
                    params.filled("merge_commit_message"),
                    params.filled("squash_commit_message"),
                    item.squash,
                    item.forceRemoveSourceBranch);
            MergeActions.merge(request.world(), item, user, options);
        }
        return SandboxResponse.ok(views.mergeRequests.single(item, user));
    }

    private static void checkSha(Params params, MergeRequest item) {
        String sha = params.filled("sha");
        String head = item.latest().head();
        if (sha != null && !sha.equals(head)) {
            throw ApiError.message(409, "SHA does not match HEAD of source branch: " + head);
        }
    }

    private SandboxResponse cancelAutoMerge(SandboxRequest request) {
        MergeRequest item = MergeRequestEndpoints.find(request);
        if (request.world().accessLevel(request.user(), item.project) < World.DEVELOPER) {
            throw ApiError.unauthorized();
        }
        if (!item.autoMerge) {
            // GitLab answers with its service's result, whatever that says.
            return SandboxResponse.created(Json.object()
                    .put("status", "error")
                    .put("message", "Can't cancel the automatic merge")
                    .put("http_status", 406));
        }
        item.autoMerge = false;
        item.mergeUser = null;
        return SandboxResponse.created(Json.object().put("status", "success"));
    }

    private SandboxResponse approve(SandboxRequest request) {
        MergeRequest item = MergeRequestEndpoints.find(request);
        User user = request.user();
        if (request.world().accessLevel(user, item.project) < World.DEVELOPER) {
            throw ApiError.forbidden();
        }
        checkSha(request.params(), item);
        if (item.author.equals(user) || item.approvals.containsKey(user)) {
            throw ApiError.unauthorized();
        }
        item.approvals.put(user, request.world().now());
        return SandboxResponse.created(views.mergeRequests.approvals(item, user));
    }

    private SandboxResponse unapprove(SandboxRequest request) {
        MergeRequest item = MergeRequestEndpoints.find(request);
        User user = request.user();
        if (item.approvals.remove(user) == null) {
            throw ApiError.notFound();
        }
        return SandboxResponse.created(views.mergeRequests.approvals(item, user));
    }

    private SandboxResponse rebase(SandboxRequest request) {
        MergeRequest item = MergeRequestEndpoints.find(request);
        Project project = request.projectFor(World.DEVELOPER);
        Commit target = project.repository.branches.get(item.targetBranch);
        if (!MergeActions.open(item) || target == null) {
            throw ApiError.forbidden("Cannot push to source branch");
        }
        if (MergeActions.conflicts(item)) {
            throw ApiError.message(409, "Rebase locally, resolve all conflicts, then push the branch.");
        }
        if (MergeActions.diverged(item) > 0) {
            Commit head = MergeActions.head(item);
            ThreeWayMerge merged = ThreeWayMerge.of(MergeActions.base(item).files, target.files, head.files);
            Commit rebased = new Commit(
                    List.of(target),
                    head.message,
                    head.authorName,
                    head.authorEmail,
                    request.world().now(),
                    merged.files());
            MergeActions.push(request.world(), project, item.sourceBranch, rebased, request.user());
        }
        return SandboxResponse.json(202, Json.object().put("rebase_in_progress", true));
    }

    private SandboxResponse createPipeline(SandboxRequest request) {
        MergeRequest item = MergeRequestEndpoints.find(request);
        Project project = request.projectFor(World.DEVELOPER);
        PipelineEndpoints.checkRunnable(item.sourceBranch, MergeActions.head(item));
        Pipelines pipelines = new Pipelines(request.world());
        Pipeline pipeline = pipelines.create(
                project,
                item.sourceBranch,
                MergeActions.head(item),
                "merge_request_event",
                request.user(),
                request.world().now(),
                pipelines.live());
        ObjectNode json = views.pipelines.detailed(pipeline);
        return SandboxResponse.created(json);
    }
}
