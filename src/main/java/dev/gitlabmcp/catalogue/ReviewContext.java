package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.SourceBranch.SOURCE_BRANCH;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.tool.ToolBuilder.custom;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a reviewer looks at before the diffs: the merge request, its changed files, the threads that wait for an answer, its
 * approvals, pipeline and conflicts. Asks GitLab four times, once more for each further hundred files or threads, for the jobs
 * of a failed pipeline and for the target's changes where there are conflicts. For one merge request and one thread.
 */
final class ReviewContext {
    private static final int PAGE_SIZE = 100;
    /** GitLab shows at most a few thousand files of a merge request; nobody reads that many names. */
    private static final int MAX_PAGES = 10;

    private static final Shape THREAD = Shape.of(field("id"), field("notes").of(MergeRequestNoteTools.fields(800)))
            .wholeFrom("get_merge_request_note");

    static final ToolDefinition GET_REVIEW_CONTEXT = custom("get_merge_request_review_context")
            .title("Get review context")
            .description(
                    "Shows what a review of a merge request starts from: its facts, changed files with sizes, unresolved"
                            + " threads, approvals, pipeline, conflicts. Diffs: get_merge_request_file_diff.")
            .arguments(PROJECT_ID.required(), MERGE_REQUEST_IID, SOURCE_BRANCH.unlisted())
            .readOnly("it only reads")
            .handledBy(ReviewContext::show)
            .define();

    private final Parts parts;
    private final String project;
    private final int iid;
    private final Map<String, String> named;
    private final Set<String> paths = new LinkedHashSet<>();

    /** Begins with the merge request of these arguments. */
    ReviewContext(Parts parts, String project, int iid) {
        this.parts = parts;
        this.project = project;
        this.iid = iid;
        this.named = new TreeMap<>(Map.of("project_id", project, "merge_request_iid", Integer.toString(iid)));
    }

    private static ToolOutput show(ToolCall call) {
        ToolCall complete = SourceBranch.complete(call);
        Parts parts = Parts.of(call);
        new ReviewContext(parts, complete.get(PROJECT_ID), complete.get(MERGE_REQUEST_IID)).writeAll();
        return ToolOutput.text(parts.out().markUserText().endObject().finished());
    }

    /** Writes everything. */
    void writeAll() {
        JsonNode facts = writeFacts(0.25);
        parts.step("reading the changed files");
        writeFiles(0.5);
        parts.step("reading the threads");
        parts.attempt("threads", () -> writeThreads(0.82));
        parts.step("reading the approvals");
        parts.show(
                "approvals",
                ApprovalTools.GET_STATE,
                ApprovalTools.approvals(project, iid),
                ApprovalTools.APPROVALS,
                0.86);
        writePipeline(facts.path("head_pipeline"));
        if (facts.path("has_conflicts").asBoolean()) {
            parts.step("looking for the conflicts");
            parts.attempt("conflicts", () -> writeConflicts(facts));
        }
    }

    /** Writes the merge request itself, without which there is nothing to review, and gives what GitLab says about it. */
    JsonNode writeFacts(double share) {
        parts.step("reading the merge request");
        Map<String, String> arguments = new HashMap<>(named);
        arguments.put("include_diverged_commits_count", "true");
        Arguments read = parts.read(MergeRequestTools.GET_MERGE_REQUEST, arguments);
        JsonNode facts = SmallAnswers.tree(parts.scope(), MergeRequestTools.GET_MERGE_REQUEST.request(read));
        shape(MergeRequestTools.MERGE_REQUEST, facts, parts.out().name("merge_request"), share);
        return facts;
    }

