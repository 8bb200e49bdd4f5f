package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabException;
import dev.gitlabmcp.gitlab.GitLabProblem;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.gitlab.Paging;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.ListPage;
import dev.gitlabmcp.shaping.Shape;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** Serves every tool that is one request: arguments to request, answer through the shape. */
final class GenericHandler implements ToolHandler {
    static final GenericHandler INSTANCE = new GenericHandler();

    private GenericHandler() {}

    @Override
    public ToolOutput handle(ToolCall call) {
        return answer(call, call.request(), call.tool().shape().orElse(Shape.EVERYTHING));
    }

    /** Sends a request and shows its answer, as the call's tool would show that of its own. */
    static ToolOutput answer(ToolCall call, GitLabRequest request, Shape shape) {
        return call.send(request, answer -> shown(call, answer, shape));
    }

    /** Shows the answer to a request, as above. */
    static ToolOutput shown(ToolCall call, GitLabAnswer answer, Shape shape) throws IOException {
        return call.tool().annotations().readOnly() ? show(call, shape, answer) : showDone(call, shape, answer);
    }

    private static ToolOutput show(ToolCall call, Shape shape, GitLabAnswer answer) throws IOException {
        return ToolOutput.text(shape.render(answer.body(), page(call, answer.paging()), call.view()));
    }

    /** GitLab has done what was asked when the status says so; an answer that cannot be read does not undo it. */
    private static ToolOutput showDone(ToolCall call, Shape shape, GitLabAnswer answer) throws IOException {
        try {
            return show(call, shape, answer);
        } catch (IOException e) {
            return done(answer);
        } catch (GitLabException e) {
            if (e.problem() instanceof GitLabProblem.Cancelled) {
                throw e;
            }
            return done(answer);
        }
    }

    private static ToolOutput done(GitLabAnswer answer) {
        return ToolOutput.text(new JsonText()
                .beginObject()
                .field("ok", true)
                .field("status", answer.status())
                .field("note", "GitLab has done it, but its answer could not be read. Do not repeat it.")
                .endObject()
                .toString());
    }

    /** What GitLab says about the page, with what was asked for where it says nothing. */
    private static ListPage page(ToolCall call, Paging paging) {
        OptionalInt next = paging.nextPage();
        Optional<String> query = paging.nextQuery();
        if (call.tool().isKeyset()) {
            return new ListPage(
                    OptionalInt.empty(),
                    paging.perPage(),
                    OptionalInt.empty(),
                    paging.total(),
                    query.map(RequestPlan::cursor));
        }
        if (next.isEmpty() && query.isPresent()) {
            int page = RequestPlan.page(query.get());
            next = page > 0 ? OptionalInt.of(page) : next;
        }
        return new ListPage(paging.page(), paging.perPage(), next, paging.total(), Optional.empty());
    }
}
