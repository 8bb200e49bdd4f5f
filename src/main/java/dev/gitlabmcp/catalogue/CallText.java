package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.shaping.JsonText;
import java.util.List;
import java.util.Map;

/** Writes down a call of another tool, as a model may make it. Stateless. */
final class CallText {
    private CallText() {}

    /**
     * The tool's name and its arguments as JSON.
     *
     * @param arguments texts, numbers, or lists of texts, in the order in which they are to appear
     */
    static String of(String tool, Map<String, ?> arguments) {
        JsonText out = new JsonText().beginObject();
        arguments.forEach((name, value) -> {
            if (value instanceof Number number) {
                out.name(name).number(number.toString());
            } else if (value instanceof List<?> list) {
                out.name(name).beginArray();
                list.forEach(item -> out.string(item.toString()));
                out.endArray();
            } else {
                out.field(name, value.toString());
            }
        });
        return tool + " " + out.endObject();
    }
}