    private int shape(Shape shape, JsonNode tree, JsonText out, double share) {
        try {
            return shape.write(new ByteArrayInputStream(SmallAnswers.bytes(tree)), out, parts.upTo(share));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the changed files as {@code list_merge_request_changed_files} shows them, as many as fit. */
    void writeFiles(double share) {
        parts.attempt("changed_files", () -> {
            JsonText out = parts.out().name("changed_files").beginArray();
            boolean whole = true;
            OptionalInt page = OptionalInt.of(1);
            for (int i = 0; i < MAX_PAGES && page.isPresent() && whole; i++) {
                FilePage read = readFiles(page.getAsInt(), out, share);
                page = read.next();
                whole = read.whole();
            }
            out.endArray();
            if (!whole || page.isPresent()) {
                out.field("more_changed_files", CallText.of(DiffTools.LIST_CHANGED_FILES.name(), named));
            }
        });
    }

    /** What came of a page of files, and whether all of it was written. */
    private record FilePage(OptionalInt next, boolean whole) {}

    private FilePage readFiles(int page, JsonText out, double share) {
        Map<String, String> arguments = new HashMap<>(named);
        arguments.put("per_page", Integer.toString(PAGE_SIZE));
        if (page > 1) {
            arguments.put("page", Integer.toString(page));
        }
        return parts.scope().send(parts.request(DiffTools.LIST_CHANGED_FILES, arguments), answer -> {
            boolean whole = true;
            try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
                JsonToken token = parser.nextToken();
                while (token != null && (token = parser.nextToken()) != JsonToken.END_ARRAY) {
                    if (token != JsonToken.START_OBJECT) {
                        parser.skipChildren();
                        continue;
                    }
                    FileDiff file = FileDiff.read(parser);
                    paths.add(file.newPath().isEmpty() ? file.oldPath() : file.newPath());
                    long mark = out.mark();
                    file.writeFacts(out);
                    if (!whole || parts.left(share) < 0) {
                        out.reset(mark);
                        whole = false;
                    }
                }
            }
            return new FilePage(answer.paging().nextPage(), whole);
        });
    }

    /** Counts of threads; one that somebody has to resolve is shown. */
    private static final class Threads {
        private int resolved;
        private int unresolved;
        private int shown;
        private int comments;
    }

    private void writeThreads(double share) {
        JsonText out = parts.out().name("unresolved_threads").beginArray();
        Threads threads = new Threads();
        OptionalInt page = OptionalInt.of(1);
        for (int i = 0; i < MAX_PAGES && page.isPresent(); i++) {
            Map<String, String> arguments = new HashMap<>(named);
            arguments.put("per_page", Integer.toString(PAGE_SIZE));
            if (i > 0) {
                arguments.put("page", Integer.toString(page.getAsInt()));
            }
            page = parts.scope().send(parts.request(ThreadTools.LIST_DISCUSSIONS, arguments), answer -> {
                readThreads(answer.body(), threads, share);
                return answer.paging().nextPage();
            });
        }
        out.endArray();
        out.name("threads").beginObject();
        out.field("unresolved", threads.unresolved)
                .field("resolved", threads.resolved)
                .field("comments", threads.comments)
                .endObject();
        if (threads.shown < threads.unresolved || page.isPresent()) {
            out.field("more_threads", CallText.of(ThreadTools.LIST_DISCUSSIONS.name(), named));
        }
    }

    private void readThreads(InputStream body, Threads threads, double share) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(body)) {
            JsonToken token = parser.nextToken();
            while (token != null && (token = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (token == JsonToken.START_OBJECT) {
                    take(SmallAnswers.tree(parser), threads, share);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void take(JsonNode thread, Threads threads, double share) {
        boolean resolvable = false;
        boolean open = false;
        boolean comment = false;
        for (JsonNode note : thread.path("notes")) {
            boolean one = note.path("resolvable").asBoolean();
            resolvable |= one;
            open |= one && !note.path("resolved").asBoolean();
            comment |= !one && !note.path("system").asBoolean();
        }
        threads.comments += comment && !resolvable ? 1 : 0;
        threads.resolved += resolvable && !open ? 1 : 0;
        threads.unresolved += open ? 1 : 0;
        if (!open || threads.shown < threads.unresolved - 1) {
            return;
        }
        if (thread.path("notes") instanceof ArrayNode notes && thread instanceof ObjectNode shown) {
            ArrayNode spoken = notes.arrayNode();
            notes.forEach(note -> {
                if (!note.path("system").asBoolean()) {
                    spoken.add(note);
                }
            });
            shown.set("notes", spoken);
        }
        JsonText out = parts.out();
        long mark = out.mark();
        shape(THREAD, thread, out, share);
        if (parts.left(share) < 0) {
            out.reset(mark);
        } else {
            threads.shown++;
        }
    }

    private void writePipeline(JsonNode head) {
        long id = head.path("id").asLong();
        if (id < 1) {
            parts.out().field("pipeline", "none");
            return;
        }
        shape(PipelineTools.PIPELINE_SUMMARY, head, parts.out().name("pipeline"), 0.88);
        if (head.path("status").asText().equals("failed")) {
            parts.step("reading the failed jobs");
            long source = head.path("project_id").asLong();
            String of = source > 0 ? Long.toString(source) : project;
            PipelineJobs.showFailed(parts, of, id, 0.96);
            parts.out().field("why", CallText.of("diagnose_pipeline", PipelineJobs.named(of, id)));
        }
    }

    private void writeConflicts(JsonNode facts) {
        String base = facts.path("diff_refs").path("base_sha").asText("");
        String target = facts.path("target_branch").asText("");
        if (base.isEmpty() || target.isEmpty()) {
            return;
        }
        Set<String> theirs = new LinkedHashSet<>();
        boolean whole = Conflicts.readTarget(parts.scope(), project, base, target, theirs);
        JsonText out = parts.out().name("changed_on_both_sides").beginArray();
        boolean fits = true;
        for (String path : paths) {
            long mark = out.mark();
            if (fits && theirs.contains(path)) {
                out.string(TextCleaner.prose(path));
                if (parts.left(1) < 0) {
                    out.reset(mark);
                    fits = false;
                }
            }
        }
        out.endArray();
        if (!fits || !whole) {
            out.field("more_conflicts", CallText.of("get_merge_request_conflicts", named));
        }
    }
}
