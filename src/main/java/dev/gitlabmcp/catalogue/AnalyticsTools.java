package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.choiceList;
import static dev.gitlabmcp.tool.Params.date;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** How work flows: https://docs.gitlab.com/api/dora/metrics/, https://docs.gitlab.com/api/group_activity_analytics/ */
final class AnalyticsTools {
    private static final String METRICS = "/dora/metrics";

    private static final Shape METRIC = Shape.of(field("date"), field("value"), field("environment_tier"));

    private static final Shape REVIEW = Shape.of(
            field("iid"),
            text("title"),
            field("author.username"),
            field("approved_by[].username"),
            field("notes_count"),
            field("review_time").as("review_hours"),
            field("diff_stats"),
            field("milestone.title"),
            time("created_at"),
            field("web_url"));

    static final ToolDefinition GET_DORA = get("get_dora_metrics", "/projects/{project_id}" + METRICS)
            .orAt("/groups/{group_id}" + METRICS)
            .title("Get DORA metrics")
            .description("Shows how often a project or group deploys, how fast and how safely: DORA metrics over time"
                    + " (Ultimate). Times are in seconds.")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(
                    choice(
                                    "metric",
                                    "Which one.",
                                    "deployment_frequency",
                                    "lead_time_for_changes",
                                    "time_to_restore_service",
                                    "change_failure_rate")
                            .required(),
                    date("start_date", "From; three months ago if left out."),
                    date("end_date", "Until; today if left out."),
                    choice("interval", "One value for each; default daily.", "all", "monthly", "daily"),
                    choiceList(
                            "environment_tiers",
                            "Default production.",
                            "production",
                            "staging",
                            "testing",
                            "development",
                            "other"))
            .returns(METRIC)
            .define();

    static final ToolDefinition LIST_REVIEWS = get("list_code_review_analytics", "/analytics/code_review")
            .title("List code review analytics")
            .description("Lists a project's merge requests under review, longest first, with hours and comments"
                    + " (Premium).")
            .query(
                    PROJECT_ID.numeric().required(),
                    textList("label_name", "Labels they carry.").commaSeparated(),
                    Params.text("milestone_title", "Their milestone."),
                    fields(
                                    "not",
                                    "What they must not have.",
                                    textList("label_name", "Labels.").wire("not[label_name]"),
                                    Params.text("milestone_title", "Milestone.").wire("not[milestone_title]"))
                            .unlisted())
            .paginated()
            .returns(REVIEW)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("analytics", "Analytics", GET_DORA, LIST_REVIEWS);

    private AnalyticsTools() {}
}
