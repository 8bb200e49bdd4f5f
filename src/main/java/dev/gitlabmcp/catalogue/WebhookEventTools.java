package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.WebhookTools.GROUP;
import static dev.gitlabmcp.catalogue.WebhookTools.HOOK;
import static dev.gitlabmcp.catalogue.WebhookTools.HOOK_ID;
import static dev.gitlabmcp.catalogue.WebhookTools.OF_GROUP;
import static dev.gitlabmcp.catalogue.WebhookTools.OF_PROJECT;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** What webhooks sent and were answered: https://docs.gitlab.com/api/project_webhooks/ */
final class WebhookEventTools {
    private static final String EVENTS = HOOK + "/events";
    private static final String RESEND = EVENTS + "/{hook_log_id}/resend";
    /** More than this on a page GitLab refuses. */
    static final int MOST_PER_PAGE = 20;

    static final Shape EVENT_SUMMARY = Shape.of(
                    field("id"),
                    field("trigger"),
                    field("response_status"),
                    field("execution_duration"),
                    text("internal_error_message"),
                    field("request_data.object_kind").as("object_kind"),
                    field("request_data.ref").as("ref"),
                    text("response_body").max(200))
            .wholeFrom("get_webhook_event");

    static final Shape EVENT = Shape.of(
            field("id"),
            field("trigger"),
            field("url"),
            field("response_status"),
            field("execution_duration"),
            text("internal_error_message"),
            text("request_headers"),
            text("request_data"),
            text("response_headers"),
            text("response_body").max(10_000));

    static final Param<Long> EVENT_ID =
            bigInteger("event_id", "Id; list_webhook_events shows it.").required();
    static final Param<Integer> PAGE =
            integer("page", "Look on this page of 20 only.").min(1).unlisted();

    static final ToolDefinition LIST_EVENTS = get("list_webhook_events", OF_PROJECT + EVENTS)
            .orAt(OF_GROUP + EVENTS)
            .title("List webhook events")
            .description("Lists what a webhook was sent in the last 7 days and how its server answered.")
            .path(PROJECT_ID, GROUP, HOOK_ID)
            .query(textList("status", "HTTP statuses, or successful, client_failure, server_failure.")
                    .commaSeparated())
            .arguments(flag("summary", "Not needed: requests are shown by get_webhook_event.")
                    .unlisted())
            .paginated(MOST_PER_PAGE)
            .returns(EVENT_SUMMARY)
            .define();

    static final ToolDefinition GET_EVENT = get("get_webhook_event", OF_PROJECT + EVENTS)
            .orAt(OF_GROUP + EVENTS)
            .title("Get webhook event")
            .description("Shows one delivery of a webhook with its request and the server's whole answer.")
            .path(PROJECT_ID, GROUP, HOOK_ID)
            .arguments(EVENT_ID, PAGE)
            .returns(EVENT)
            .handledBy(WebhookEventReading::show)
            .define();

    static final ToolDefinition RETRY_EVENT = post("retry_webhook_event", OF_PROJECT + RESEND)
            .orAt(OF_GROUP + RESEND)
            .title("Resend webhook event")
            .description("Sends a webhook's server an earlier event once more; at most 5 times a minute.")
            .aliases("resend_webhook_event")
            .path(
                    PROJECT_ID,
                    GROUP,
                    HOOK_ID,
                    bigInteger("hook_log_id", "Id; list_webhook_events shows it.")
                            .also("event_id")
                            .required())
            .returns(Shape.of(field("response_status")))
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("webhook_events", "What webhooks were sent", LIST_EVENTS, GET_EVENT, RETRY_EVENT);

    private WebhookEventTools() {}
}
