package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * A repository as a whole: https://docs.gitlab.com/api/repositories/, https://docs.gitlab.com/api/repository_submodules/
 */
final class RepositoryFactTools {
    private static final String REPOSITORY = "/projects/{project_id}/repository";

    private static final Shape CONTRIBUTOR = Shape.of(text("name"), field("email"), field("commits"));

    private static final Shape CHANGELOG = Shape.of(text("notes").max(30_000));

    private static final Shape HEALTH = Shape.of(
            field("size"),
            field("references"),
            field("objects"),
            field("commit_graph"),
            field("is_object_pool").ifSet(),
            time("updated_at"));

    private static final Param<String> VERSION =
            Params.text("version", "Semantic version, such as 1.2.0.").max(255).required();
    private static final Param<String> FROM =
            Params.text("from", "Commit before the first; default the last version's tag.");
    private static final Param<String> TO = Params.text("to", "Last commit; default HEAD.");
    private static final Param<String> DATE =
            dateTime("date", "Of the release; default now.").unlisted();
    private static final Param<String> TRAILER = Params.text(
                    "trailer", "Git trailer that marks commits; default Changelog.")
            .unlisted();
    private static final Param<String> CONFIG_FILE = Params.text(
                    "config_file", "Path of its configuration; default .gitlab/changelog_config.yml.")
            .unlisted();
    private static final Param<String> CONFIG_FILE_REF =
            Params.text("config_file_ref", "Where that file is read.").unlisted();

    static final ToolDefinition GET_MERGE_BASE = get("get_merge_base", REPOSITORY + "/merge_base")
            .title("Get merge base")
            .description("Shows the last common ancestor of branches, tags or commits.")
            .path(PROJECT_ID)
            .query(textList("refs", "Two or more.").required())
            .returns(CommitTools.COMMIT_SUMMARY)
            .define();

    static final ToolDefinition GET_DIVERGING_COMMITS = get(
                    "get_diverging_commit_counts", REPOSITORY + "/diverging_commits")
            .title("Count diverging commits")
            .description("Counts the commits by which one ref is ahead of and behind another (GitLab 19.3).")
            .path(PROJECT_ID)
            .query(
                    Params.text("from", "Ref to compare from.").required(),
                    Params.text("to", "Ref to compare to.").required(),
                    integer("max_count", "Stop counting here.").min(0))
            .returns(Shape.of(field("ahead"), field("behind")))
            .define();

    static final ToolDefinition LIST_CONTRIBUTORS = get("list_repository_contributors", REPOSITORY + "/contributors")
            .title("List contributors")
            .description("Lists who committed to a branch, with numbers of commits.")
            .path(PROJECT_ID)
            .query(
                    Params.text("ref", "Branch or tag."),
                    choice("order_by", "Order; default commits.", "email", "name", "commits"),
                    choice("sort", "Direction; default asc.", "asc", "desc"))
            .paginated()
            .returns(CONTRIBUTOR)
            .define();

    static final ToolDefinition GET_CHANGELOG = get("get_changelog", REPOSITORY + "/changelog")
            .title("Get changelog")
            .description("Shows the changelog of a version, made from commits' trailers, without writing it.")
            .path(PROJECT_ID)
            .query(VERSION, FROM, TO, DATE, TRAILER, CONFIG_FILE, CONFIG_FILE_REF)
            .returns(CHANGELOG)
            .define();

    static final ToolDefinition ADD_CHANGELOG = post("add_changelog", REPOSITORY + "/changelog")
            .title("Add changelog")
            .description("Adds a version's changelog to the changelog file and commits it; see get_changelog first.")
            .path(PROJECT_ID)
            .body(
                    VERSION,
                    FROM,
                    TO,
                    Params.text("branch", "Branch to commit to; default branch if left out."),
                    longText("message", "Commit message."),
                    Params.text("file", "Path; default CHANGELOG.md.").unlisted(),
                    DATE,
                    TRAILER,
                    CONFIG_FILE,
                    CONFIG_FILE_REF)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition GET_HEALTH = get("get_repository_health", REPOSITORY + "/health")
            .title("Get repository health")
            .description("Shows how a repository is stored: size, loose objects, packs; 404 until one was generated.")
            .path(PROJECT_ID)
            .query(flag("generate", "Generate it now."))
            .returns(HEALTH)
            .define();

    static final ToolDefinition START_SIZE = post(
                    "start_repository_size_calculation", "/projects/{project_id}/repository_size")
            .title("Recalculate repository size")
            .description("Has GitLab count a repository's size anew, which get_project statistics then shows.")
            .path(PROJECT_ID)
            .returns(Shape.EVERYTHING)
            .idempotent(true, "counting twice gives the same")
            .define();

    static final ToolDefinition UPDATE_SUBMODULE = put("update_submodule", REPOSITORY + "/submodules/{submodule}")
            .title("Update submodule")
            .description("Points a submodule to another commit, with a commit to a branch.")
            .path(PROJECT_ID, Params.text("submodule", "Path of the submodule."))
            .body(
                    Params.text("commit_sha", "Full commit id in the submodule.")
                            .max(64)
                            .required(),
                    FileWriteTools.BRANCH,
                    longText("commit_message", "Commit message."))
            .returns(FileWriteTools.NEW_COMMIT)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "repository",
            "The repository as a whole",
            GET_MERGE_BASE,
            GET_DIVERGING_COMMITS,
            LIST_CONTRIBUTORS,
            GET_CHANGELOG,
            ADD_CHANGELOG,
            GET_HEALTH,
            START_SIZE,
            UPDATE_SUBMODULE);

    private RepositoryFactTools() {}
}
