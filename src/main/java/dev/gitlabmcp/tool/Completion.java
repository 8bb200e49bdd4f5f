package dev.gitlabmcp.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that would complete an argument, best first, as it goes on the wire.
 *
 * @param values at most 100
 * @param total how many there are, where known
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/completion">Completion</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Completion(List<String> values, @Nullable Long total, boolean hasMore) {
    /** How many values may be given. */
    public static final int MAX_VALUES = 100;

    /** Nothing to offer. */
    public static final Completion NONE = new Completion(List.of(), 0L, false);

    public Completion {
        hasMore |= values.size() > MAX_VALUES;
        values = List.copyOf(values.subList(0, Math.min(values.size(), MAX_VALUES)));
    }

    /** All values there are. */
    public static Completion of(List<String> values) {
        return new Completion(values, (long) values.size(), false);
    }
}
