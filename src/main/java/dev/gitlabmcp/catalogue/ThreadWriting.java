package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.DiffPosition.POSITION;
import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes threads and draft notes, whose place in a diff GitLab wants in a form that no caller should have to know. */
final class ThreadWriting {
    private static final String PATH = "/projects/{project_id}/merge_requests/{merge_request_iid}";
    private static final String DRAFT = PATH + "/draft_notes/{draft_note_id}";

    private ThreadWriting() {}

    static ToolOutput startThread(ToolCall call) {
        return send(
                call,
                () -> GitLabRequest.post(PATH + "/discussions"),
                position(call),
                out -> copy(call, out, List.of(ThreadTools.BODY, ThreadTools.CREATED_AT, ThreadTools.COMMIT_ID)),
                ThreadTools.DISCUSSION);
    }

    static ToolOutput createDraft(ToolCall call) {
        return send(
                call,
                () -> GitLabRequest.post(PATH + "/draft_notes"),
                position(call),
                out -> {
                    copy(call, out, List.of(DraftNoteTools.BODY, DraftNoteTools.IN_REPLY_TO, DraftNoteTools.COMMIT_ID));
                    call.find(DraftNoteTools.RESOLVE).ifPresent(resolve -> out.field("resolve_discussion", resolve));
                },
                DraftNoteTools.DRAFT_NOTE);
    }

    /** GitLab's update wants the text and forgets a position that is not repeated, so what is not given is read. */
    static ToolOutput updateDraft(ToolCall call) {
        if (!call.has(DraftNoteTools.BODY) && !call.has(POSITION)) {
            throw ToolException.invalid("body", "is missing: give it, position or both");
        }
        JsonNode present = SmallAnswers.tree(
                call,
                place(GitLabRequest.get(DRAFT).path("draft_note_id", call.get(DraftNoteTools.ID)), call)
                        .build());
        String text = call.find(DraftNoteTools.BODY)
                .orElseGet(() -> present.path("note").asText());
        return send(
                call,
                () -> GitLabRequest.put(DRAFT).path("draft_note_id", call.get(DraftNoteTools.ID)),
                position(call),
                out -> {
                    out.field("note", text);
                    if (!call.has(POSITION) && present.path("position").isObject()) {
                        out.name("position").raw(withoutNulls(present.get("position")));
                    }
                },
                DraftNoteTools.DRAFT_NOTE);
    }

    static ToolOutput suggest(ToolCall call) {
        int line = call.get(SuggestionTools.LINE);
        int first = call.find(SuggestionTools.START_LINE).orElse(line);
        if (first > line) {
            throw ToolException.invalid("start_line", "must not be after line");
        }
        String replacement = call.get(SuggestionTools.REPLACEMENT);
        String fence = "`".repeat(Math.max(3, longestRun(replacement) + 1));
        String text = call.find(SuggestionTools.COMMENT)
                        .map(comment -> comment + "\n\n")
                        .orElse("") + fence
                + "suggestion:-" + (line - first) + "+0\n"
                + replacement + (replacement.isEmpty() || replacement.endsWith("\n") ? "" : "\n") + fence;
        return send(
                call,
                () -> GitLabRequest.post(PATH + "/discussions"),
                Optional.of(DiffPosition.ofLine(call, call.get(SuggestionTools.FILE_PATH), line)),
                out -> out.field("body", text),
                ThreadTools.DISCUSSION);
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static Optional<DiffPosition> position(ToolCall call) {
        return call.find(POSITION).map(given -> DiffPosition.of(call, given));
    }

    private static GitLabRequest.Builder place(GitLabRequest.Builder request, ToolCall call) {
        return request.path("project_id", call.get(PROJECT_ID)).path("merge_request_iid", call.get(MERGE_REQUEST_IID));
    }

    private static void copy(ToolCall call, JsonText out, List<Param<String>> texts) {
        for (Param<String> text : texts) {
            call.find(text).ifPresent(value -> out.field(text.wireName(), value));
        }
    }

    private static String withoutNulls(JsonNode position) {
        JsonText out = new JsonText().beginObject();
        position.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!value.isNull()) {
                out.name(member.getKey()).raw(value.isObject() ? withoutNulls(value) : value.toString());
            }
        });
        return out.endObject().toString();
    }

    /**
     * Sends it as the caller meant it. Where GitLab refuses the line, nothing was written, and an unchanged line of which
     * only one number was given is the usual reason: then it is sent once more with both.
     */
    private static ToolOutput send(
            ToolCall call,
            Supplier<GitLabRequest.Builder> request,
            Optional<DiffPosition> position,
            Consumer<JsonText> members,
            Shape shape) {
        byte[] body = SmallAnswers.body(members.andThen(out -> position.ifPresent(at -> at.write(out))));
        try {
            return call.answer(place(request.get(), call).json(body).build(), shape);
        } catch (ToolException e) {
            if (position.filter(DiffPosition::isHalf).isEmpty() || !isAboutLine(e)) {
                throw e;
            }
        }
        byte[] whole = SmallAnswers.body(members.andThen(out -> position.ifPresent(at -> at.writeUnchanged(out))));
        return call.answer(place(request.get(), call).json(whole).build(), shape);
    }

    private static boolean isAboutLine(ToolException e) {
        return e.problem() instanceof ToolProblem.RefusedByGitLab refused
                && refused.status() == 400
                && (refused.message().contains("line_code") || refused.message().contains("ine code"));
    }
}
