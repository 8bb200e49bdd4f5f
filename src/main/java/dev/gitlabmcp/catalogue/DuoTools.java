package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.stream.Stream;

/** Sessions of GitLab Duo's agents (Premium): https://docs.gitlab.com/api/duo_agent_platform_flows/ */
final class DuoTools {
    private static final String AGENT_ACTS = "an agent goes on by itself and may change whatever it is permitted to";

    private static final Field[] FACTS = {
        field("id"),
        field("status_name").as("status"),
        field("workflow_definition").as("flow"),
        field("environment"),
        field("stalled").ifSet(),
        field("archived").ifSet(),
        field("project.full_path").as("project"),
        field("namespace.full_path").as("group"),
        time("created_at"),
        time("updated_at")
    };

    static final Shape SUMMARY = Shape.of(with(text("goal").max(160)));

    static final Shape SESSION = Shape.of(with(
            text("goal").max(4_000),
            field("user_id"),
            field("agent_privileges_names").as("agent_may"),
            field("pre_approved_agent_privileges_names").as("agent_may_unasked"),
            text("errors").max(1_000),
            field("messages")
                    .of(
                            field("role"),
                            field("message_type").as("type"),
                            field("status"),
                            time("timestamp").as("at"),
                            text("content").max(8_000),
                            text("tool_info").max(500))));

    private static final Shape STARTED = Shape.of(
            field("id"),
            field("status"),
            field("workflow_definition").as("flow"),
            field("project_id"),
            field("namespace_id"),
            field("agent_privileges_names").as("agent_may"),
            field("workload").of(field("id"), text("message").max(500)));

    static final Param<String> SEARCH = Params.text("search", "Words of the goal.");
    static final Param<String> STATUS = choice(
            "status_group", "Only such.", "active", "paused", "awaiting_input", "completed", "failed", "canceled");
    static final Param<String> FLOW =
            Params.text("flow", "Only of this flow, such as developer/v1.").also("type", "workflow_definition");
    static final Param<Boolean> CHATS = flag("include_chats", "Also Duo Chat.").unless("flow");
    static final Param<String> ENVIRONMENT = choice(
                    "environment", "Where it began.", "ambient", "chat", "chat_partial", "ide", "web")
            .unlisted();
    static final Param<String> SORT = choice(
                    "sort",
                    "Order; newest first.",
                    "created_desc",
                    "created_asc",
                    "updated_desc",
                    "updated_asc",
                    "status_desc",
                    "status_asc")
            .unlisted();
    static final Param<Long> SESSION_ID = id("workflow_id", "Id of the session.", "agent-sessions")
            .also("session_id", "id")
            .required();
    static final Param<Integer> MESSAGES = integer("messages", "How many of its last messages.")
            .min(0)
            .max(100)
            .orElse(3);

    static final ToolDefinition LIST_SESSIONS = graphql("list_duo_sessions", DuoReading.OWN, DuoReading.OF_PROJECT)
            .title("List Duo sessions")
            .description("Lists your sessions with GitLab Duo's agents, or those of a project.")
            .arguments(PROJECT_ID, STATUS, SEARCH, FLOW, CHATS, ENVIRONMENT, SORT)
            .keyset()
            .returns(SUMMARY)
            .handledBy(DuoReading::list)
            .define();

    static final ToolDefinition GET_SESSION = graphql("get_duo_session", DuoReading.ONE)
            .title("Get Duo session")
            .description("Shows how far a GitLab Duo session is, and what its agent last said or asks for.")
            .aliases("get_duo_workflow_status")
            .arguments(SESSION_ID, MESSAGES)
            .returns(SESSION)
            .handledBy(DuoReading::get)
            .define();

