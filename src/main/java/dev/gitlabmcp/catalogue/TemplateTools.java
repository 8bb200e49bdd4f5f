package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.CommonParams;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;

/**
 * Texts to begin files and descriptions with: https://docs.gitlab.com/api/project_templates/,
 * https://docs.gitlab.com/api/templates/gitignores/ and its siblings
 */
final class TemplateTools {
    private static final String OF_PROJECT = "/projects/{project_id}/templates/{type}";
    private static final String OF_INSTANCE = "/templates/{type}";

    static final Shape TEMPLATE_NAME = Shape.of(field("key"), text("name"));
    static final Shape TEMPLATE = Shape.of(
            field("key"),
            text("name"),
            text("description").max(500),
            field("conditions"),
            field("permissions"),
            field("limitations"),
            text("content").max(20_000));

    private static final Param<String> PROJECT =
            PROJECT_ID.describedAs("Id, path or URL: with its own ones. Needed for issues, merge_requests.");
    private static final Param<String> TYPE = choice(
                    "type",
                    "Kind.",
                    "gitlab_ci_ymls",
                    "gitignores",
                    "dockerfiles",
                    "licenses",
                    "issues",
                    "merge_requests")
            .required();
    private static final Param<String> NAME =
            Params.text("name", "Its key; list_templates shows it.").max(255).required();
    private static final Param<Long> SOURCE = bigInteger(
                    "source_template_project_id", "Project it is of, where several have that name.")
            .unlisted();
    private static final Param<String> PROJECT_NAME = Params.text("project_name", "Of licenses: project to fill in.")
            .wire("project")
            .also("project")
            .unlisted();
    private static final Param<String> FULL_NAME = Params.text("fullname", "Of licenses: copyright holder to fill in.");

    static final ToolDefinition LIST_TEMPLATES = get("list_templates", OF_PROJECT)
            .title("List templates")
            .description("Lists ready-made .gitignore, Dockerfile, .gitlab-ci.yml and license files, or a project's"
                    + " description templates of issues and merge requests.")
            .pathOrFound(PROJECT, TYPE)
            .paginated()
            .returns(TEMPLATE_NAME)
            .handledBy(TemplateTools::list)
            .define();

    static final ToolDefinition GET_TEMPLATE = get("get_template", OF_PROJECT + "/{name}")
            .title("Get template")
            .description("Shows the text of a template, such as the .gitignore for Java or the CI/CD file for Go.")
            .pathOrFound(PROJECT, TYPE, NAME)
            .query(SOURCE, PROJECT_NAME, FULL_NAME)
            .returns(TEMPLATE)
            .handledBy(TemplateTools::show)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("templates", "Templates", LIST_TEMPLATES, GET_TEMPLATE);

    private TemplateTools() {}

    private static ToolOutput list(ToolCall call) {
        if (call.has(PROJECT)) {
            return call.answer(call.request(), TEMPLATE_NAME);
        }
        GitLabRequest.Builder request = ofInstance(call, "");
        call.find(CommonParams.PAGE).ifPresent(page -> request.query("page", page.toString()));
        call.find(CommonParams.PER_PAGE).ifPresent(most -> request.query("per_page", most.toString()));
        return call.answer(request.build(), TEMPLATE_NAME);
    }

    private static ToolOutput show(ToolCall call) {
        if (call.has(PROJECT)) {
            return call.answer(call.request(), TEMPLATE);
        }
        GitLabRequest.Builder request = ofInstance(call, "/{name}").path(NAME.name(), call.get(NAME));
        if (call.get(TYPE).equals("licenses")) {
            call.find(PROJECT_NAME).ifPresent(name -> request.query(PROJECT_NAME.wireName(), name));
            call.find(FULL_NAME).ifPresent(name -> request.query(FULL_NAME.name(), name));
        }
        return call.answer(request.build(), TEMPLATE);
    }

    private static GitLabRequest.Builder ofInstance(ToolCall call, String rest) {
        String type = call.get(TYPE);
        if (type.equals("issues") || type.equals("merge_requests")) {
            throw ToolException.invalid(PROJECT.name(), "is missing: only projects have templates of " + type);
        }
        return GitLabRequest.get(OF_INSTANCE + rest).path(TYPE.name(), type);
    }
}
