package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.groupId;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.iid;
import static dev.gitlabmcp.tool.Params.projectId;

import dev.gitlabmcp.tool.Param;

/** The parameters by which tools of several domains name projects, groups and what is in them. */
final class Ids {
    static final Param<String> PROJECT_ID = projectId("project_id", "Id, path or URL.");
    static final Param<String> GROUP_ID = groupId("group_id", "Id, path or URL.");
    static final Param<Integer> ISSUE_IID = iid("issue_iid", "Number or URL.", "issues", "work_items");
    static final Param<Integer> MERGE_REQUEST_IID = iid("merge_request_iid", "Number or URL.", "merge_requests");
    static final Param<Long> PIPELINE_ID = id("pipeline_id", "Id or URL.", "pipelines");
    static final Param<Long> JOB_ID = id("job_id", "Id or URL.", "jobs");

    private Ids() {}
}
