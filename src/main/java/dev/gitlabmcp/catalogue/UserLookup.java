package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.UserTools.USERNAMES;
import static dev.gitlabmcp.catalogue.UserTools.USER_ID;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.CommonParams;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds users by name, which GitLab takes one at a time and only in a list's filter. Stateless. */
final class UserLookup {
    private static final Set<String> BESIDE_NAMES =
            Set.of(USERNAMES.name(), CommonParams.DETAIL.name(), CommonParams.FIELDS.name());

    private UserLookup() {}

    /** Serves get_users: the users of these names, or the list that the filters make. */
    static ToolOutput list(ToolCall call) {
        List<String> names = call.find(USERNAMES).orElse(List.of());
        if (names.isEmpty()) {
            return call.answer(call.request(), UserShapes.USER_SUMMARY);
        }
        for (Map.Entry<String, ?> given : call.given().properties()) {
            if (!BESIDE_NAMES.contains(given.getKey())) {
                throw ToolException.invalid(given.getKey(), "cannot be given together with " + USERNAMES.name());
            }
        }
        JsonText out = new JsonText().beginObject().name("items").beginArray();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            String user = user(call, plain(name));
            if (user.isEmpty()) {
                missing.add(name);
            } else {
                out.raw(user).markUserText();
            }
        }
        out.endArray();
        if (!missing.isEmpty()) {
            out.name("not_found").beginArray();
            missing.forEach(out::string);
            out.endArray();
        }
        return ToolOutput.text(out.endObject().finished());
    }

    /** Serves get_user: GitLab takes numbers only, and shows less of a user in lists. */
    static ToolOutput get(ToolCall call) {
        String user = plain(call.get(USER_ID));
        if (isNumber(user)) {
            return call.answer(call.request(), UserShapes.USER);
        }
        long id = call.send(byName(user), UserLookup::readId);
        if (id < 0) {
            throw ToolException.invalid(USER_ID.name(), "is the name of no user that you can see");
        }
        GitLabRequest.Builder request = GitLabRequest.get("/users/{user_id}").path("user_id", id);
        call.find(ProjectFilters.CUSTOM_ATTRIBUTES)
                .ifPresent(add -> request.query(ProjectFilters.CUSTOM_ATTRIBUTES.name(), add.toString()));
        return call.answer(request.build(), UserShapes.USER);
    }

    /** The user of this name as JSON, or nothing. */
    private static String user(ToolCall call, String name) {
        return call.send(byName(name), answer -> {
            JsonText list = new JsonText();
            UserShapes.USER_SUMMARY.write(answer.body(), list, call.view());
            String text = list.toString();
            return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
        });
    }

    private static GitLabRequest byName(String name) {
        return GitLabRequest.get("/users").query("username", name).build();
    }

    private static String plain(String name) {
        String stripped = name.strip();
        return stripped.startsWith("@") ? stripped.substring(1) : stripped;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The id of the first user in a list, or -1. */
    private static long readId(GitLabAnswer answer) throws IOException {
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            if (parser.nextToken() == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.START_OBJECT) {
                String name;
                while ((name = parser.nextFieldName()) != null) {
                    JsonToken value = parser.nextToken();
                    if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                        return parser.getLongValue();
                    }
                    parser.skipChildren();
                }
            }
            return -1;
        }
    }
}
