package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.iidIn;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Links between issues: https://docs.gitlab.com/api/issue_links/ */
final class IssueLinkTools {
    private static final String LINKS = "/projects/{project_id}/issues/{issue_iid}/links";
    private static final String LINK_PATH = LINKS + "/{issue_link_id}";

    static final Shape LINKED_ISSUE = Shape.of(
                    field("issue_link_id"),
                    field("link_type"),
                    field("references.full").as("reference"),
                    field("iid"),
                    field("project_id"),
                    text("title").max(300),
                    field("state"),
                    field("labels"),
                    field("assignees[].username"),
                    field("milestone.title"),
                    field("due_date"),
                    field("confidential").ifSet())
            .wholeFrom("get_issue");

    static final Shape LINK = Shape.of(
            field("id").as("issue_link_id"),
            field("link_type"),
            field("source_issue").of(ends()),
            field("target_issue").of(ends()));

    private static Field[] ends() {
        return new Field[] {
            field("references.full").as("reference"),
            field("iid"),
            field("project_id"),
            text("title").max(300),
            field("state")
        };
    }

    private static final Param<Long> ISSUE_LINK_ID = id("issue_link_id", "issue_link_id of list_issue_links.");

    static final ToolDefinition LIST_LINKS = get("list_issue_links", LINKS)
            .title("List issue links")
            .description("Lists the issues an issue is linked to, with the kind of link.")
            .path(PROJECT_ID, ISSUE_IID)
            .returns(LINKED_ISSUE)
            .define();

    static final ToolDefinition GET_LINK = get("get_issue_link", LINK_PATH)
            .title("Get issue link")
            .description("Shows one link between two issues.")
            .path(PROJECT_ID, ISSUE_IID, ISSUE_LINK_ID)
            .returns(LINK)
            .define();

    static final ToolDefinition CREATE_LINK = post("create_issue_link", LINKS)
            .title("Link issues")
            .description("Links two issues, in both directions; blocks and is_blocked_by need Premium.")
            .path(PROJECT_ID, ISSUE_IID)
            .body(
                    projectId("target_project_id", "Other issue's project: id, path or URL.")
                            .required(),
                    iidIn(
                                    "target_project_id",
                                    "target_issue_iid",
                                    "Other issue: number, URL or group/app#7.",
                                    "issues",
                                    "work_items")
                            .required(),
                    choice("link_type", "Default relates_to.", "relates_to", "blocks", "is_blocked_by"))
            .returns(LINK)
            .define();

    static final ToolDefinition DELETE_LINK = delete("delete_issue_link", LINK_PATH)
            .title("Unlink issues")
            .description("Removes a link between two issues, in both directions.")
            .path(PROJECT_ID, ISSUE_IID, ISSUE_LINK_ID)
            .returns(LINK)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("issue_links", "Links between issues", LIST_LINKS, GET_LINK, CREATE_LINK, DELETE_LINK);

    private IssueLinkTools() {}
}
