package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Environments, to which jobs deploy: https://docs.gitlab.com/api/environments/ */
final class EnvironmentTools {
    private static final String ENVIRONMENTS = "/projects/{project_id}/environments";
    private static final String ONE = ENVIRONMENTS + "/{environment_id}";

    static final Shape ENVIRONMENT_SUMMARY = Shape.of(
                    field("id"),
                    field("name"),
                    field("state"),
                    field("tier"),
                    field("external_url"),
                    text("description").max(200),
                    time("auto_stop_at"),
                    time("updated_at"))
            .wholeFrom("get_environment");

    static final Shape ENVIRONMENT = Shape.of(
            field("id"),
            field("name"),
            field("slug"),
            field("state"),
            field("tier"),
            field("external_url"),
            text("description"),
            field("auto_stop_setting"),
            time("auto_stop_at"),
            field("cluster_agent").of(field("id"), field("name")),
            field("kubernetes_namespace"),
            field("flux_resource_path"),
            field("last_deployment")
                    .of(
                            field("id"),
                            field("iid"),
                            field("status"),
                            field("ref"),
                            sha("sha"),
                            field("user.username"),
                            time("created_at")),
            time("created_at"),
            time("updated_at"));

    private static final Shape CLEANED_UP = Shape.of(
            field("scheduled_entries").of(field("id"), field("name"), field("external_url")),
            field("unprocessable_entries").of(field("id"), field("name"), field("external_url")));

    static final Param<Long> ENVIRONMENT_ID = id("environment_id", "Id or URL.", "environments");

    private static final Param<String> EXTERNAL_URL = Params.text("external_url", "Where it can be seen.");
    private static final Param<String> DESCRIPTION = Params.longText("description", "What it is for.");
    private static final Param<String> TIER =
            choice("tier", "Tier.", "production", "staging", "testing", "development", "other");
    private static final Param<String> AUTO_STOP = choice(
            "auto_stop_setting", "When it stops by itself: always, or only with a stop job.", "always", "with_action");
    private static final Param<String> SLUG =
            Params.text("slug", "Short name in URLs.").unlisted();
    private static final Param<Long> AGENT =
            bigInteger("cluster_agent_id", "Kubernetes agent's id.").unlisted();
    private static final Param<String> NAMESPACE =
            Params.text("kubernetes_namespace", "Kubernetes namespace.").unlisted();
    private static final Param<String> FLUX =
            Params.text("flux_resource_path", "Flux resource.").unlisted();

    static final ToolDefinition LIST_ENVIRONMENTS = get("list_environments", ENVIRONMENTS)
            .title("List environments")
            .description("Lists a project's environments with state and URL; what runs there: get_environment.")
            .path(PROJECT_ID)
            .query(
                    Params.text("name", "Exactly this name."),
                    Params.text("search", "Part of the name, from 3 characters.")
                            .unless("name"),
                    choice("states", "State.", "available", "stopping", "stopped"))
            .paginated()
            .returns(ENVIRONMENT_SUMMARY)
            .define();

    static final ToolDefinition GET_ENVIRONMENT = get("get_environment", ONE)
            .title("Get environment")
            .description("Shows an environment and its last deployment.")
            .path(PROJECT_ID, ENVIRONMENT_ID)
            .returns(ENVIRONMENT)
            .define();

    static final ToolDefinition CREATE_ENVIRONMENT = post("create_environment", ENVIRONMENTS)
            .title("Create environment")
            .description("Creates an environment.")
            .path(PROJECT_ID)
            .body(
                    Params.text("name", "Name, e.g. staging, review/login.")
                            .max(255)
                            .required(),
                    EXTERNAL_URL,
                    DESCRIPTION,
                    TIER,
                    AUTO_STOP.unlisted(),
                    SLUG,
                    AGENT,
                    NAMESPACE,
                    FLUX)
            .returns(ENVIRONMENT)
            .define();

    static final ToolDefinition UPDATE_ENVIRONMENT = put("update_environment", ONE)
            .title("Update environment")
            .description("Changes an environment's URL, description, tier or auto-stop; names cannot change.")
            .path(PROJECT_ID, ENVIRONMENT_ID)
            .body(EXTERNAL_URL, DESCRIPTION, TIER, AUTO_STOP, SLUG, AGENT, NAMESPACE, FLUX)
            .returns(ENVIRONMENT)
            .define();

    static final ToolDefinition STOP_ENVIRONMENT = post("stop_environment", ONE + "/stop")
            .title("Stop environment")
            .description("Stops an environment, which runs its stop job.")
            .path(PROJECT_ID, ENVIRONMENT_ID)
            .body(flag("force", "Do not run the stop job."))
            .destructive("what is deployed there is taken down")
            .returns(ENVIRONMENT)
            .define();

    static final ToolDefinition STOP_STALE = post("stop_stale_environments", ENVIRONMENTS + "/stop_stale")
            .title("Stop stale environments")
            .description("Stops all of a project's environments without change or deployment since a time.")
            .path(PROJECT_ID)
            .body(dateTime("before", "That time, ISO 8601; a week to ten years ago.")
                    .required())
            .destructive("what is deployed there is taken down")
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition DELETE_ENVIRONMENT = delete("delete_environment", ONE)
            .title("Delete environment")
            .description("Deletes an environment with its record of deployments; it must be stopped first.")
            .path(PROJECT_ID, ENVIRONMENT_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition DELETE_REVIEW_APPS = delete(
                    "delete_review_app_environments", ENVIRONMENTS + "/review_apps")
            .title("Delete review apps")
            .description("Deletes a project's stopped review/* environments a week later; with dry_run, as by"
                    + " default, only says which.")
            .path(PROJECT_ID)
            .query(
                    dateTime("before", "Stopped before, ISO 8601; default 30 days ago."),
                    integer("limit", "At most so many (default 100).").min(1),
                    flag("dry_run", "false: really delete.").orElse(true))
            .returns(CLEANED_UP)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "environments",
            "Environments",
            LIST_ENVIRONMENTS,
            GET_ENVIRONMENT,
            CREATE_ENVIRONMENT,
            UPDATE_ENVIRONMENT,
            STOP_ENVIRONMENT,
            STOP_STALE,
            DELETE_ENVIRONMENT,
            DELETE_REVIEW_APPS);

    private EnvironmentTools() {}
}
