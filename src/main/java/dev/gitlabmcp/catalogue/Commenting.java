package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.iid;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.ToolBuilder.custom;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.tool.GitLabLink;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.nio.charset.StandardCharsets;

/** One tool for comments on whatever takes them by number: https://docs.gitlab.com/api/notes/ */
final class Commenting {
    private static final Param<String> TYPE =
            choice("noteable_type", "What.", "issue", "merge_request").required();
    private static final Param<Integer> NOTEABLE_IID = iid(
                    "noteable_iid", "Number or URL.", "issues", "work_items", "merge_requests")
            .required();
    private static final Param<String> BODY =
            markdown("body", "Text in Markdown.").required();
    private static final Param<Boolean> INTERNAL = flag("internal", "For members only.");

    static final ToolDefinition CREATE_NOTE = custom("create_note")
            .title("Comment")
            .description("Adds a comment to an issue or a merge request. To reply in a thread use create_issue_note.")
            .arguments(PROJECT_ID.required(), TYPE, NOTEABLE_IID, BODY, INTERNAL)
            .additive("it adds a comment")
            .handledBy(Commenting::create)
            .define();

    private Commenting() {}

    private static ToolOutput create(ToolCall call) {
        boolean issue = call.get(TYPE).equals("issue");
        requireSameKind(call, issue);
        String path = "/projects/{project_id}/" + (issue ? "issues" : "merge_requests") + "/{noteable_iid}/notes";
        JsonText body = new JsonText().beginObject().field("body", call.get(BODY));
        call.find(INTERNAL).ifPresent(internal -> body.field("internal", internal));
        GitLabRequest request = GitLabRequest.post(path)
                .path("project_id", call.get(PROJECT_ID))
                .path("noteable_iid", call.get(NOTEABLE_IID))
                .json(body.endObject().toString().getBytes(StandardCharsets.UTF_8))
                .build();
        return call.answer(request, IssueNoteTools.NOTE);
    }

    /** A URL says itself what it is of; the comment must not land on another thing of the same number. */
    private static void requireSameKind(ToolCall call, boolean issue) {
        String given = call.given().path(NOTEABLE_IID.name()).asText().strip();
        if (GitLabLink.isLink(given)) {
            String page = GitLabLink.parse(given, call.context().principal().instance())
                    .page();
            if ("merge_requests".equals(page) == issue) {
                throw ToolException.invalid(
                        NOTEABLE_IID.name(), "is a URL of another kind of thing than noteable_type says");
            }
        }
    }
}
