package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.DiffTools.EXCLUDED;
import static dev.gitlabmcp.catalogue.DiffTools.START_FILE;
import static dev.gitlabmcp.catalogue.DiffTools.START_LINE;
import static dev.gitlabmcp.catalogue.DiffTools.UNIDIFF;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * What changed between two commits or with one: https://docs.gitlab.com/api/repositories/#compare-branches-tags-or-commits,
 * https://docs.gitlab.com/api/commits/#retrieve-a-commit-diff
 */
final class CompareTools {
    static final String DIFF = CommitTools.COMMIT_PATH + "/diff";
    private static final int PAGE_SIZE = 100;
    /** GitLab shows at most three thousand files of a commit. */
    private static final int MAX_PAGES = 30;

    private static final int MAX_COMMITS = 30;

    static final Param<List<String>> FILE_PATHS =
            textList("file_paths", "Only these files.").max(100);
    private static final Param<String> TO =
            Params.text("to", "Branch, tag or commit.").required();

    static final ToolDefinition GET_BRANCH_DIFFS = get("get_branch_diffs", "/projects/{project_id}/repository/compare")
            .title("Compare")
            .description("Compares branches, tags or commits: commits and diffs of to since from.")
            .aliases("compare_branches")
            .path(PROJECT_ID)
            .query(
                    Params.text("from", "Base.").required(),
                    TO,
                    flag("straight", "Compare directly.").unlisted(),
                    projectId("from_project_id", "Project of from, if another.")
                            .numeric()
                            .unlisted(),
                    UNIDIFF.unlisted())
            .arguments(FILE_PATHS.unlisted(), EXCLUDED, START_FILE, START_LINE.unlisted())
            .handledBy(CompareTools::compare)
            .define();

    private CompareTools() {}

    static ToolOutput commit(ToolCall call) {
        ChangedFiles files = new ChangedFiles(call);
        OptionalInt page = OptionalInt.of(1);
        for (int i = 0; i < MAX_PAGES && page.isPresent(); i++) {
            page = call.send(request(call, page.getAsInt()), answer -> readPage(answer, files));
            if (page.isPresent()) {
                call.context().progress(i + 1, null, "read " + (i + 1) * PAGE_SIZE + " files");
            }
        }
        return files.write(new JsonText().beginObject());
    }

    private static GitLabRequest request(ToolCall call, int page) {
        GitLabRequest.Builder request = GitLabRequest.get(DIFF)
                .path("project_id", call.get(PROJECT_ID))
                .path("sha", call.get(CommitTools.SHA))
                .query("page", Integer.toString(page))
                .query("per_page", Integer.toString(PAGE_SIZE));
        call.find(UNIDIFF).ifPresent(unidiff -> request.query("unidiff", unidiff.toString()));
        return request.build();
    }

    private static OptionalInt readPage(GitLabAnswer answer, ChangedFiles files) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                files.readList(parser);
            }
        }
        return answer.paging().nextPage();
    }

    private static ToolOutput compare(ToolCall call) {
        Comparison comparison = call.send(call.request(), answer -> Comparison.read(answer.body()));
        ChangedFiles files = new ChangedFiles(call);
        comparison.diffs().forEach(files::add);
        JsonText facts = new JsonText().beginObject();
        if (comparison.same()) {
            facts.field("compare_same_ref", true);
        }
        if (comparison.timedOut()) {
            facts.field("note", "GitLab ran out of time, so diffs are missing");
        }
        if (files.atStart()) {
            writeCommits(comparison.commits(), facts);
        }
        return files.write(facts);
    }

    /** Writes how many commits there are, and the newest of them. */
    static void writeCommits(List<String> commits, JsonText facts) {
        facts.field("commit_count", commits.size());
        if (commits.isEmpty()) {
            return;
        }
        // GitLab gives the oldest first; the newest tell most of a branch.
        List<String> shown = commits.subList(Math.max(0, commits.size() - MAX_COMMITS), commits.size());
        facts.name(shown.size() < commits.size() ? "last_commits" : "commits").beginArray();
        shown.forEach(commit -> facts.string(TextCleaner.prose(commit)));
        facts.endArray();
    }
}
