package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Pipelines, jobs and bridges on the wire. */
final class PipelineJson {
    private static final Map<String, String> TEXTS = Map.of("success", "Passed");

    private final World world;
    private final PeopleJson people;
    private final RepositoryJson repository;
    private final ProjectJson projects;

    PipelineJson(World world, PeopleJson people, RepositoryJson repository, ProjectJson projects) {
        this.world = world;
        this.people = people;
        this.repository = repository;
        this.projects = projects;
    }

    ObjectNode basic(Pipeline pipeline) {
        return Json.object()
                .put("id", pipeline.id)
                .put("iid", pipeline.iid)
                .put("project_id", pipeline.project.id)
                .put("sha", pipeline.commit.sha)
                .put("ref", pipeline.ref)
                .put("status", pipeline.status)
                .put("source", pipeline.source)
                .put("created_at", Json.time(pipeline.createdAt))
                .put("updated_at", Json.time(pipeline.updatedAt))
                .put("web_url", world.baseUrl() + path(pipeline));
    }

    /** A pipeline in a list, which since 16.x has its name as well. */
    ObjectNode listed(Pipeline pipeline) {
        return basic(pipeline).putNull("name");
    }

    ObjectNode detailed(Pipeline pipeline) {
        ObjectNode json = basic(pipeline)
                .put(
                        "before_sha",
                        pipeline.commit.parents.isEmpty() ? "0".repeat(40) : pipeline.commit.parents.get(0).sha)
                .put("tag", pipeline.tag)
                .putNull("yaml_errors");
        json.set("user", people.basic(pipeline.user));
        Instant started = pipeline.startedAt;
        json.put("started_at", Json.time(started))
                .put("finished_at", Json.time(pipeline.finishedAt))
                .putNull("committed_at")
                .put("duration", pipeline.duration())
                .put(
                        "queued_duration",
                        started == null
                                ? null
                                : (Long) Duration.between(pipeline.createdAt, started)
                                        .toSeconds())
                .put("coverage", pipeline.coverage);
        json.set("detailed_status", detailedStatus(pipeline));
        return json.put("archived", false).putNull("name");
    }

    private ObjectNode detailedStatus(Pipeline pipeline) {
        String status = pipeline.status;
        String text = Character.toUpperCase(status.charAt(0)) + status.substring(1);
        return Json.object()
                .put("icon", "status_" + status)
                .put("text", TEXTS.getOrDefault(status, text))
                .put("label", status.equals("success") ? "passed" : status)
                .put("group", status)
                .put("tooltip", status.equals("success") ? "passed" : status)
                .put("has_details", true)
                .put("details_path", path(pipeline))
                .putNull("illustration")
                .put("favicon", "/assets/ci_favicons/favicon_status_" + status + ".png");
    }

    private static String path(Pipeline pipeline) {
        return "/" + pipeline.project.fullPath() + "/-/pipelines/" + pipeline.id;
    }

    /** {@code API::Entities::Ci::Job}, or {@code Ci::Bridge} for a bridge. */
    ObjectNode job(Job job) {
        Instant now = world.now();
        Pipeline pipeline = job.pipeline;
        ObjectNode json = Json.object()
                .put("id", job.id)
                .put("status", job.status)
                .put("stage", job.spec.stage())
                .put("name", job.spec.name())
                .put("ref", pipeline.ref)
                .put("tag", pipeline.tag)
                .put("coverage", job.coverage())
                .put("allow_failure", job.spec.allowFailure())
                .put("created_at", Json.time(job.createdAt))
                .put("started_at", Json.time(job.startedAt))
                .put("finished_at", Json.time(job.finishedAt))
                .putNull("erased_at")
                .put("duration", job.duration(now))
                .put("queued_duration", job.queuedDuration());
        json.set("user", people.detailed(job.user));
        json.set("commit", repository.commit(pipeline.commit, pipeline.project));
        json.set("pipeline", basic(pipeline));
        if (job.status.equals("failed")) {
            json.put("failure_reason", "script_failure");
        }
        json.put("web_url", world.baseUrl() + "/" + pipeline.project.fullPath() + "/-/jobs/" + job.id);
        json.putObject("project").put("ci_job_token_scope_enabled", false);
        if (job.bridge()) {
            Pipeline downstream = job.downstream;
            json.set("downstream_pipeline", downstream == null ? null : basic(downstream));
            return json;
        }
        addArtifacts(json, job);
        addRunner(json, job);
        return json;
    }

    private static void addArtifacts(ObjectNode json, Job job) {
        ArrayNode files = Json.array();
        if (hasArtifacts(job)) {
            json.putObject("artifacts_file")
                    .put("filename", "artifacts.zip")
                    .put("size", ArtifactStore.archive(job).length);
            files.add(file("archive", ArtifactStore.archive(job).length, "artifacts.zip", "zip"));
            files.add(file("metadata", 157, "metadata.gz", "gzip"));
        }
        if (job.startedAt != null && job.finishedAt != null) {
            files.add(file("trace", JobLog.of(job, job.finishedAt).length, "job.log", "raw"));
        }
        json.set("artifacts", files);
    }

    private static ObjectNode file(String type, int size, String name, String format) {
        return Json.object()
                .put("file_type", type)
                .put("size", size)
                .put("filename", name)
                .put("file_format", format);
    }

    static boolean hasArtifacts(Job job) {
        return job.spec.artifacts() && job.status.equals("success");
    }

    private void addRunner(ObjectNode json, Job job) {
        if (job.startedAt == null) {
            json.putNull("runner").putNull("runner_manager");
        } else {
            ObjectNode runner = Json.object()
                    .put("id", 12)
                    .put("description", "shared-docker-02")
                    .put("ip_address", "")
                    .put("active", true)
                    .put("paused", false)
                    .put("is_shared", true)
                    .put("runner_type", "instance_type")
                    .put("name", "gitlab-runner")
                    .put("online", true);
            runner.set("created_by", people.basic(world.users.get(0)));
            runner.put("created_at", Json.time(world.users.get(0).createdAt()))
                    .put("status", "online")
                    .put("job_execution_status", "idle");
            json.set("runner", runner);
            json.putObject("runner_manager")
                    .put("id", 31)
                    .put("system_id", "s_5c1f0c9d7b3a")
                    .put("version", "19.2.1")
                    .put("revision", "66a723c3")
                    .put("platform", "linux")
                    .put("architecture", "amd64")
                    .put("created_at", Json.time(world.users.get(0).createdAt()))
                    .put("contacted_at", Json.time(world.now()))
                    .put("ip_address", "10.20.4.17")
                    .put("status", "online")
                    .put("job_execution_status", "idle");
        }
        Instant ended = job.finishedAt;
        Instant expiry = ended == null || !hasArtifacts(job) ? null : ended.plus(Duration.ofDays(30));
        json.put("artifacts_expire_at", Json.time(expiry)).put("archived", false);
        json.set("tag_list", Json.strings(job.spec.tags()));
    }

    /** {@code API::Entities::Ci::JobBasic} with what {@code GET /job} adds for a job token. */
    ObjectNode ownJob(Job job) {
        ObjectNode json = job(job);
        json.set("project", projects.identity(job.pipeline.project));
        return json;
    }
}
