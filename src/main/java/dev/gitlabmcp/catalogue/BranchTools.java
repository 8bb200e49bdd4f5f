package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.regex;
import static dev.gitlabmcp.tool.ToolBuilder.custom;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Branches: https://docs.gitlab.com/api/branches/ */
final class BranchTools {
    private static final String PROJECT = "/projects/{project_id}";
    private static final String BRANCHES = PROJECT + "/repository/branches";
    private static final String BRANCH_PATH = BRANCHES + "/{branch_name}";

    static final Shape BRANCH = Shape.of(
            field("name"),
            field("default").ifSet(),
            field("protected").ifSet(),
            field("merged").ifSet(),
            field("can_push"),
            sha("commit.id").as("commit"),
            text("commit.title").as("commit_title").max(100),
            text("commit.author_name").as("commit_author"),
            time("commit.committed_date").as("committed_date"));

    private static final Shape DEFAULT_BRANCH =
            Shape.of(field("id"), field("path_with_namespace").as("path"), field("default_branch"), field("web_url"));

    static final Param<String> BRANCH_NAME = Params.text("branch_name", "Branch.");
    private static final Param<String> NEW_BRANCH =
            Params.text("branch", "New branch.").required();
    private static final Param<String> REF = Params.text("ref", "Start here; else at the default branch.");
    private static final Param<String> NEW_DEFAULT =
            Params.text("default_branch", "Branch that exists.").required();

    static final ToolDefinition LIST_BRANCHES = get("list_branches", BRANCHES)
            .title("List branches")
            .description("Lists branches.")
            .path(PROJECT_ID)
            .query(
                    Params.text("search", "Part of name."),
                    choice("sort", "Order.", "name_asc", "updated_asc", "updated_desc")
                            .unlisted(),
                    regex("regex", "Instead: names matching this RE2.")
                            .unless("search")
                            .unlisted())
            .paginated()
            .returns(BRANCH)
            .define();

    static final ToolDefinition GET_BRANCH = get("get_branch", BRANCH_PATH)
            .title("Get branch")
            .description("Shows a branch and its last commit.")
            .path(PROJECT_ID, BRANCH_NAME)
            .returns(BRANCH)
            .define();

    static final ToolDefinition CREATE_BRANCH = post("create_branch", BRANCHES)
            .title("Create branch")
            .description("Creates a branch.")
            .aliases("add_branch")
            .path(PROJECT_ID)
            .body(NEW_BRANCH, REF)
            .returns(BRANCH)
            .handledBy(BranchTools::create)
            .define();

    static final ToolDefinition DELETE_BRANCH = delete("delete_branch", BRANCH_PATH)
            .title("Delete branch")
            .description("Deletes a branch that is not protected.")
            .path(PROJECT_ID, BRANCH_NAME)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition DELETE_MERGED_BRANCHES = delete(
                    "delete_merged_branches", PROJECT + "/repository/merged_branches")
            .title("Delete merged branches")
            .description("Deletes all branches merged into the default branch, but protected ones; takes a while.")
            .path(PROJECT_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition UPDATE_DEFAULT_BRANCH = custom("update_default_branch")
            .title("Set default branch")
            .description("Makes another branch the project's default branch.")
            .arguments(PROJECT_ID.required(), NEW_DEFAULT)
            .idempotent(true, "the branch is the default or not")
            .handledBy(BranchTools::setDefault)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "branches",
            "Branches",
            LIST_BRANCHES,
            GET_BRANCH,
            CREATE_BRANCH,
            DELETE_BRANCH,
            DELETE_MERGED_BRANCHES,
            UPDATE_DEFAULT_BRANCH,
            CompareTools.GET_BRANCH_DIFFS);

    private BranchTools() {}

    private static ToolOutput create(ToolCall call) {
        if (call.find(REF).filter(ref -> !ref.isEmpty()).isPresent()) {
            return call.answer(call.request(), BRANCH);
        }
        GitLabRequest project = GitLabRequest.get(PROJECT)
                .path("project_id", call.get(PROJECT_ID))
                .build();
        String ref = call.send(project, BranchTools::defaultBranch);
        if (ref.isEmpty()) {
            throw ToolException.invalid(
                    "ref", "is missing, and the project has no default branch: commit a file with push_files first");
        }
        byte[] body = new JsonText()
                .beginObject()
                .field("branch", call.get(NEW_BRANCH))
                .field("ref", ref)
                .endObject()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        GitLabRequest request = GitLabRequest.post(BRANCHES)
                .path("project_id", call.get(PROJECT_ID))
                .json(body)
                .build();
        return call.answer(request, BRANCH);
    }

    /** The default branch in GitLab's answer; empty where there is none. */
    private static String defaultBranch(GitLabAnswer answer) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                String name;
                while ((name = parser.nextFieldName()) != null) {
                    JsonToken token = parser.nextToken();
                    if (name.equals("default_branch") && token == JsonToken.VALUE_STRING) {
                        return parser.getText();
                    }
                    parser.skipChildren();
                }
            }
            return "";
        }
    }

    /** One attribute of a project, which has far more than belong here: update_project sets those. */
    private static ToolOutput setDefault(ToolCall call) {
        byte[] body = new JsonText()
                .beginObject()
                .field("default_branch", call.get(NEW_DEFAULT))
                .endObject()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        GitLabRequest request = GitLabRequest.put(PROJECT)
                .path("project_id", call.get(PROJECT_ID))
                .json(body)
                .build();
        return call.answer(request, DEFAULT_BRANCH);
    }
}
