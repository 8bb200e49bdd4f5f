package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pipelines: lists, details, variables, test reports; create, retry, cancel, delete. */
final class PipelineEndpoints {
    private static final String[] STATUSES = {
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
        "scheduled"
    };

    private final Views views;

    PipelineEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        String single = "/projects/:id/pipelines/:pipeline_id";
        return List.of(
                Route.of("GET", "/projects/:id/pipelines", this::list),
                Route.of("POST", "/projects/:id/pipeline", this::create),
                Route.of("GET", "/projects/:id/pipelines/latest", this::latest),
                Route.of("GET", single, this::get),
                Route.of("DELETE", single, this::delete),
                Route.of("GET", single + "/variables", this::variables),
                Route.of("GET", single + "/test_report_summary", this::testReportSummary),
                Route.of("GET", single + "/test_report", this::testReport),
                Route.of("POST", single + "/retry", this::retry),
                Route.of("POST", single + "/cancel", this::cancel));
    }

    private SandboxResponse list(SandboxRequest request) {
        Project project = request.project();
        Params params = request.params();
        String scope = params.choice("scope", "running", "pending", "finished", "branches", "tags");
        String status = params.choice("status", STATUSES);
        String orderBy = params.choiceOr("id", "order_by", "id", "status", "ref", "updated_at", "user_id");
        boolean ascending = params.choiceOr("desc", "sort", "asc", "desc").equals("asc");
        String ref = params.filled("ref");
        String sha = params.filled("sha");
        String source = params.filled("source");
        String username = params.filled("username");
        boolean broken = params.flag("yaml_errors") || params.filled("name") != null;
        Instant updatedAfter = params.instant("updated_after");
        Instant updatedBefore = params.instant("updated_before");
        Instant createdAfter = params.instant("created_after");
        Instant createdBefore = params.instant("created_before");
        Comparator<Pipeline> order = order(orderBy).thenComparing(pipeline -> pipeline.id);
        List<Pipeline> found = project.pipelines.stream()
                .filter(pipeline -> scope == null || inScope(project, pipeline, scope))
                .filter(pipeline -> status == null || pipeline.status.equals(status))
                .filter(pipeline -> ref == null || pipeline.ref.equals(ref))
                .filter(pipeline -> sha == null || pipeline.commit.sha.equals(sha))
                .filter(pipeline -> source == null || pipeline.source.equals(source))
                .filter(pipeline -> username == null || pipeline.user.username().equals(username))
                .filter(pipeline -> !broken)
                .filter(pipeline -> ProjectFilter.within(pipeline.updatedAt, updatedAfter, updatedBefore))
                .filter(pipeline -> ProjectFilter.within(pipeline.createdAt, createdAfter, createdBefore))
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Pages.offset(request, found, views.pipelines::listed);
    }

    private static boolean inScope(Project project, Pipeline pipeline, String scope) {
        return switch (scope) {
            case "finished" -> pipeline.complete();
            case "tags" -> pipeline.tag;
            case "branches" ->
                !pipeline.tag
                        && project.repository.branches.containsKey(pipeline.ref)
                        && project.pipelines.stream()
                                .noneMatch(other -> other.ref.equals(pipeline.ref) && other.id > pipeline.id);
            default -> pipeline.status.equals(scope);
        };
    }

    private static Comparator<Pipeline> order(String orderBy) {
        return switch (orderBy) {
            case "status" -> Comparator.comparing((Pipeline pipeline) -> pipeline.status);
            case "ref" -> Comparator.comparing((Pipeline pipeline) -> pipeline.ref);
            case "updated_at" -> Comparator.comparing((Pipeline pipeline) -> pipeline.updatedAt);
            case "user_id" -> Comparator.comparing((Pipeline pipeline) -> pipeline.user.id());
            default -> Comparator.comparing((Pipeline pipeline) -> pipeline.id);
        };
    }

    static Pipeline find(SandboxRequest request) {
        Project project = request.project();
        int id = request.number("pipeline_id");
        return project.pipelines.stream()
                .filter(pipeline -> pipeline.id == id)
                .findFirst()
                .orElseThrow(ApiError::recordNotFound);
    }

    /** The pipeline when the caller may change it. */
    private static Pipeline findFor(SandboxRequest request, int level) {
        Pipeline pipeline = find(request);
        request.projectFor(level);
        return pipeline;
    }

    private SandboxResponse get(SandboxRequest request) {
        return SandboxResponse.ok(views.pipelines.detailed(find(request)));
    }

    private SandboxResponse latest(SandboxRequest request) {
        Project project = request.project();
        String ref = request.params().text("ref", project.repository.defaultBranch());
        Commit commit = project.repository.resolve(ref);
        return project.pipelines.stream()
                .filter(pipeline ->
                        pipeline.ref.equals(ref) && commit != null && pipeline.commit.sha.equals(commit.sha))
                .max(Comparator.comparing(pipeline -> pipeline.id))
                .map(pipeline -> SandboxResponse.ok(views.pipelines.detailed(pipeline)))
                .orElseThrow(ApiError::forbidden);
    }

    /** Answers 400 when a pipeline for the ref would have no jobs. */
    static void checkRunnable(String ref, @Nullable Commit commit) {
        if (commit == null) {
            throw base("Reference not found");
        }
        CiConfig config;
        try {
            config = Pipelines.config(commit);
        } catch (IllegalArgumentException e) {
            throw base("Invalid configuration format");
        }
        if (config == null) {
            throw base("Missing CI config file");
        }
        if (config.jobsFor(ref).isEmpty()) {
            throw base("The resulting pipeline would have been empty. Review the rules configuration for the relevant "
                    + "jobs.");
        }
    }

    private static ApiError base(String problem) {
        return ApiError.invalid("base", problem);
    }

    private SandboxResponse create(SandboxRequest request) {
        Project project = request.projectFor(World.DEVELOPER);
        Params params = request.params();
        params.require("ref");
        String ref = params.required("ref");
        Commit commit = project.repository.branches.get(ref);
        Repository.Tag tag = project.repository.tags.get(ref);
        Commit head = commit == null && tag != null ? tag.commit() : commit;
        checkRunnable(ref, head);
        if (head == null) {
            throw ApiError.notFound();
        }
        Pipelines pipelines = new Pipelines(request.world());
        Pipeline pipeline = pipelines.create(
                project, ref, head, "api", request.user(), request.world().now(), pipelines.live());
        params.objects("variables")
                .forEach(variable -> pipeline.variables.put(variable.required("key"), variable.text("value", "")));
        return SandboxResponse.created(views.pipelines.detailed(pipeline));
    }

    private SandboxResponse delete(SandboxRequest request) {
        Pipeline pipeline = findFor(request, World.OWNER);
        IssueEndpoints.checkUnmodified(request, pipeline.updatedAt);
        pipeline.project.pipelines.remove(pipeline);
        return SandboxResponse.noContent();
    }

    private SandboxResponse variables(SandboxRequest request) {
        Pipeline pipeline = findFor(request, World.DEVELOPER);
        return SandboxResponse.ok(Json.array(
                pipeline.variables.entrySet(),
                entry -> Json.object()
                        .put("variable_type", "env_var")
                        .put("key", entry.getKey())
                        .put("value", entry.getValue())
                        .put("raw", false)));
    }

    private SandboxResponse testReportSummary(SandboxRequest request) {
        List<TestReport> reports = reports(find(request));
        ObjectNode total = Json.object()
                .put("time", seconds(reports))
                .put("count", total(reports))
                .put("success", total(reports) - failed(reports))
                .put("failed", failed(reports))
                .put("skipped", 0)
                .put("error", 0)
                .putNull("suite_error");
        ObjectNode json = Json.object();
        json.set("total", total);
        json.set("test_suites", Json.array(reports, report -> {
            ObjectNode suite = suite(report);
            suite.set("build_ids", Json.array().add(report.job().id));
            return suite.putNull("suite_error");
        }));
        return SandboxResponse.ok(json);
    }

    private SandboxResponse testReport(SandboxRequest request) {
        List<TestReport> reports = reports(find(request));
        ObjectNode json = counts(reports);
        json.set("test_suites", Json.array(reports, report -> {
            ObjectNode suite = suite(report).putNull("suite_error");
            suite.set("test_cases", report.cases());
            return suite;
        }));
        return SandboxResponse.ok(json);
    }

    private static List<TestReport> reports(Pipeline pipeline) {
        return pipeline.current().stream()
                .flatMap(job -> TestReport.of(job).stream())
                .toList();
    }

    private static ObjectNode suite(TestReport report) {
        ObjectNode suite = Json.object().put("name", report.job().spec.name());
        suite.setAll(counts(List.of(report)));
        return suite;
    }

    private static ObjectNode counts(List<TestReport> reports) {
        return Json.object()
                .put("total_time", seconds(reports))
                .put("total_count", total(reports))
                .put("success_count", total(reports) - failed(reports))
                .put("failed_count", failed(reports))
                .put("skipped_count", 0)
                .put("error_count", 0);
    }

    private static double seconds(List<TestReport> reports) {
        double sum = reports.stream().mapToDouble(TestReport::seconds).sum();
        return Math.round(sum * 1_000) / 1_000.0;
    }

    private static int total(List<TestReport> reports) {
        return reports.stream().mapToInt(TestReport::total).sum();
    }

    private static int failed(List<TestReport> reports) {
        return reports.stream().mapToInt(TestReport::failed).sum();
    }

    private SandboxResponse retry(SandboxRequest request) {
        Pipeline pipeline = findFor(request, World.DEVELOPER);
        new Pipelines(request.world()).retry(pipeline, request.user());
        return SandboxResponse.created(views.pipelines.detailed(pipeline));
    }

    private SandboxResponse cancel(SandboxRequest request) {
        Pipeline pipeline = findFor(request, World.DEVELOPER);
        new Pipelines(request.world()).cancel(pipeline);
        return SandboxResponse.ok(views.pipelines.detailed(pipeline));
    }
}
