package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.JobTools.BYTE_LIMIT;
import static dev.gitlabmcp.catalogue.JobTools.BYTE_OFFSET;
import static dev.gitlabmcp.catalogue.JobTools.CONTEXT;
import static dev.gitlabmcp.catalogue.JobTools.GREP;
import static dev.gitlabmcp.catalogue.JobTools.TAIL;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.LogSlice;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads a job's log while it streams. GitLab's own {@code byte_offset} and {@code byte_limit} (19.3) are not used:
 * older servers ignore them silently, and an answer does not tell whether it was cut.
 */
final class JobLogReading {
    private static final int TAIL_LINES = 200;
    private static final int CONTEXT_LINES = 2;

    private JobLogReading() {}

    static ToolOutput show(ToolCall call) {
        long offset = call.find(BYTE_OFFSET).orElse(0L);
        if (offset < 0) {
            throw ToolException.invalid("byte_offset", "must be 0 or more");
        }
        int room = call.roomBeside(new JsonText());
        GitLabRequest request = call.request();
        if (call.has(GREP)) {
            int context = call.find(CONTEXT).orElse(CONTEXT_LINES);
            LogSlice found =
                    call.send(request, answer -> LogSlice.grep(answer.body(), call.get(GREP), context, offset, room));
            return grepped(call, found);
        }
        if (call.has(BYTE_OFFSET) || call.has(BYTE_LIMIT)) {
            int limit = call.find(BYTE_LIMIT).orElse(room);
            LogSlice part = call.send(request, answer -> LogSlice.window(answer.body(), offset, limit, room));
            return windowed(call, part);
        }
        int lines = call.find(TAIL).orElse(TAIL_LINES);
        LogSlice end = call.send(request, answer -> LogSlice.tail(answer.body(), lines, room));
        return tailed(call, end, lines, room);
    }

    /** The end of a job's log, for a prompt. */
    static String tail(CallScope scope, String project, long job, int lines) {
        GitLabRequest request = GitLabRequest.get("/projects/{project_id}/jobs/{job_id}/trace")
                .path("project_id", project)
                .path("job_id", job)
                .build();
        return scope.send(request, answer -> tail(answer.body(), lines));
    }

    private static String tail(InputStream log, int lines) throws IOException {
        return LogSlice.tail(log, lines, 8 * 1024).text();
    }

    private static ToolOutput tailed(ToolCall call, LogSlice end, int lines, int room) {
        JsonText facts = new JsonText().beginObject();
        facts.field("total_lines", end.readLines()).field("total_bytes", end.readBytes());
        if (end.firstLine() > 1) {
            facts.field("lines", end.firstLine() + "-" + end.readLines());
            if (end.shownLines() < lines) {
                facts.field("cut", "size limit: only the last " + end.shownLines() + " lines");
            }
            // Less than fits, because that call has longer arguments to repeat.
            long before = Math.max(0, end.startByte() - room / 4 * 3L);
            facts.field("previous", call.next(window(before, (int) (end.startByte() - before)), Set.of("tail")));
        }
        return output(facts, end);
    }

    private static ToolOutput windowed(ToolCall call, LogSlice part) {
        JsonText facts = new JsonText().beginObject();
        facts.field("byte_offset", part.startByte());
        if (part.more()) {
            Map<String, Object> next = new LinkedHashMap<>();
            next.put("byte_offset", part.endByte());
            facts.field("next", call.next(next));
        } else {
            facts.field("total_bytes", part.readBytes());
        }
        return output(facts, part);
    }

    private static ToolOutput grepped(ToolCall call, LogSlice found) {
        JsonText facts = new JsonText().beginObject();
        facts.field("matches", found.matches());
        if (found.more()) {
            facts.field("cut", "size limit: there are more matches");
            facts.field("next", call.next(Map.of("byte_offset", found.endByte())));
        } else {
            facts.field("total_lines", found.readLines());
        }
        if (found.startByte() > 0) {
            facts.field("note", "line numbers count from byte " + found.startByte());
        }
        return output(facts, found);
    }

    private static Map<String, Object> window(long offset, int limit) {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("byte_offset", offset);
        changes.put("byte_limit", Math.max(1, limit));
        return changes;
    }

    private static ToolOutput output(JsonText facts, LogSlice slice) {
        if (slice.text().isEmpty()) {
            return ToolOutput.text(facts.endObject().finished());
        }
        return ToolOutput.text(facts.markUserText().endObject().finished(), slice.text());
    }
}
