package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.object;
import static dev.gitlabmcp.tool.ToolBuilder.custom;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.nio.charset.StandardCharsets;

/**
 * Connections of projects and groups with other services: https://docs.gitlab.com/api/project_integrations/,
 * https://docs.gitlab.com/api/group_integrations/
 */
final class IntegrationTools {
    private static final String OF_PROJECT = "/projects/{project_id}/integrations";
    private static final String OF_GROUP = "/groups/{group_id}/integrations";
    private static final String ONE = "/{slug}";

    static final Shape INTEGRATION_SUMMARY = Shape.of(
            field("slug"), field("title"), field("active"), field("inherited").ifSet(), time("updated_at"));

    static final Shape INTEGRATION = Shape.of(
            field("slug"),
            field("title"),
            field("active"),
            field("inherited").ifSet(),
            field("commit_events").ifSet(),
            field("push_events").ifSet(),
            field("tag_push_events").ifSet(),
            field("issues_events").ifSet(),
            field("confidential_issues_events").ifSet(),
            field("merge_requests_events").ifSet(),
            field("note_events").ifSet(),
            field("confidential_note_events").ifSet(),
            field("pipeline_events").ifSet(),
            field("job_events").ifSet(),
            field("deployment_events").ifSet(),
            field("wiki_page_events").ifSet(),
            field("incident_events").ifSet(),
            field("alert_events").ifSet(),
            field("vulnerability_events").ifSet(),
            field("comment_on_event_enabled").ifSet(),
            text("properties"),
            time("created_at"),
            time("updated_at"));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<String> SLUG = Params.text(
                    "slug", "Its name in URLs: slack, jira, jenkins, external-wiki, microsoft-teams…")
            .max(100)
            .required();
    private static final Param<JsonNode> PROPERTIES = object(
                    "properties", "Settings by GitLab's names: for slack webhook, channel, push_events…")
            .required()
            .secret();

    static final ToolDefinition LIST_INTEGRATIONS = get("list_integrations", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List integrations")
            .description("Lists the services that a project or group is connected to, such as Jira or Slack.")
            .aliases("list_project_integrations", "list_group_integrations")
            .path(PROJECT_ID, GROUP)
            .returns(INTEGRATION_SUMMARY)
            .define();

    static final ToolDefinition GET_INTEGRATION = get("get_integration", OF_PROJECT + ONE)
            .orAt(OF_GROUP + ONE)
            .title("Get integration")
            .description("Shows how a project or group is connected to a service: settings and events, no secrets.")
            .path(PROJECT_ID, GROUP, SLUG)
            .returns(INTEGRATION)
            .define();

    static final ToolDefinition UPDATE_INTEGRATION = custom("update_integration")
            .title("Update integration")
            .description("Connects a project or group to a service, or changes that. GitLab names what is missing.")
            .idempotent(true, "the same settings twice are the same settings")
            .arguments(PROJECT_ID, GROUP, SLUG, PROPERTIES)
            .returns(INTEGRATION)
            .handledBy(IntegrationTools::update)
            .define();

    static final ToolDefinition DISABLE_INTEGRATION = delete("disable_integration", OF_PROJECT + ONE)
            .orAt(OF_GROUP + ONE)
            .title("Disable integration")
            .description("Disconnects a project or group from a service; its settings are gone.")
            .aliases("delete_integration")
            .path(PROJECT_ID, GROUP, SLUG)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "integrations",
            "Integrations",
            LIST_INTEGRATIONS,
            GET_INTEGRATION,
            UPDATE_INTEGRATION,
            DISABLE_INTEGRATION);

    private IntegrationTools() {}

    /** GitLab has an endpoint for each service, which differ in what they take alone. */
    private static ToolOutput update(ToolCall call) {
        GitLabRequest.Builder request = call.has(PROJECT_ID)
                ? GitLabRequest.put(OF_PROJECT + ONE).path(PROJECT_ID.name(), call.get(PROJECT_ID))
                : GitLabRequest.put(OF_GROUP + ONE)
                        .path(
                                GROUP.name(),
                                call.find(GROUP)
                                        .orElseThrow(() -> ToolException.invalid(
                                                PROJECT_ID.name(), "is missing: give project_id, or group_id")));
        byte[] settings = call.get(PROPERTIES).toString().getBytes(StandardCharsets.UTF_8);
        return call.answer(
                request.path(SLUG.name(), call.get(SLUG)).json(settings).build(), INTEGRATION);
    }
}
