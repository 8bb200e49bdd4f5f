package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Who changed what in settings and memberships: https://docs.gitlab.com/api/audit_events/ */
final class AuditEventTools {
    private static final String EVENTS = "/audit_events";
    private static final String ONE = EVENTS + "/{audit_event_id}";

    static final Shape AUDIT_EVENT = Shape.of(
            field("id"),
            time("created_at"),
            field("event_name"),
            field("author_id"),
            field("entity_type"),
            field("entity_id"),
            field("details")
                    .of(
                            text("author_name"),
                            text("custom_message"),
                            field("event_name"),
                            text("change"),
                            text("from"),
                            text("to"),
                            text("add"),
                            text("remove"),
                            text("as"),
                            field("target_type"),
                            text("target_details"),
                            field("entity_path"),
                            field("ip_address")));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");

    static final ToolDefinition LIST_EVENTS = get("list_audit_events", "/projects/{project_id}" + EVENTS)
            .orAt("/groups/{group_id}" + EVENTS)
            .orAt(EVENTS)
            .title("List audit events")
            .description("Lists who changed settings, members or tokens of a project or group (Premium); with neither,"
                    + " of the instance.")
            .aliases("list_project_audit_events", "list_group_audit_events", "list_instance_audit_events")
            .path(PROJECT_ID, GROUP)
            .query(
                    dateTime("created_after", "From then."),
                    dateTime("created_before", "Until then."),
                    choice(
                                    "entity_type",
                                    "Of the instance: about these only.",
                                    "Project",
                                    "User",
                                    "Group",
                                    "Gitlab::Audit::InstanceScope")
                            .unless("project_id", "group_id"),
                    bigInteger("entity_id", "Of the instance: about that one.")
                            .beside("entity_type")
                            .unlisted())
            .paginated()
            .returns(AUDIT_EVENT)
            .define();

    static final ToolDefinition GET_EVENT = get("get_audit_event", "/projects/{project_id}" + ONE)
            .orAt("/groups/{group_id}" + ONE)
            .orAt(ONE)
            .title("Get audit event")
            .description("Shows one audit event of a project or group (Premium); with neither, of the instance.")
            .path(
                    PROJECT_ID,
                    GROUP,
                    bigInteger("audit_event_id", "Id; list_audit_events shows it.")
                            .required())
            .returns(AUDIT_EVENT)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("audit_events", "Audit events", LIST_EVENTS, GET_EVENT);

    private AuditEventTools() {}
}
