package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Webhooks of projects and groups: https://docs.gitlab.com/api/project_webhooks/,
 * https://docs.gitlab.com/api/group_webhooks/. Their tokens and headers are secrets that GitLab never gives back.
 */
final class WebhookTools {
    static final String OF_PROJECT = "/projects/{project_id}/hooks";
    static final String OF_GROUP = "/groups/{group_id}/hooks";
    static final String HOOK = "/{hook_id}";
    private static final String HEADER = HOOK + "/custom_headers/{key}";
    private static final String VARIABLE = HOOK + "/url_variables/{key}";

    static final Shape WEBHOOK = Shape.of(
            field("id"),
            text("name"),
            text("description").max(500),
            field("url"),
            field("project_id"),
            field("group_id"),
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
            field("releases_events").ifSet(),
            field("wiki_page_events").ifSet(),
            field("milestone_events").ifSet(),
            field("feature_flag_events").ifSet(),
            field("emoji_events").ifSet(),
            field("vulnerability_events").ifSet(),
            field("resource_access_token_events").ifSet(),
            field("resource_deploy_token_events").ifSet(),
            field("project_events").ifSet(),
            field("subgroup_events").ifSet(),
            field("member_events").ifSet(),
            field("push_events_branch_filter"),
            field("branch_filter_strategy"),
            field("enable_ssl_verification"),
            field("token_present").ifSet(),
            field("signing_token_present").ifSet(),
            field("custom_headers[].key").as("custom_headers"),
            field("url_variables[].key").as("url_variables"),
            field("alert_status"),
            time("disabled_until"),
            time("created_at"));

    static final Param<String> GROUP = GROUP_ID.unless("project_id");
    static final Param<Long> HOOK_ID =
            bigInteger("hook_id", "Id; list_webhooks shows it.").required();
    private static final Param<String> URL = Params.text("url", "Where GitLab sends the events.");
    private static final Param<String> KEY = Params.text("key", "Its name.").required();
    private static final Param<String> VALUE =
            longText("value", "Its value.").required().secret();

    private static final Param<?>[] SETTINGS = {
        Params.text("name", "Short name."),
        Params.text("description", "What it is for.").unlisted(),
        Params.text("token", "Sent along as X-Gitlab-Token.").secret(),
        Params.text("signing_token", "Key of the signature: whsec_ and 32 bytes in base64.")
                .secret()
                .unlisted(),
        flag("enable_ssl_verification", "Check the server's certificate."),
        flag("push_events", "On pushes."),
        flag("tag_push_events", "On new and removed tags."),
        flag("issues_events", "On issues."),
        flag("confidential_issues_events", "On confidential issues.").unlisted(),
        flag("merge_requests_events", "On merge requests."),
        flag("note_events", "On comments."),
        flag("confidential_note_events", "On internal comments.").unlisted(),
        flag("pipeline_events", "On pipelines."),
        flag("job_events", "On jobs."),
        flag("deployment_events", "On deployments."),
        flag("releases_events", "On releases."),
        flag("wiki_page_events", "On wiki pages.").unlisted(),
        flag("milestone_events", "On milestones.").unlisted(),
        flag("feature_flag_events", "On feature flags.").unlisted(),
        flag("emoji_events", "On reactions.").unlisted(),
        flag("vulnerability_events", "On vulnerabilities.").unlisted(),
        flag("resource_access_token_events", "On access tokens about to expire.")
                .unlisted(),
        flag("resource_deploy_token_events", "Of projects: on deploy tokens about to expire.")
                .unless("group_id")
                .unlisted(),
        flag("project_events", "Of groups: on projects.").unless("project_id").unlisted(),
        flag("subgroup_events", "Of groups: on subgroups.").unless("project_id").unlisted(),
        flag("member_events", "Of groups: on members.").unless("project_id").unlisted(),
        Params.text("push_events_branch_filter", "Pushes to these branches only."),
        choice("branch_filter_strategy", "How that filter is read.", "wildcard", "regex", "all_branches")
                .unlisted(),
        longText("custom_webhook_template", "Template of the JSON that is sent.")
                .unlisted(),
        fieldsList(
                        "custom_headers",
                        "Headers to send.",
                        Params.text("key", "Name.").required(),
                        Params.text("value", "Value.").required().secret())
                .secret()
                .unlisted(),
        fieldsList(
                        "url_variables",
                        "Hidden parts of the URL, where {key} stands.",
                        Params.text("key", "Name.").required(),
                        Params.text("value", "Value.").required().secret())
                .secret()
                .unlisted(),
    };

