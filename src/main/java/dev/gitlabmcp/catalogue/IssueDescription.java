package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.ISSUE_IID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.ToolBuilder.custom;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabException;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.shaping.TextSlice;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Changes parts of an issue's description: https://docs.gitlab.com/api/issues/#update-an-issue */
final class IssueDescription {
    private static final String ISSUE_PATH = "/projects/{project_id}/issues/{issue_iid}";

    private static final Shape CHANGED = Shape.of(
            field("references.full").as("reference"),
            field("iid"),
            text("title"),
            field("state"),
            time("updated_at"),
            field("web_url"));

    private static final Param<String> PATCH_TYPE = choice(
                    "patch_type", "Kind of patch.", "search_replace", "unified_diff")
            .required();
    private static final Param<String> PATCH_TEXT = longText(
                    "patch", "A unified diff, or blocks of lines: <<<<<<< SEARCH, old, =======, new, >>>>>>> REPLACE.")
            .required();
    private static final Param<String> DESCRIPTION = markdown("description", "The text it becomes.");
    private static final Param<Boolean> DRY_RUN = flag("dry_run", "Only show what would change.");
    private static final Param<Boolean> CREATE_NOTE = flag("create_note", "Also say so in a comment.");
    private static final Param<Boolean> ALLOW_MULTIPLE =
            flag("allow_multiple", "search_replace: change every place that matches.");

    static final ToolDefinition PATCH = custom("update_issue_description_patch")
            .title("Patch issue description")
            .description("Changes parts of an issue's description without sending the whole; refused when the patch"
                    + " does not fit exactly.")
            .arguments(
                    PROJECT_ID.required(),
                    ISSUE_IID.required(),
                    PATCH_TYPE,
                    PATCH_TEXT,
                    DRY_RUN,
                    CREATE_NOTE,
                    ALLOW_MULTIPLE)
            .handledBy(IssueDescription::patch)
            .define();

    private IssueDescription() {}

    private static ToolOutput patch(ToolCall call) {
        Function<String, PatchedText> patch = parsed(call);
        String stored = call.send(issue(GitLabRequest.get(ISSUE_PATH), call).build(), IssueDescription::description);
        boolean crlf = stored.contains("\r\n");
        String before = stored.replace("\r\n", "\n");
        PatchedText patched = patch.apply(before);
        if (patched.text().equals(before)) {
            throw ToolException.invalid("patch", "changes nothing: the description would stay as it is");
        }
        requireNoQuickAction(call, patched.text());
        if (call.find(DRY_RUN).orElse(false)) {
            return preview(call, before, patched);
        }
        String after = crlf ? patched.text().replace("\n", "\r\n") : patched.text();
        JsonText facts = new JsonText().beginObject().field("changes", patched.changes());
        GitLabRequest update = issue(GitLabRequest.put(ISSUE_PATH), call)
                .json(body("description", after))
                .build();
        call.send(update, answer -> showChanged(call, answer, facts));
        if (call.find(CREATE_NOTE).orElse(false)) {
            facts.field("note", comment(call, patched.changes()));
        }
        return ToolOutput.text(facts.endObject().finished());
    }

    /** GitLab has changed it when the status says so; an answer that cannot be read does not undo it. */
    private static boolean showChanged(ToolCall call, GitLabAnswer answer, JsonText facts) {
        long mark = facts.mark();
        try {
            CHANGED.write(answer.body(), facts.name("issue"), call.view());
            return true;
        } catch (IOException | GitLabException e) {
            facts.reset(mark);
            facts.field("issue", "changed, but GitLab's answer could not be read");
            return false;
        }
    }

    private static Function<String, PatchedText> parsed(ToolCall call) {
        String patch = call.get(PATCH_TEXT).replace("\r\n", "\n");
        if (call.get(PATCH_TYPE).equals("unified_diff")) {
            return UnifiedDiff.parse(patch)::apply;
        }
        SearchReplace blocks = SearchReplace.parse(patch);
        boolean all = call.find(ALLOW_MULTIPLE).orElse(false);
        return before -> blocks.apply(before, all);
    }

    /** The whole is sent to GitLab again, so the whole is checked, as update_issue checks a description. */
    private static void requireNoQuickAction(ToolCall call, String after) {
        try {
            call.read(DESCRIPTION, after);
        } catch (ToolException e) {
            throw e.problem() instanceof ToolProblem.InvalidArgument invalid
                    ? ToolException.invalid(PATCH_TEXT.name(), "gives a description that " + invalid.what())
                    : e;
        }
    }

    private static ToolOutput preview(ToolCall call, String before, PatchedText patched) {
        JsonText facts = new JsonText().beginObject().field("dry_run", true).field("changes", patched.changes());
        byte[] diff = TextCleaner.prose(patched.differenceFrom(before)).getBytes(StandardCharsets.UTF_8);
        try {
            TextSlice shown = TextSlice.lines(
                    new ByteArrayInputStream(diff),
                    StandardCharsets.UTF_8,
                    1,
                    Integer.MAX_VALUE,
                    call.roomBeside(facts));
            if (shown.nextLine() > 0 || shown.nextByte() >= 0) {
                facts.field("cut", "size limit");
            }
            return ToolOutput.text(facts.markUserText().endObject().finished(), shown.text());
        } catch (IOException e) {
            throw new IllegalStateException("An array of bytes cannot be read", e);
        }
    }

    /** What became of the comment; the description is changed already, so that a failure is only told. */
    private static String comment(ToolCall call, int changes) {
        String text = "Changed the description in " + changes + (changes == 1 ? " place." : " places.");
        GitLabRequest request = issue(GitLabRequest.post(ISSUE_PATH + "/notes"), call)
                .json(body("body", text))
                .build();
        try {
            return call.send(request, answer -> "added");
        } catch (ToolException e) {
            return "not added: " + e.problem().kind();
        }
    }

    private static GitLabRequest.Builder issue(GitLabRequest.Builder request, ToolCall call) {
        return request.path("project_id", call.get(PROJECT_ID)).path("issue_iid", call.get(ISSUE_IID));
    }

    private static byte[] body(String name, String value) {
        return new JsonText()
                .beginObject()
                .field(name, value)
                .endObject()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The description in GitLab's answer; empty where there is none. */
    private static String description(GitLabAnswer answer) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            String found = "";
            JsonToken token = parser.nextToken();
            while (token == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("description");
                if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) {
                    found = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
            return found;
        }
    }
}
