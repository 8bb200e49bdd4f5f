package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;

/** Comments kept to be used again: https://docs.gitlab.com/user/profile/comment_templates/ */
final class CommentTemplateTools {
    private static final GraphQlDocument OWN =
            GraphQlDocument.of("list_own_comment_templates", "currentUser.savedReplies");
    private static final GraphQlDocument OF_PROJECT =
            GraphQlDocument.of("list_project_comment_templates", "project.savedReplies");
    private static final GraphQlDocument OF_GROUP =
            GraphQlDocument.of("list_group_comment_templates", "group.savedReplies");

    private static final Shape TEMPLATE =
            Shape.of(field("id"), text("name"), text("content").max(10_000));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<Boolean> INHERITED =
            flag("include_ancestor_groups", "Also those of the groups above.").beside("group_id");

    static final ToolDefinition LIST = graphql("list_comment_templates", OWN, OF_PROJECT, OF_GROUP)
            .title("List comment templates")
            .description("Lists your comment templates, or those of a project or group (Premium).")
            .aliases("list_saved_replies")
            .arguments(PROJECT_ID, GROUP, INHERITED)
            .keyset()
            .returns(TEMPLATE)
            .handledBy(CommentTemplateTools::list)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("comment_templates", "Comment templates", LIST);

    private CommentTemplateTools() {}

    private static ToolOutput list(ToolCall call) {
        ObjectNode variables = call.pageVariables();
        if (call.has(PROJECT_ID)) {
            String path = call.fullPath(PROJECT_ID);
            return show(call, OF_PROJECT, variables.put("path", path), List.of(path));
        }
        if (call.has(GROUP)) {
            variables.put("path", call.fullPath(GROUP));
            call.find(INHERITED).ifPresent(inherited -> variables.put("inherited", inherited));
            return show(call, OF_GROUP, variables, List.of());
        }
        return show(call, OWN, variables, List.of());
    }

    private static ToolOutput show(
            ToolCall call, GraphQlDocument document, ObjectNode variables, List<String> projects) {
        return call.show(RestForm.page(call.scope().send(document, variables, projects)), TEMPLATE);
    }
}
