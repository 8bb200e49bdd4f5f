package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of any call that changes something, beside the arguments of its tool. The lists of tools leave it out,
 * where it would cost as much as the tools' own parameters. Immutable.
 *
 * @param dryRun whether the first request that would change something is shown instead of sent
 * @param idempotencyKey by which a repeat of the call is known; null when repeats are calls like any other
 * @param arguments those of the tool
 */
record CallOptions(boolean dryRun, @Nullable String idempotencyKey, ObjectNode arguments) {
    static final String DRY_RUN = "dry_run";
    static final String IDEMPOTENCY_KEY = "idempotency_key";
    private static final int MAX_KEY = 255;

    /** Whether calls of a tool may have options: it changes something, and does not pass on what it is given. */
    static boolean isFor(ToolDefinition tool) {
        return tool.input().params() != null && !tool.annotations().readOnly();
    }

    /** Those of a call; a tool's own parameter of the same name is the tool's. */
    static CallOptions of(ToolDefinition tool, ObjectNode given) {
        if (!isFor(tool)) {
            return new CallOptions(false, null, given);
        }
        JsonNode dryRun = isOwn(tool, DRY_RUN) ? null : given.get(DRY_RUN);
        JsonNode key = isOwn(tool, IDEMPOTENCY_KEY) ? null : given.get(IDEMPOTENCY_KEY);
        if (dryRun == null && key == null) {
            return new CallOptions(false, null, given);
        }
        ObjectNode rest = given.objectNode();
        rest.setAll(given);
        if (dryRun != null) {
            rest.remove(DRY_RUN);
        }
        if (key != null) {
            rest.remove(IDEMPOTENCY_KEY);
        }
        return new CallOptions(readDryRun(dryRun), readKey(key), rest);
    }

    /** Adds them to the schema of a tool's arguments, of which a copy is returned. */
    static ObjectNode describedIn(ToolDefinition tool) {
        ObjectNode schema = tool.inputSchema();
        if (!isFor(tool)) {
            return schema;
        }
        ObjectNode whole = schema.deepCopy();
        ObjectNode properties = whole.withObject("properties");
        if (!isOwn(tool, DRY_RUN)) {
            properties.set(
                    DRY_RUN,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("type", "boolean")
                            .put("description", "Check all, and show the request instead of sending it."));
        }
        if (!isOwn(tool, IDEMPOTENCY_KEY)) {
            properties.set(
                    IDEMPOTENCY_KEY,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("type", "string")
                            .put("description", "A repeat with the same key gets the first result, for ten minutes."));
        }
        return whole;
    }

    private static boolean isOwn(ToolDefinition tool, String name) {
        ParamSet params = tool.input().params();
        return params != null && params.indexOf(name) != null;
    }

    private static boolean readDryRun(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return false;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return switch (value.asText()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ToolException.invalid(DRY_RUN, "must be true or false");
        };
    }

    private static @Nullable String readKey(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        String key = value.asText();
        if (!value.isValueNode() || key.isBlank() || key.length() > MAX_KEY) {
            throw ToolException.invalid(IDEMPOTENCY_KEY, "must be a text of 1 to " + MAX_KEY + " characters");
        }
        return key;
    }
}
