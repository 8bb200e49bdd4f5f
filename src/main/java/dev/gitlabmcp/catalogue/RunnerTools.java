package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.revealed;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;
import java.util.List;

/** Runners, the machines that run jobs: https://docs.gitlab.com/api/runners/ */
final class RunnerTools {
    private static final String ONE = "/runners/{runner_id}";

    static final Shape RUNNER_SUMMARY = Shape.of(
                    field("id"),
                    text("description").max(200),
                    field("runner_type"),
                    field("status"),
                    field("paused").ifSet(),
                    field("job_execution_status"),
                    field("created_by.username"),
                    time("created_at"))
            .wholeFrom("get_runner");

    static final Shape RUNNER = Shape.of(
            field("id"),
            text("description"),
            field("runner_type"),
            field("status"),
            field("paused"),
            field("job_execution_status"),
            field("tag_list"),
            field("run_untagged"),
            field("locked").ifSet(),
            field("access_level"),
            field("maximum_timeout"),
            text("maintenance_note"),
            field("projects[].path_with_namespace"),
            field("groups").of(field("id"), field("name")),
            field("version"),
            field("platform"),
            field("architecture"),
            time("contacted_at"));

    private static final Shape MANAGER = Shape.of(
            field("id"),
            field("system_id"),
            field("status"),
            field("job_execution_status"),
            field("version"),
            field("platform"),
            field("architecture"),
            field("ip_address"),
            time("contacted_at"));

    private static final Shape JOB = Shape.of(
            field("id"),
            field("name"),
            field("stage"),
            field("status"),
            field("project.path_with_namespace"),
            field("ref"),
            field("pipeline.id"),
            field("duration"),
            field("queued_duration"),
            field("user.username"),
            time("created_at"),
            time("finished_at"));

    private static final Shape NEW_TOKEN = Shape.of(field("id"), revealed("token"), time("token_expires_at"));

    private static final Param<Long> RUNNER_ID = id("runner_id", "Id.");
    private static final Param<String> DESCRIPTION = Params.text("description", "What it is called.");
    private static final Param<List<String>> TAGS = textList("tag_list", "Tags of the jobs it takes.");
    private static final Param<Boolean> UNTAGGED = flag("run_untagged", "It takes jobs without tags, too.");
    private static final Param<Boolean> PAUSED = flag("paused", "It takes no new jobs.");
    private static final Param<Boolean> LOCKED = flag("locked", "Not to be enabled for further projects.");
    private static final Param<String> ACCESS = choice(
            "access_level",
            "ref_protected: only jobs of protected branches and tags.",
            "not_protected",
            "ref_protected");
    private static final Param<Integer> TIMEOUT =
            integer("maximum_timeout", "Longest run of a job in seconds, from 600.");
    private static final Param<String> NOTE =
            Params.text("maintenance_note", "Notes.").max(1_024).unlisted();

    private static final Param<?>[] FILTERS = {
        choice("type", "Whose.", "instance_type", "group_type", "project_type"),
        choice("status", "State.", "online", "offline", "never_contacted", "stale"),
        flag("paused", "Only those paused, or not."),
        textList("tag_list", "With all these tags.").commaSeparated(),
        Params.text("version_prefix", "Start of the version, e.g. 17.").unlisted()
    };

    static final ToolDefinition LIST_RUNNERS = get("list_runners", "/projects/{project_id}/runners")
            .orAt("/groups/{group_id}/runners")
            .orAt("/runners")
            .title("List runners")
            .description("Lists the runners, which run the jobs, of a project or group; with neither those one may"
                    + " manage.")
            .aliases("list_project_runners", "list_group_runners", "list_owned_runners")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(FILTERS)
            .paginated()
            .returns(RUNNER_SUMMARY)
            .define();

    static final ToolDefinition LIST_ALL_RUNNERS = get("list_all_runners", "/runners/all")
            .title("List all runners")
            .description("Lists all runners of the instance (administrators).")
            .query(FILTERS)
            .paginated()
            .returns(RUNNER_SUMMARY)
            .define();

    static final ToolDefinition GET_RUNNER = get("get_runner", ONE)
            .title("Get runner")
            .description("Shows a runner: state, tags, settings, projects.")
            .path(RUNNER_ID)
            .query(flag("include_projects", "false: faster, without its projects.")
                    .unlisted())
            .returns(RUNNER)
            .define();