    static final ToolDefinition START_SESSION = post("start_duo_session", "/ai/duo_workflows/workflows")
            .title("Start Duo session")
            .description("Lets an agent of GitLab Duo work on a goal in CI; it may push commits and open merge"
                    + " requests. Follow it with get_duo_session.")
            .body(
                    PROJECT_ID,
                    longText("goal", "What the agent shall do.").max(16_384).required(),
                    Params.text("workflow_definition", "GitLab's flow, such as developer/v1, fix_pipeline/v1.")
                            .also("flow"),
                    bigInteger("ai_catalog_item_consumer_id", "In place of it: a flow configured in the AI catalog.")
                            .unless("workflow_definition"),
                    ISSUE_IID.describedAs("Issue it is about.").wire("issue_id").also("issue_id"),
                    MERGE_REQUEST_IID
                            .describedAs("Merge request it is about.")
                            .wire("merge_request_id")
                            .also("merge_request_id"),
                    Params.text("source_branch", "Branch to start from."),
                    flag("start_workflow", "Run it in CI at once.").orElse(true).unlisted(),
                    GROUP_ID.describedAs("Group, in place of a project.")
                            .wire("namespace_id")
                            .also("namespace_id")
                            .unlisted(),
                    bigInteger("ai_catalog_item_version_id", "Version of the catalog's flow.")
                            .unlisted(),
                    integerList(
                                    "agent_privileges",
                                    "May: 1 files, 2 read GitLab, 3 write GitLab, 4 commands, 5 Git, 6 MCP tools.")
                            .unlisted(),
                    integerList("pre_approved_agent_privileges", "Of these, what it may without asking.")
                            .unlisted(),
                    flag("allow_agent_to_request_user", "May stop to ask.").unlisted(),
                    Params.text("image", "Container image to run in.").unlisted(),
                    choice("environment", "Where it runs.", "ambient", "chat", "chat_partial", "ide", "web", "external")
                            .unlisted(),
                    flag("shallow_clone", "Without the repository's history.").unlisted(),
                    choice(
                                    "source",
                                    "What it was begun from.",
                                    "merge_request_code_conflict",
                                    "merge_request_dependency_bump",
                                    "merge_request_fix_pipeline",
                                    "merge_request_resolve_discussion",
                                    "work_item_to_merge_request",
                                    "fix_pipeline",
                                    "convert_platform_ci_pipeline")
                            .unlisted(),
                    fieldsList(
                                    "additional_context",
                                    "More for the agent to know.",
                                    Params.text("category", "Kind.")
                                            .wire("Category")
                                            .also("Category")
                                            .required(),
                                    longText("content", "JSON as text.")
                                            .wire("Content")
                                            .also("Content")
                                            .required())
                            .unlisted())
            .destructive(AGENT_ACTS)
            .returns(STARTED)
            .define();

    static final ToolDefinition SEND_INPUT = post(
                    "send_duo_session_input", "/ai/duo_workflows/workflows/{workflow_id}/resume")
            .namedSo("GitLab's own server calls it so")
            .title("Answer Duo session")
            .description("Answers a GitLab Duo session that waits: approves or rejects the step, or replies.")
            .path(SESSION_ID)
            .body(
                    flag("human_approval", "true: go on; false: do not do this step.")
                            .also("approve")
                            .required(),
                    Params.text("human_message", "Reply, or why not.").also("message"))
            .destructive(AGENT_ACTS)
            .returns(STARTED)
            .define();

    static final ToolDefinition START_REVIEW = graphql(
                    "start_duo_review", DuoReview.FIND, DuoReview.ADD, DuoReview.AGAIN)
            .title("Ask GitLab Duo for a review")
            .description("Has GitLab Duo review a merge request, or review it again.")
            .aliases("post_duo_review", "request_duo_review")
            .arguments(PROJECT_ID.required(), MERGE_REQUEST_IID.required(), DuoReview.REVIEWER)
            .returns(DuoReview.STATUS)
            .handledBy(DuoReview::start)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "duo_sessions", "GitLab Duo", LIST_SESSIONS, GET_SESSION, START_SESSION, SEND_INPUT, START_REVIEW);

    private DuoTools() {}

    private static Field[] with(Field... more) {
        return Stream.concat(Stream.of(FACTS), Stream.of(more)).toArray(Field[]::new);
    }
}
