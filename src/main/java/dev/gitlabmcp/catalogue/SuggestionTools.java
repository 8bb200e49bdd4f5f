package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.code;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.ToolBuilder.custom;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Changes suggested in a comment, which a click or a call commits: https://docs.gitlab.com/api/suggestions/ */
final class SuggestionTools {
    private static final Shape SUGGESTION = Shape.of(
            field("id"),
            field("from_line"),
            field("to_line"),
            field("appliable"),
            field("applied"),
            code("from_content").max(2_000),
            code("to_content").max(2_000));

    static final Param<String> FILE_PATH =
            Params.text("file_path", "File after the change.").required();
    static final Param<Integer> LINE =
            integer("line", "Last line to replace, after the change.").min(1).required();
    static final Param<Integer> START_LINE =
            integer("start_line", "First line to replace; default line.").min(1);
    static final Param<String> REPLACEMENT =
            markdown("suggestion", "New lines; \"\" removes them.").required();
    static final Param<String> COMMENT = markdown("comment", "Why, in Markdown.");
    private static final Param<String> COMMIT_MESSAGE = longText("commit_message", "Commit message.");

    static final ToolDefinition SUGGEST = custom("create_merge_request_suggestion")
            .title("Suggest a change")
            .description("Starts a thread that suggests other text for lines of a merge request's diff.")
            .additive("it adds a thread")
            .arguments(
                    PROJECT_ID.required(),
                    MERGE_REQUEST_IID.required(),
                    FILE_PATH,
                    LINE,
                    START_LINE,
                    REPLACEMENT,
                    COMMENT)
            .handledBy(ThreadWriting::suggest)
            .define();

    static final ToolDefinition APPLY = put("apply_suggestion", "/suggestions/{suggestion_id}/apply")
            .title("Apply suggestion")
            .description("Commits a suggested change to the source branch; ids: list_merge_request_discussions.")
            .idempotent(false, "a suggestion is applied once")
            .path(bigInteger("suggestion_id", "Suggestion id."))
            .body(COMMIT_MESSAGE)
            .returns(SUGGESTION)
            .define();

    static final ToolDefinition APPLY_ALL = put("apply_suggestions", "/suggestions/batch_apply")
            .title("Apply suggestions")
            .description("Commits several suggested changes of one merge request in one commit.")
            .idempotent(false, "a suggestion is applied once")
            .body(integerList("ids", "Suggestion ids.").max(100).required(), COMMIT_MESSAGE)
            .returns(SUGGESTION)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("suggestions", "Suggested changes in merge requests", SUGGEST, APPLY, APPLY_ALL);

    private SuggestionTools() {}
}
