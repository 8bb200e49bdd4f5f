package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Commits: https://docs.gitlab.com/api/commits/ */
final class CommitTools {
    static final String COMMIT_PATH = FileWriteTools.COMMITS + "/{sha}";

    static final Shape COMMIT_SUMMARY = Shape.of(
                    sha("id"),
                    text("title").max(200),
                    text("author_name"),
                    time("committed_date"),
                    field("stats.additions").as("additions"),
                    field("stats.deletions").as("deletions"),
                    field("trailers"))
            .wholeFrom("get_commit");

    static final Shape COMMIT = Shape.of(
            field("id"),
            text("message").max(8_000),
            text("author_name"),
            field("author_email"),
            text("committer_name"),
            time("authored_date"),
            time("committed_date"),
            field("parent_ids").as("parents"),
            field("stats.additions").as("additions"),
            field("stats.deletions").as("deletions"),
            field("status"),
            field("last_pipeline.id").as("pipeline_id"),
            field("web_url"));

    /** Of a commit or a tag; GPG, SSH and X.509 signatures have members of their own. */
    static final Shape SIGNATURE = Shape.of(
            field("signature_type"),
            field("verification_status"),
            text("gpg_key_user_name"),
            field("gpg_key_user_email"),
            field("gpg_key_primary_keyid"),
            text("key.title").as("ssh_key"),
            field("x509_certificate").of(text("subject"), field("email"), field("certificate_status")),
            field("commit_source"));

    static final Param<String> SHA = Params.commit("sha", "Id, branch, tag or URL.");

    static final ToolDefinition LIST_COMMITS = get("list_commits", FileWriteTools.COMMITS)
            .title("List commits")
            .description("Lists commits, newest first.")
            .path(PROJECT_ID)
            .query(
                    Params.text("ref_name", "Branch, tag, a..b."),
                    Params.text("path", "Touching it."),
                    Params.text("author", "Author.").unlisted(),
                    dateTime("since", "From, ISO 8601.").unlisted(),
                    dateTime("until", "Up to, ISO 8601.").unlisted(),
                    flag("follow", "Also before path was renamed (GitLab 18.10).")
                            .unlisted(),
                    flag("all", "Of all branches.").unlisted(),
                    flag("with_stats", "With counts of lines.").unlisted(),
                    flag("first_parent", "Without commits of merged branches.").unlisted(),
                    choice("order", "topo: children before parents.", "default", "topo")
                            .unlisted(),
                    flag("trailers", "With Git trailers.").unlisted())
            .paginated()
            .returns(COMMIT_SUMMARY)
            .define();

    static final ToolDefinition GET_COMMIT = get("get_commit", COMMIT_PATH)
            .title("Get commit")
            .description("Shows a commit's message, author and line counts. What it changes: get_commit_diff.")
            .path(PROJECT_ID, SHA)
            .query(flag("stats", "Line counts; default true.").unlisted())
            .returns(COMMIT)
            .define();

    static final ToolDefinition GET_COMMIT_DIFF = get("get_commit_diff", CompareTools.DIFF)
            .title("Get commit diff")
            .description("Shows how a commit changed files.")
            .path(PROJECT_ID, SHA)
            .query(DiffTools.UNIDIFF.unlisted())
            .arguments(
                    CompareTools.FILE_PATHS,
                    DiffTools.EXCLUDED,
                    DiffTools.START_FILE,
                    DiffTools.START_LINE.unlisted(),
                    flag("full_diff", "Not needed: what is cut names the next call.")
                            .unlisted())
            .handledBy(CompareTools::commit)
            .define();

    static final ToolDefinition CHERRY_PICK_COMMIT = post("cherry_pick_commit", COMMIT_PATH + "/cherry_pick")
            .namedSo("it is Git's own word")
            .title("Cherry-pick commit")
            .description("Applies what a commit changes to a branch, as a new commit.")
            .path(PROJECT_ID, SHA)
            .body(
                    FileWriteTools.BRANCH,
                    longText("message", "Other commit message."),
                    flag("dry_run", "Only try whether it applies."))
            .returns(FileWriteTools.NEW_COMMIT)
            .define();

    static final ToolDefinition REVERT_COMMIT = post("revert_commit", COMMIT_PATH + "/revert")
            .title("Revert commit")
            .description("Undoes what a commit changed in a branch, with a new commit.")
            .path(PROJECT_ID, SHA)
            .body(FileWriteTools.BRANCH, flag("dry_run", "Only try whether it can be undone."))
            .returns(FileWriteTools.NEW_COMMIT)
            .define();

    static final ToolDefinition LIST_COMMIT_REFS = get("list_commit_refs", COMMIT_PATH + "/refs")
            .title("List refs of commit")
            .description("Lists the branches and tags that contain a commit.")
            .path(PROJECT_ID, SHA)
            .query(choice("type", "Only these.", "branch", "tag", "all"))
            .paginated()
            .returns(Shape.of(field("type"), field("name")))
            .define();

    static final ToolDefinition LIST_COMMIT_MERGE_REQUESTS = get(
                    "list_commit_merge_requests", COMMIT_PATH + "/merge_requests")
            .title("List merge requests of commit")
            .description("Lists the merge requests that brought or contain a commit.")
            .path(PROJECT_ID, SHA)
            .query(choice("state", "Only these.", "opened", "closed", "locked", "merged"))
            .paginated()
            .returns(MergeRequestTools.MERGE_REQUEST_SUMMARY)
            .define();

    static final ToolDefinition GET_COMMIT_SIGNATURE = get("get_commit_signature", COMMIT_PATH + "/signature")
            .title("Get commit signature")
            .description("Shows the signature of a commit and whether it holds; 404 if not signed.")
            .path(PROJECT_ID, SHA)
            .returns(SIGNATURE)
            .define();

    static final ToolDefinition GET_COMMIT_SEQUENCE = get("get_commit_sequence", COMMIT_PATH + "/sequence")
            .title("Get commit sequence")
            .description("Counts the commits from the first one up to a commit.")
            .path(PROJECT_ID, SHA)
            .query(flag("first_parent", "Without commits of merged branches."))
            .returns(Shape.of(field("count")))
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "commits",
            "Commits",
            LIST_COMMITS,
            GET_COMMIT,
            GET_COMMIT_DIFF,
            CHERRY_PICK_COMMIT,
            REVERT_COMMIT,
            LIST_COMMIT_REFS,
            LIST_COMMIT_MERGE_REQUESTS,
            GET_COMMIT_SIGNATURE,
            GET_COMMIT_SEQUENCE);

    private CommitTools() {}
}