    static final ToolDefinition LIST_WEBHOOKS = get("list_webhooks", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List webhooks")
            .description("Lists the webhooks of a project or group: addresses that GitLab calls on pushes and other"
                    + " events.")
            .aliases("list_project_webhooks", "list_group_webhooks")
            .path(PROJECT_ID, GROUP)
            .paginated()
            .returns(WEBHOOK)
            .define();

    static final ToolDefinition GET_WEBHOOK = get("get_webhook", OF_PROJECT + HOOK)
            .orAt(OF_GROUP + HOOK)
            .title("Get webhook")
            .description("Shows a webhook, and whether GitLab disabled it after failures (alert_status).")
            .path(PROJECT_ID, GROUP, HOOK_ID)
            .returns(WEBHOOK)
            .define();

    static final ToolDefinition CREATE_WEBHOOK = post("create_webhook", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Create webhook")
            .description("Has GitLab call a server's URL on each push (default) or other event of a project or,"
                    + " Premium, group.")
            .path(PROJECT_ID, GROUP)
            .body(URL.required())
            .body(SETTINGS)
            .returns(WEBHOOK)
            .define();

    static final ToolDefinition UPDATE_WEBHOOK = put("update_webhook", OF_PROJECT + HOOK)
            .orAt(OF_GROUP + HOOK)
            .title("Update webhook")
            .description("Changes a webhook of a project or group; what is not given stays. Older GitLab wants the"
                    + " url.")
            .path(PROJECT_ID, GROUP, HOOK_ID)
            .body(URL)
            .body(SETTINGS)
            .returns(WEBHOOK)
            .define();

    static final ToolDefinition DELETE_WEBHOOK = delete("delete_webhook", OF_PROJECT + HOOK)
            .orAt(OF_GROUP + HOOK)
            .title("Delete webhook")
            .description("Deletes a webhook of a project or group.")
            .path(PROJECT_ID, GROUP, HOOK_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition TEST_WEBHOOK = post("test_webhook", OF_PROJECT + HOOK + "/test/{trigger}")
            .orAt(OF_GROUP + HOOK + "/test/{trigger}")
            .title("Test webhook")
            .description("Sends a webhook a sample event, made of the project's data; at most 5 times a minute.")
            .path(
                    PROJECT_ID,
                    GROUP,
                    HOOK_ID,
                    choice(
                                    "trigger",
                                    "Kind of event.",
                                    "push_events",
                                    "tag_push_events",
                                    "issues_events",
                                    "confidential_issues_events",
                                    "merge_requests_events",
                                    "note_events",
                                    "confidential_note_events",
                                    "pipeline_events",
                                    "job_events",
                                    "deployment_events",
                                    "releases_events",
                                    "wiki_page_events",
                                    "milestone_events",
                                    "feature_flag_events",
                                    "emoji_events",
                                    "vulnerability_events",
                                    "resource_access_token_events",
                                    "resource_deploy_token_events")
                            .required())
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition SET_HEADER = put("set_webhook_header", OF_PROJECT + HEADER)
            .orAt(OF_GROUP + HEADER)
            .title("Set webhook header")
            .description("Sets a custom header that a webhook sends; GitLab never shows its value.")
            .path(PROJECT_ID, GROUP, HOOK_ID, KEY)
            .body(VALUE)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition DELETE_HEADER = delete("delete_webhook_header", OF_PROJECT + HEADER)
            .orAt(OF_GROUP + HEADER)
            .title("Delete webhook header")
            .description("Removes a custom header from what a webhook sends.")
            .path(PROJECT_ID, GROUP, HOOK_ID, KEY)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition SET_URL_VARIABLE = put("set_webhook_url_variable", OF_PROJECT + VARIABLE)
            .orAt(OF_GROUP + VARIABLE)
            .title("Set webhook URL variable")
            .description("Sets the hidden value that replaces {key} in a webhook's URL.")
            .path(PROJECT_ID, GROUP, HOOK_ID, KEY)
            .body(VALUE)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition DELETE_URL_VARIABLE = delete("delete_webhook_url_variable", OF_PROJECT + VARIABLE)
            .orAt(OF_GROUP + VARIABLE)
            .title("Delete webhook URL variable")
            .description("Removes a hidden value from a webhook's URL, which must no longer name it.")
            .path(PROJECT_ID, GROUP, HOOK_ID, KEY)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "webhooks",
            "Webhooks",
            LIST_WEBHOOKS,
            GET_WEBHOOK,
            CREATE_WEBHOOK,
            UPDATE_WEBHOOK,
            DELETE_WEBHOOK,
            TEST_WEBHOOK,
            SET_HEADER,
            DELETE_HEADER,
            SET_URL_VARIABLE,
            DELETE_URL_VARIABLE);

    private WebhookTools() {}
}
