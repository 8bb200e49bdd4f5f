package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Jobs: lists, details, logs, artifacts; play, retry, cancel. */
final class JobEndpoints {
    private static final int LONGEST_SLICE = 512_000;
    private static final List<String> SCOPES = List.of(
            "created",
            "waiting_for_resource",
            "preparing",
            "waiting_for_callback",
            "pending",
            "running",
            "success",
            "failed",
            "canceling",
            "canceled",
            "skipped",
            "manual",
            "scheduled");

    private final Views views;

    JobEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        String single = "/projects/:id/jobs/:job_id";
        return List.of(
                Route.of("GET", "/job", this::own, Route.Grant.JOB_TOKEN),
                Route.of("GET", "/projects/:id/jobs", this::ofProject, Route.Grant.JOB_TOKEN),
                Route.of("GET", "/projects/:id/pipelines/:pipeline_id/jobs", this::ofPipeline, Route.Grant.JOB_TOKEN),
                Route.of("GET", "/projects/:id/pipelines/:pipeline_id/bridges", this::bridges),
                Route.of("GET", "/projects/:id/pipelines/:pipeline_id/trigger_jobs", this::bridges),
                Route.of("GET", single, this::get),
                Route.of("GET", single + "/trace", this::trace),
                Route.of("GET", single + "/artifacts", this::artifacts, Route.Grant.JOB_TOKEN),
                Route.of("POST", single + "/play", this::play),
                Route.of("POST", single + "/retry", this::retry),
                Route.of("POST", single + "/cancel", this::cancel));
    }

    private SandboxResponse own(SandboxRequest request) {
        Caller.Token token = request.caller().token();
        Project project = token == null ? null : token.jobProject();
        request.user();
        if (project == null) {
            throw ApiError.notFound("Job");
        }
        return project.pipelines.stream()
                .flatMap(pipeline -> pipeline.current().stream())
                .filter(job -> job.status.equals("running") && job.user.equals(request.user()))
                .findFirst()
                .map(job -> SandboxResponse.ok(views.pipelines.ownJob(job)))
                .orElseThrow(() -> ApiError.notFound("Job"));
    }

    private SandboxResponse ofProject(SandboxRequest request) {
        request.user();
        Project project = request.project();
        String ref = request.params().filled("ref");
        return page(
                request,
                project.pipelines.stream()
                        .filter(pipeline -> ref == null || pipeline.ref.equals(ref))
                        .flatMap(pipeline -> pipeline.jobs.stream())
                        .filter(job -> !job.bridge()),
                false);
    }

    private SandboxResponse ofPipeline(SandboxRequest request) {
        Pipeline pipeline = PipelineEndpoints.find(request);
        boolean retried = request.params().flag("include_retried");
        return page(
                request, (retried ? pipeline.jobs : pipeline.current()).stream().filter(job -> !job.bridge()), true);
    }

    private SandboxResponse bridges(SandboxRequest request) {
        return page(request, PipelineEndpoints.find(request).current().stream().filter(Job::bridge), true);
    }

    private SandboxResponse page(SandboxRequest request, Stream<Job> jobs, boolean counted) {
        // A plain text is one status: this parameter is no comma-separated list.
        boolean single = request.params().raw("scope").isTextual();
        List<String> scope = single
                ? List.of(request.params().text("scope", ""))
                : request.params().list("scope");
        if (scope != null && !SCOPES.containsAll(scope)) {
            throw ApiError.error(400, "scope does not have a valid value");
        }
        Predicate<Job> wanted = job -> scope == null || scope.isEmpty() || scope.contains(job.status);
        List<Job> found = jobs.filter(wanted)
                .sorted(Comparator.comparing((Job job) -> job.id).reversed())
                .toList();
        return counted
                ? Pages.offset(request, found, this::render)
                : Pages.eitherUncounted(request, found, this::render, job -> Integer.toString(job.id));
    }

    private JsonNode render(Job job) {
        return views.pipelines.job(job);
    }

    private static Job find(SandboxRequest request) {
        request.user();
        Project project = request.project();
        int id = request.number("job_id");
        return project.pipelines.stream()
                .flatMap(pipeline -> pipeline.jobs.stream())
                .filter(job -> job.id == id)
                .findFirst()
                .orElseThrow(ApiError::recordNotFound);
    }

    /** The job when the caller may run it. */
    private static Job findFor(SandboxRequest request) {
        Job job = find(request);
        request.projectFor(World.DEVELOPER);
        return job;
    }

    private SandboxResponse get(SandboxRequest request) {
        return SandboxResponse.ok(views.pipelines.job(find(request)));
    }

    /** The log or, since 19.3, a slice of it. */
    private SandboxResponse trace(SandboxRequest request) {
        Job job = find(request);
        Integer offset = request.params().integer("byte_offset");
        Integer limit = request.params().integer("byte_limit");
        if (offset != null && offset < 0) {
            throw ApiError.error(400, "byte_offset does not have a valid value");
        }
        if (limit != null && (limit < 1 || limit > LONGEST_SLICE)) {
            throw ApiError.error(400, "byte_limit does not have a valid value");
        }
        byte[] log = JobLog.of(job, request.world().now());
        int from = Math.min(log.length, offset == null ? 0 : offset);
        int to = limit == null ? log.length : (int) Math.min(log.length, (long) from + limit);
        byte[] slice = from == 0 && to == log.length ? log : Arrays.copyOfRange(log, from, to);
        return SandboxResponse.bytes("text/plain", slice)
                .with("Content-Disposition", "infile; filename=\"" + job.id + ".log\"");
    }

    private SandboxResponse artifacts(SandboxRequest request) {
        Job job = find(request);
        if (!PipelineJson.hasArtifacts(job)) {
            throw ApiError.notFound();
        }
        String location = ArtifactStore.signedUrl(request.world(), job);
        return SandboxResponse.redirect(302, location, "This resource has been moved temporarily to " + location + ".");
    }

    private SandboxResponse play(SandboxRequest request) {
        Job job = findFor(request);
        if (!job.status.equals("manual")) {
            throw ApiError.message(400, "400 Bad request - Unplayable Job");
        }
        new Pipelines(request.world()).play(job);
        return SandboxResponse.ok(views.pipelines.job(job));
    }

    private SandboxResponse retry(SandboxRequest request) {
        Job job = findFor(request);
        boolean retryable = List.of("success", "failed", "canceled").contains(job.status);
        if (job.retried || !retryable) {
            throw ApiError.message(403, "403 Forbidden - Job is not retryable");
        }
        return SandboxResponse.created(views.pipelines.job(new Pipelines(request.world()).retry(job, request.user())));
    }

    private SandboxResponse cancel(SandboxRequest request) {
        Job job = findFor(request);
        new Pipelines(request.world()).cancel(job);
        return SandboxResponse.created(views.pipelines.job(job));
    }
}
