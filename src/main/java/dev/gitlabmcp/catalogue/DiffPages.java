package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Walks through the diffs of a merge request page by page. Stateless. */
final class DiffPages {
    static final String PATH = "/projects/{project_id}/merge_requests/{merge_request_iid}/diffs";
    /** Diffs are large; GitLab shows at most a few thousand files of a merge request. */
    static final int PAGE_SIZE = 50;

    private static final int MAX_PAGES = 100;

    /**
     * What came of reading a page.
     *
     * @param next the next page, if any
     * @param goOn whether the visitor wants it
     */
    private record Read(OptionalInt next, boolean goOn) {}

    private DiffPages() {}

    /** One page of diffs, as {@link #PAGE_SIZE} counts them. */
    static GitLabRequest.Builder page(String project, int iid, int page) {
        return GitLabRequest.get(PATH)
                .path("project_id", project)
                .path("merge_request_iid", iid)
                .query("page", Integer.toString(page))
                .query("per_page", Integer.toString(PAGE_SIZE));
    }

    /**
     * Shows each file's diff, from that file on (counted from 1), until the visitor says false.
     *
     * @return whether the visitor saw the last one
     */
    static boolean each(ToolCall call, String project, int iid, int firstFile, Predicate<FileDiff> visitor) {
        int first = (firstFile - 1) / PAGE_SIZE + 1;
        int page = first;
        for (int i = 0; i < MAX_PAGES; i++) {
            int skip = page == first ? (firstFile - 1) % PAGE_SIZE : 0;
            Read read = call.send(page(project, iid, page).build(), answer -> read(answer, skip, visitor));
            if (!read.goOn() || read.next().isEmpty()) {
                return read.goOn();
            }
            call.context().progress(i + 1, null, "read " + page * PAGE_SIZE + " files");
            page = read.next().getAsInt();
        }
        return false;
    }

    /** The wanted files' diffs in the order in which they were asked for; those found leave the set. */
    static List<FileDiff> find(ToolCall call, String project, int iid, boolean unidiff, Set<String> wanted) {
        List<String> order = List.copyOf(wanted);
        List<FileDiff> found = new ArrayList<>();
        OptionalInt page = OptionalInt.of(1);
        for (int i = 0; i < MAX_PAGES && page.isPresent() && !wanted.isEmpty(); i++) {
            GitLabRequest.Builder request = page(project, iid, page.getAsInt());
            if (unidiff) {
                request.query("unidiff", "true");
            }
            page = call.send(request.build(), answer -> read(answer, 0, diff -> take(diff, wanted, found)))
                    .next();
            if (page.isPresent()) {
                call.context().progress(i + 1, null, "searched " + (i + 1) * PAGE_SIZE + " files");
            }
        }
        found.sort((a, b) -> Integer.compare(place(order, a), place(order, b)));
        return found;
    }

    private static boolean take(FileDiff diff, Set<String> wanted, List<FileDiff> found) {
        if (wanted.removeIf(diff::isOf)) {
            found.add(diff);
        }
        return !wanted.isEmpty();
    }

    private static int place(List<String> order, FileDiff diff) {
        int at = order.indexOf(diff.newPath());
        return at >= 0 ? at : order.indexOf(diff.oldPath());
    }

    private static Read read(GitLabAnswer answer, int skip, Predicate<FileDiff> visitor) throws IOException {
        boolean goOn = true;
        int seen = 0;
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            JsonToken token = parser.nextToken();
            while (goOn && token != null && (token = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (token != JsonToken.START_OBJECT || seen++ < skip) {
                    parser.skipChildren();
                } else {
                    goOn = visitor.test(FileDiff.read(parser));
                }
            }
        }
        return new Read(answer.paging().nextPage(), goOn);
    }
}
