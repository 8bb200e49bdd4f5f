package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.date;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** What users did: https://docs.gitlab.com/api/events/ */
final class EventTools {
    static final Shape EVENT = Shape.of(
            time("created_at"),
            field("author_username").as("author"),
            field("action_name"),
            field("project_id"),
            field("target_type"),
            field("target_iid"),
            text("target_title").max(200),
            field("push_data.ref").as("ref"),
            field("push_data.commit_count").as("commits").ifSet(),
            text("push_data.commit_title").as("commit_title").max(200),
            field("note.noteable_type").as("noteable_type"),
            field("note.noteable_iid").as("noteable_iid"),
            text("note.body").as("note").max(300));

    static final ToolDefinition LIST_EVENTS = get("list_events", "/projects/{project_id}/events")
            .orAt("/users/{user_id}/events")
            .orAt("/events")
            .title("List events")
            .description("Lists what happened in a project, what a user did, or with neither what one did oneself;"
                    + " newest first.")
            .aliases("get_project_events", "list_project_events", "list_user_events")
            .path(PROJECT_ID, Params.text("user_id", "Id or user name.").unless("project_id"))
            .query(
                    choice(
                            "action",
                            "What was done.",
                            "approved",
                            "closed",
                            "commented",
                            "created",
                            "destroyed",
                            "expired",
                            "joined",
                            "left",
                            "merged",
                            "pushed",
                            "reopened",
                            "updated"),
                    choice(
                            "target_type",
                            "To what.",
                            "issue",
                            "milestone",
                            "merge_request",
                            "note",
                            "project",
                            "snippet",
                            "user",
                            "wiki",
                            "design"),
                    date("after", "After this day, YYYY-MM-DD."),
                    date("before", "Before this day."),
                    choice("scope", "all: of all in one's projects.", "all").unless("project_id", "user_id"),
                    choice("sort", "Direction.", "asc", "desc"))
            .paginated()
            .returns(EVENT)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("events", "Events", LIST_EVENTS);

    private EventTools() {}
}
