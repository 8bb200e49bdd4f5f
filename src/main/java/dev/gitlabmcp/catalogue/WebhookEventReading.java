package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.WebhookEventTools.EVENT;
import static dev.gitlabmcp.catalogue.WebhookEventTools.EVENT_ID;
import static dev.gitlabmcp.catalogue.WebhookEventTools.MOST_PER_PAGE;
import static dev.gitlabmcp.catalogue.WebhookEventTools.PAGE;
import static dev.gitlabmcp.catalogue.WebhookTools.GROUP;
import static dev.gitlabmcp.catalogue.WebhookTools.HOOK_ID;
import static dev.gitlabmcp.catalogue.WebhookTools.OF_GROUP;
import static dev.gitlabmcp.catalogue.WebhookTools.OF_PROJECT;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Looks one event up in the pages of a webhook's events, since GitLab has no endpoint for one. Stateless. */
final class WebhookEventReading {
    private static final int MOST_PAGES = 25;
    private static final ObjectMapper JSON = new ObjectMapper(Shape.JSON);

    /**
     * What a page held.
     *
     * @param found the wanted event, shown, if it was there
     * @param last whether no page follows
     */
    private record Page(Optional<ToolOutput> found, boolean last) {}

    private WebhookEventReading() {}

    /** Serves get_webhook_event. */
    static ToolOutput show(ToolCall call) {
        long wanted = call.get(EVENT_ID);
        int first = call.find(PAGE).orElse(1);
        int end = call.has(PAGE) ? first : MOST_PAGES;
        for (int at = first; at <= end; at++) {
            Page page = call.send(request(call, at), answer -> read(call, answer.body(), wanted));
            if (page.found.isPresent()) {
                return page.found.get();
            }
            if (page.last) {
                break;
            }
            call.context().progress(at, (double) end, "not among the newest " + at * MOST_PER_PAGE + " events");
        }
        String where = call.has(PAGE) ? "on page " + first : "among the newest " + MOST_PAGES * MOST_PER_PAGE;
        throw new ToolException(new ToolProblem.NothingFound(
                "The webhook has no event " + wanted + " " + where + " of its events.",
                "GitLab keeps them for 7 days; list_webhook_events shows them."));
    }

    private static GitLabRequest request(ToolCall call, int page) {
        String rest = WebhookTools.HOOK + "/events";
        GitLabRequest.Builder request = call.has(PROJECT_ID)
                ? GitLabRequest.get(OF_PROJECT + rest).path(PROJECT_ID.name(), call.get(PROJECT_ID))
                : GitLabRequest.get(OF_GROUP + rest)
                        .path(
                                GROUP.name(),
                                call.find(GROUP)
                                        .orElseThrow(() -> ToolException.invalid(
                                                PROJECT_ID.name(), "is missing: give project_id, or group_id")));
        return request.path(HOOK_ID.name(), call.get(HOOK_ID))
                .query("page", Integer.toString(page))
                .query("per_page", Integer.toString(MOST_PER_PAGE))
                .build();
    }

    /** Holds one event at a time, since each repeats a whole push or issue. */
    private static Page read(ToolCall call, InputStream body, long wanted) throws IOException {
        int seen = 0;
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                for (JsonToken next = parser.nextToken();
                        next != null && next != JsonToken.END_ARRAY;
                        next = parser.nextToken()) {
                    JsonNode event = JSON.readTree(parser);
                    if (event.path("id").canConvertToLong() && event.path("id").asLong() == wanted) {
                        byte[] json = event.toString().getBytes(StandardCharsets.UTF_8);
                        JsonText out = new JsonText();
                        EVENT.write(new ByteArrayInputStream(json), out, call.view());
                        return new Page(Optional.of(ToolOutput.text(out.finished())), true);
                    }
                    seen++;
                }
            }
        }
        return new Page(Optional.empty(), seen < MOST_PER_PAGE);
    }
}