    static final ToolDefinition LIST_RUNNER_JOBS = get("list_runner_jobs", ONE + "/jobs")
            .title("List jobs of a runner")
            .description("Lists the jobs that a runner runs or ran.")
            .path(RUNNER_ID)
            .query(
                    choice(
                            "status",
                            "Status.",
                            "created",
                            "waiting_for_resource",
                            "preparing",
                            "waiting_for_callback",
                            "pending",
                            "running",
                            "success",
                            "failed",
                            "canceling",
                            "canceled",
                            "skipped",
                            "manual",
                            "scheduled"),
                    Params.text("system_id", "Only of this manager.").unlisted(),
                    choice("order_by", "Order.", "id").unlisted(),
                    choice("sort", "Direction; with order_by.", "asc", "desc").unlisted())
            .paginated()
            .returns(JOB)
            .define();

    static final ToolDefinition LIST_RUNNER_MANAGERS = get("list_runner_managers", ONE + "/managers")
            .title("List managers of a runner")
            .description("Lists the machines that share a runner's token, with version and last contact.")
            .path(RUNNER_ID)
            .returns(MANAGER)
            .define();

    static final ToolDefinition CREATE_RUNNER = post("create_runner", "/user/runners")
            .title("Create runner")
            .description("Creates a runner and shows, this once, the token to register a machine with.")
            .body(
                    choice("runner_type", "Whose.", "project_type", "group_type", "instance_type")
                            .required(),
                    PROJECT_ID
                            .describedAs("With project_type: id, path or URL.")
                            .numeric(),
                    GROUP_ID.describedAs("With group_type: id, path or URL.")
                            .numeric()
                            .unless("project_id"),
                    DESCRIPTION,
                    TAGS,
                    UNTAGGED,
                    PAUSED.unlisted(),
                    LOCKED.unlisted(),
                    ACCESS.unlisted(),
                    TIMEOUT.unlisted(),
                    NOTE,
                    dateTime("token_expires_at", "End of the token's life: 5 minutes to 15 days ahead.")
                            .unlisted(),
                    dateTime("token_rotation_deadline", "Until when the token may be rotated.")
                            .beside("token_expires_at")
                            .unlisted())
            .returns(NEW_TOKEN)
            .define();

    static final ToolDefinition UPDATE_RUNNER = put("update_runner", ONE)
            .title("Update runner")
            .description("Pauses or resumes a runner (paused), or changes its settings.")
            .path(RUNNER_ID)
            .body(
                    PAUSED.describedAs("true pauses, false resumes."),
                    DESCRIPTION,
                    TAGS.describedAs("All its tags."),
                    UNTAGGED,
                    LOCKED,
                    ACCESS,
                    TIMEOUT,
                    NOTE)
            .returns(RUNNER)
            .define();

    static final ToolDefinition DELETE_RUNNER = delete("delete_runner", ONE)
            .title("Delete runner")
            .description("Deletes a runner; its machines can take no more jobs.")
            .path(RUNNER_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition ENABLE_PROJECT_RUNNER = post("enable_project_runner", "/projects/{project_id}/runners")
            .title("Enable runner for a project")
            .description("Lets a project runner of another project run this project's jobs, too.")
            .path(PROJECT_ID)
            .body(RUNNER_ID.required())
            .returns(RUNNER_SUMMARY)
            .define();

    static final ToolDefinition DISABLE_PROJECT_RUNNER = delete(
                    "disable_project_runner", "/projects/{project_id}/runners/{runner_id}")
            .title("Disable runner for a project")
            .description("Takes a project runner away from a project; not from the one it belongs to.")
            .path(PROJECT_ID, RUNNER_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition RESET_TOKEN = post(
                    "reset_runner_authentication_token", ONE + "/reset_authentication_token")
            .title("Reset runner token")
            .description("Gives a runner a new token, shown this once; machines with the old one stop working.")
            .path(RUNNER_ID)
            .deletes("the old token stops working at once")
            .returns(NEW_TOKEN)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "runners",
            "Runners",
            LIST_RUNNERS,
            LIST_ALL_RUNNERS,
            GET_RUNNER,
            LIST_RUNNER_JOBS,
            LIST_RUNNER_MANAGERS,
            CREATE_RUNNER,
            UPDATE_RUNNER,
            DELETE_RUNNER,
            ENABLE_PROJECT_RUNNER,
            DISABLE_PROJECT_RUNNER,
            RESET_TOKEN);

    private RunnerTools() {}
}
