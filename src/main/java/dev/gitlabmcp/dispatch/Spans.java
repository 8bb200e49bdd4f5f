package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.tool.FinishedCall;
import dev.gitlabmcp.trace.FinishedSpan;
import org.jspecify.annotations.Nullable;

/** Words what a span says of a request that was served. Stateless. */
final class Spans {
    private static final int MAX_ID = 64;

    private Spans() {}

    static FinishedSpan finished(ServerCall call, FinishedRequest served, @Nullable String session) {
        boolean answered =
                served.outcome().equals(FinishedRequest.OK) || served.outcome().equals(FinishedRequest.INPUT_REQUIRED);
        boolean unknown = served.outcome().equals(Integer.toString(ErrorCode.METHOD_NOT_FOUND));
        FinishedCall tool = served.tool();
        String error = !answered ? served.outcome() : tool == null || tool.succeeded() ? null : tool.outcome();
        return new FinishedSpan(
                unknown ? "unknown" : served.method(),
                tool != null ? tool.tool().name() : answered ? prompt(call) : null,
                served.version().wireName(),
                id(call),
                session,
                error,
                answered ? null : served.outcome());
    }

    /** Its name is known to exist, since it was found. */
    private static @Nullable String prompt(ServerCall call) {
        JsonNode name = call.params().path("name");
        return call.method().equals("prompts/get") && name.isTextual() ? name.textValue() : null;
    }

    private static String id(ServerCall call) {
        String json = call.id().toString();
        String id = json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
        return id.length() > MAX_ID ? id.substring(0, MAX_ID) : id;
    }
}
