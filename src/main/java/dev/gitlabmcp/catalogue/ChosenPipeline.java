package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A pipeline with what GitLab says about it.
 *
 * @param project its own, which for a merge request from a fork is the fork
 * @param facts as GitLab gives them
 */
record ChosenPipeline(String project, JsonNode facts) {
    /** In the place of its id: the newest one of a merge request. */
    static final Param<Integer> OF_MERGE_REQUEST =
            MERGE_REQUEST_IID.describedAs("Instead: its newest.").unless("pipeline_id");
    /** In the place of its id: the newest one of a branch's or tag's last commit. */
    static final Param<String> OF_REF =
            Params.text("ref", "Instead: newest of this branch or tag.").unless("pipeline_id", "merge_request_iid");

    /**
     * Where a pipeline is.
     *
     * @param project as GitLab's API takes it
     */
    record Place(String project, long id) {}

    /** The pipeline that a call names by its id, a merge request, a branch or tag, or by the default branch if by nothing. */
    static ChosenPipeline of(ToolCall call, Parts parts) {
        String project = call.get(PROJECT_ID);
        if (call.has(PIPELINE_ID)) {
            return get(parts, project, call.get(PIPELINE_ID));
        }
        if (call.has(OF_MERGE_REQUEST)) {
            Place place = ofMergeRequest(parts, project, call.get(OF_MERGE_REQUEST));
            return get(parts, place.project(), place.id());
        }
        return latest(parts, project, call.find(OF_REF).orElse(""));
    }

    /** Where that pipeline is; asks GitLab only when the call does not say it. */
    static Place place(ToolCall call, Parts parts) {
        if (call.has(PIPELINE_ID)) {
            return new Place(call.get(PROJECT_ID), call.get(PIPELINE_ID));
        }
        if (call.has(OF_MERGE_REQUEST)) {
            return ofMergeRequest(parts, call.get(PROJECT_ID), call.get(OF_MERGE_REQUEST));
        }
        ChosenPipeline latest =
                latest(parts, call.get(PROJECT_ID), call.find(OF_REF).orElse(""));
        return new Place(latest.project(), latest.id());
    }

    /** The pipeline at that place, of which nothing is read but where it is. */
    static ChosenPipeline unread(Place place) {
        return new ChosenPipeline(
                place.project(), JsonNodeFactory.instance.objectNode().put("id", place.id()));
    }

    /** The pipeline of that id. */
    static ChosenPipeline get(Parts parts, String project, long id) {
        GitLabRequest request = parts.request(PipelineTools.GET_PIPELINE, PipelineJobs.named(project, id));
        return checked(project, SmallAnswers.tree(parts.scope(), request));
    }

    private static ChosenPipeline latest(Parts parts, String project, String ref) {
        Map<String, String> arguments = new HashMap<>();
        arguments.put("project_id", project);
        arguments.put("ref", ref);
        try {
            GitLabRequest request = parts.request(PipelineTools.GET_LATEST_PIPELINE, arguments);
            return checked(project, SmallAnswers.tree(parts.scope(), request));
        } catch (ToolException e) {
            // GitLab answers 403 where there is no pipeline, too.
            if (SmallAnswers.isRefused(e, 403, 404)) {
                throw new ToolException(new ToolProblem.NothingFound(
                        "GitLab shows no pipeline of the last commit of "
                                + (ref.isEmpty() ? "the default branch" : TextCleaner.prose(ref)) + ".",
                        "Give merge_request_iid, or pipeline_id as list_pipelines shows it."));
            }
            throw e;
        }
    }

    private static Place ofMergeRequest(Parts parts, String project, int iid) {
        JsonNode newest = SmallAnswers.tree(
                        parts.scope(),
                        GitLabRequest.get("/projects/{project_id}/merge_requests/{merge_request_iid}/pipelines")
                                .path("project_id", project)
                                .path("merge_request_iid", iid)
                                .query("per_page", "1")
                                .build())
                .path(0);
        long id = newest.path("id").asLong();
        if (id < 1) {
            throw new ToolException(new ToolProblem.NothingFound(
                    "The merge request has no pipeline.", "See list_pipelines for those of its branch."));
        }
        long own = newest.path("project_id").asLong();
        return new Place(own > 0 ? Long.toString(own) : project, id);
    }

    private static ChosenPipeline checked(String project, JsonNode facts) {
        if (facts.path("id").asLong() < 1) {
            throw new ToolException(new ToolProblem.Unreadable("it is no pipeline"));
        }
        return new ChosenPipeline(project, facts);
    }

    long id() {
        return facts.path("id").asLong();
    }

    String status() {
        return facts.path("status").asText("");
    }

    String ref() {
        return facts.path("ref").asText("");
    }

    /** The full id of its commit; empty when GitLab does not say. */
    String sha() {
        return facts.path("sha").asText("");
    }

    /** Seconds it ran; -1 when GitLab does not say. */
    double duration() {
        return facts.path("duration").asDouble(-1);
    }

    /** Writes the member of that name in this shape. */
    void show(Parts parts, String name, Shape shape, double share) {
        try {
            byte[] json = SmallAnswers.bytes(facts);
            shape.write(new ByteArrayInputStream(json), parts.out().name(name), parts.upTo(share));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last pipeline of the same branch, tag or merge request that succeeded before this one; missing when none did. */
    JsonNode lastGreen(Parts parts) {
        Map<String, String> arguments = new HashMap<>();
        arguments.put("project_id", project);
        arguments.put("ref", ref());
        arguments.put("status", "success");
        JsonNode green = SmallAnswers.tree(parts.scope(), parts.request(PipelineTools.LIST_PIPELINES, arguments));
        for (JsonNode one : green) {
            if (one.path("id").asLong() < id() && one.path("id").asLong() > 0) {
                return one;
            }
        }
        return green.path(-1);
    }
}
