package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.MERGE_REQUEST_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.flag;

import com.google.re2j.Pattern;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;

/** Makes merge requests drafts, or ready: to GitLab's API that is a matter of how the title begins. Stateless. */
final class DraftTitle {
    static final Param<String> TITLE = Params.text("title", "Title.").max(255);
    static final Param<Boolean> DRAFT = flag("draft", "A draft, or ready.");

    private static final Pattern PREFIX = Pattern.compile("(?i)^(?:\\s*(?:\\[draft\\]|\\(draft\\)|draft:)\\s*)+");

    private DraftTitle() {}

    static ToolOutput create(ToolCall call) {
        ToolCall titled = call.find(DRAFT)
                .map(draft -> call.with(TITLE, titled(call.get(TITLE), draft)))
                .orElse(call);
        return titled.answer(titled.request(), MergeRequestTools.CHANGED_MERGE_REQUEST);
    }

    static ToolOutput update(ToolCall call) {
        ToolCall complete = SourceBranch.complete(call);
        ToolCall titled = complete.find(DRAFT)
                .map(draft -> complete.with(
                        TITLE, titled(complete.find(TITLE).orElseGet(() -> presentTitle(complete)), draft)))
                .orElse(complete);
        return titled.answer(titled.request(), MergeRequestTools.CHANGED_MERGE_REQUEST);
    }

    private static String presentTitle(ToolCall call) {
        return SmallAnswers.tree(
                        call,
                        GitLabRequest.get("/projects/{project_id}/merge_requests/{merge_request_iid}")
                                .path("project_id", call.get(PROJECT_ID))
                                .path("merge_request_iid", call.get(MERGE_REQUEST_IID))
                                .build())
                .path("title")
                .asText();
    }

    private static String titled(String title, boolean draft) {
        String plain = PREFIX.matcher(title).replaceFirst("");
        return draft ? "Draft: " + plain : plain;
    }
}
