package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Merge requests on the wire. */
final class MergeRequestJson {
    private final World world;
    private final PeopleJson people;
    private final PlanningJson planning;
    private final PipelineJson pipelines;

    MergeRequestJson(World world, PeopleJson people, PlanningJson planning, PipelineJson pipelines) {
        this.world = world;
        this.people = people;
        this.planning = planning;
        this.pipelines = pipelines;
    }

    /** {@code view=simple}. */
    ObjectNode simple(MergeRequest item) {
        return Json.object()
                .put("id", item.id)
                .put("iid", item.iid)
                .put("project_id", item.project.id)
                .put("title", item.title)
                .put("description", item.description)
                .put("state", item.state)
                .put("created_at", Json.time(item.createdAt))
                .put("updated_at", Json.time(item.updatedAt))
                .put("web_url", webUrl(item));
    }

    /** {@code API::Entities::MergeRequestBasic}. */
    ObjectNode listed(MergeRequest item, boolean labelDetails) {
        ObjectNode json = simple(item);
        json.remove("web_url");
        json.set("merged_by", people.basic(item.mergedAt == null ? null : item.mergeUser));
        json.set("merge_user", people.basic(item.mergeUser));
        json.put("merged_at", Json.time(item.mergedAt));
        json.set("closed_by", people.basic(item.closedBy));
        json.put("closed_at", Json.time(item.closedAt))
                .put("target_branch", item.targetBranch)
                .put("source_branch", item.sourceBranch)
                .put("user_notes_count", item.userNotes())
                .put("upvotes", item.upvotes)
                .put("downvotes", item.downvotes);
        json.set("author", people.basic(item.author));
        json.set("assignees", people.basics(item.assignees));
        json.set("assignee", people.basic(item.assignees.isEmpty() ? null : item.assignees.get(0)));
        json.set("reviewers", people.basics(item.reviewers));
        json.put("source_project_id", item.project.id).put("target_project_id", item.project.id);
        json.set("labels", planning.labels(item.labels, labelDetails));
        json.put("draft", item.draft())
                .put("imported", false)
                .put("imported_from", "none")
                .put("work_in_progress", item.draft());
        json.set("milestone", planning.milestone(item.milestone));
        addMergeState(json, item);
        return json;
    }

    private void addMergeState(ObjectNode json, MergeRequest item) {
        boolean conflicts = MergeActions.conflicts(item);
        json.put("merge_when_pipeline_succeeds", item.autoMerge)
                .put("merge_status", conflicts ? "cannot_be_merged" : "can_be_merged")
                .put("detailed_merge_status", MergeActions.detailedStatus(item))
                .putNull("merge_after")
                .put("sha", item.latest().head())
                .put("merge_commit_sha", item.mergeCommitSha)
                .put("squash_commit_sha", item.squashCommitSha)
                .put("discussion_locked", item.discussionLocked)
                .putNull("should_remove_source_branch")
                .put("force_remove_source_branch", item.forceRemoveSourceBranch)
                .put("prepared_at", Json.time(item.createdAt.plusSeconds(4)))
                .put("reference", "!" + item.iid);
        json.set("references", planning.references(item));
        json.put("web_url", webUrl(item));
        json.set("time_stats", planning.timeStats(0, 0));
        json.put("squash", item.squash).put("squash_on_merge", item.squash);
        json.set("task_completion_status", planning.taskStatus(item));
        json.put("has_conflicts", conflicts)
                .put(
                        "blocking_discussions_resolved",
                        item.discussions.stream().allMatch(thread -> !thread.resolvable() || thread.resolved()))
                .putNull("approvals_before_merge");
    }

    /** {@code API::Entities::MergeRequest}. */
    ObjectNode single(MergeRequest item, @Nullable User user) {
        ObjectNode json = listed(item, false);
        Pipeline head = MergeActions.headPipeline(item);
        json.put("subscribed", IssueJson.takesPart(item, user) || (user != null && item.reviewers.contains(user)))
                .put(
                        "changes_count",
                        Integer.toString(MergeActions.changes(item).size()))
                .put("latest_build_started_at", head == null ? null : Json.time(head.startedAt))
                .put("latest_build_finished_at", head == null ? null : Json.time(head.finishedAt))
                .putNull("first_deployed_to_production_at");
        json.set("pipeline", head == null ? NullNode.getInstance() : pipelines.basic(head));
        JsonNode detailed = NullNode.getInstance();
        if (head != null) {
            ObjectNode pipeline = pipelines.detailed(head);
            pipeline.remove("name");
            detailed = pipeline;
        }
        json.set("head_pipeline", detailed);
        json.set("diff_refs", diffRefs(item.latest()));
        json.putNull("merge_error").put("first_contribution", false);
        boolean mayMerge = world.accessLevel(user, item.project) >= World.DEVELOPER;
        json.putObject("user").put("can_merge", mayMerge);
        return json;
    }

    static ObjectNode diffRefs(MergeRequest.Version version) {
        return Json.object()
                .put("base_sha", version.base())
                .put("head_sha", version.head())
                .put("start_sha", version.base());
    }

    ObjectNode version(MergeRequest item, MergeRequest.Version version) {
        int files = FileChange.between(
                        MergeActions.commit(item, version.base()).files,
                        MergeActions.commit(item, version.head()).files)
                .size();
        return Json.object()
                .put("id", version.id())
                .put("head_commit_sha", version.head())
                .put("base_commit_sha", version.base())
                .put("start_commit_sha", version.base())
                .put("created_at", Json.time(version.createdAt()))
                .put("merge_request_id", item.id)
                .put("state", "collected")
                .put("real_size", Integer.toString(files))
                .put("patch_id_sha", GitHash.blob(Fault.bytes(version.base() + version.head())));
    }

    ObjectNode approvals(MergeRequest item, @Nullable User user) {
        ObjectNode json = simple(item);
        json.remove("web_url");
        json.put("merge_status", MergeActions.conflicts(item) ? "cannot_be_merged" : "can_be_merged")
                .put("approved", !item.approvals.isEmpty())
                .put("approvals_required", 0)
                .put("approvals_left", 0)
                .put("require_password_to_approve", false);
        json.set("approved_by", Json.array(item.approvals.entrySet(), entry -> {
            ObjectNode approval = Json.object();
            approval.set("user", people.basic(entry.getKey()));
            return approval.put("approved_at", Json.time(entry.getValue()));
        }));
        json.putArray("suggested_approvers");
        json.putArray("approvers");
        json.putArray("approver_groups");
        boolean approved = user != null && item.approvals.containsKey(user);
        json.put("user_has_approved", approved)
                .put(
                        "user_can_approve",
                        !approved
                                && user != null
                                && !user.equals(item.author)
                                && world.accessLevel(user, item.project) >= World.DEVELOPER);
        json.putArray("approval_rules_left");
        return json.put("has_approval_rules", false)
                .put("merge_request_approvers_available", true)
                .put("multiple_approval_rules_available", true);
    }

    private String webUrl(MergeRequest item) {
        return world.baseUrl() + "/" + item.project.fullPath() + "/-/merge_requests/" + item.iid;
    }
}
