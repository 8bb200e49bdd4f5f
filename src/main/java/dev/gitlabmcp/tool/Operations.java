package dev.gitlabmcp.tool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The operations of GitLab's REST API, which are reached through {@code call_tool} and {@code find_tool} and never listed. A
 * tool is made of one when it is called or described, and kept while it is used. Thread-safe.
 */
public final class Operations {
    /** No operations. */
    public static final Operations NONE = of(List.of(), operation -> {
        throw new IllegalArgumentException("There is no operation " + operation.name());
    });

    /** How many tools are kept; one takes some kilobytes and is made in less than a millisecond. */
    private static final int MOST_MADE = 256;

    private final List<Operation> all;
    private final Map<String, Operation> byName = new HashMap<>();
    private final Map<String, Operation> byRequest = new HashMap<>();
    private final Function<Operation, ToolDefinition> maker;
    private final Cache<String, ToolDefinition> made =
            Caffeine.newBuilder().maximumSize(MOST_MADE).build();

    private Operations(List<Operation> all, Function<Operation, ToolDefinition> maker) {
        this.all = List.copyOf(all);
        this.maker = maker;
        for (Operation operation : this.all) {
            if (byName.put(operation.name(), operation) != null) {
                throw new IllegalArgumentException("The operation " + operation.name() + " exists twice");
            }
            byRequest.put(Operation.key(operation.method(), operation.path()), operation);
        }
    }

    /**
     * These operations.
     *
     * @param maker makes an operation's tool, whose name is that of the operation
     * @throws IllegalArgumentException when a name exists twice
     */
    public static Operations of(List<Operation> all, Function<Operation, ToolDefinition> maker) {
        return new Operations(all, maker);
    }

    /** All of them, in order of their paths. */
    public List<Operation> all() {
        return all;
    }

    /** The operation of that name, or of that method and path such as {@code GET /projects/{id}/statistics}. */
    public Optional<Operation> find(String name) {
        int space = name.indexOf(' ');
        if (space < 0) {
            return Optional.ofNullable(byName.get(name));
        }
        String path = name.substring(space + 1).strip();
        String below = path.startsWith("/api/v4/") ? path.substring("/api/v4".length()) : path;
        for (Method method : Method.values()) {
            if (method.name().equals(name.substring(0, space).toUpperCase(Locale.ROOT)) && balanced(below)) {
                return at(method, below);
            }
        }
        return Optional.empty();
    }

    private static boolean balanced(String path) {
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', open + 1)) {
            if (path.indexOf('}', open) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The operation with this method and path, whatever its placeholders are called. */
    Optional<Operation> at(Method method, String path) {
        return Optional.ofNullable(byRequest.get(Operation.key(method, path)));
    }

    /** The tool that calls this operation. */
    public ToolDefinition tool(Operation operation) {
        return made.get(operation.name(), name -> maker.apply(operation));
    }

    /** Up to three names that may have been meant, nearest first. */
    List<String> nearest(String name) {
        return Nearest.to(name, byName.keySet(), 3);
    }
}
