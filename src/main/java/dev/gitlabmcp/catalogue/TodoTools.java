package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.groupId;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** One's own to-do list: https://docs.gitlab.com/api/todos/ */
final class TodoTools {
    static final Shape TODO = Shape.of(
            field("id"),
            field("state"),
            field("action_name"),
            field("target_type"),
            field("target.references.full").as("reference"),
            text("target.title").as("title").max(300),
            field("target.state").as("target_state"),
            text("body").max(500),
            field("project.path_with_namespace"),
            field("author.username"),
            field("target_url"),
            time("created_at"));

    static final ToolDefinition LIST_TODOS = get("list_todos", "/todos")
            .title("List to-dos")
            .description("Lists one's own to-do items, pending ones unless state says otherwise.")
            .query(
                    choice("state", "State.", "pending", "done"),
                    choice(
                            "action",
                            "Why.",
                            "assigned",
                            "review_requested",
                            "mentioned",
                            "build_failed",
                            "marked",
                            "approval_required",
                            "unmergeable",
                            "directly_addressed",
                            "member_access_requested",
                            "review_submitted",
                            "ssh_key_expired",
                            "ssh_key_expiring_soon",
                            "transfer_failed",
                            "merge_train_removed",
                            "okr_checkin_requested",
                            "added_approver",
                            "duo_pro_access_granted",
                            "duo_enterprise_access_granted",
                            "duo_core_access_granted",
                            "duo_workflow_input_required"),
                    choice(
                                    "type",
                                    "What.",
                                    "Commit",
                                    "Issue",
                                    "WorkItem",
                                    "MergeRequest",
                                    "DesignManagement::Design",
                                    "AlertManagement::Alert",
                                    "Namespace",
                                    "Project",
                                    "Key",
                                    "WikiPage::Meta",
                                    "Epic",
                                    "Vulnerability",
                                    "User",
                                    "ComplianceManagement::Projects::ComplianceViolation",
                                    "Ai::DuoWorkflows::Workflow")
                            .unlisted(),
                    projectId("project_id", "Id, path or URL.").numeric(),
                    groupId("group_id", "Id, path or URL.").numeric(),
                    bigInteger("author_id", "Who caused it."))
            .paginated()
            .returns(TODO)
            .define();

    static final ToolDefinition CREATE_TODO = post("create_todo", "/projects/{project_id}/issues/{issue_iid}/todo")
            .orAt("/projects/{project_id}/merge_requests/{merge_request_iid}/todo")
            .title("Create to-do")
            .description("Puts an issue or merge request on one's own to-do list.")
            .path(PROJECT_ID.required(), ISSUE_IID, MERGE_REQUEST_IID.unless("issue_iid"))
            .returns(TODO)
            .idempotent(true, "what is on the list already stays as it is")
            .handledBy(UnchangedAnswer::allow)
            .define();

    static final ToolDefinition MARK_DONE = post("mark_todo_done", "/todos/{id}/mark_as_done")
            .title("Mark to-do done")
            .description("Marks one to-do item as done.")
            .path(id("id", "Id of list_todos."))
            .returns(TODO)
            .idempotent(true, "it is done afterwards")
            .define();

    static final ToolDefinition MARK_ALL_DONE = post("mark_all_todos_done", "/todos/mark_as_done")
            .title("Mark all to-dos done")
            .description("Marks all of one's to-do items as done; the API cannot set them back.")
            .returns(Shape.EVERYTHING)
            .destructive("what was pending is no longer known")
            .idempotent(true, "all are done afterwards")
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("todos", "To-do list", LIST_TODOS, CREATE_TODO, MARK_DONE, MARK_ALL_DONE);

    private TodoTools() {}
}
