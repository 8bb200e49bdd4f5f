package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.gitlab.GitLabClient;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of a tool while it is served: its arguments, typed, and what it may use. For one thread. */
public final class ToolCall {
    private final ToolDefinition tool;
    private final ObjectNode given;
    private final @Nullable Arguments arguments;
    private final CallScope scope;
    private final CallForm form;

    ToolCall(ToolDefinition tool, ObjectNode given, @Nullable Arguments arguments, CallScope scope, CallForm form) {
        this.tool = tool;
        this.given = given;
        this.arguments = arguments;
        this.scope = scope;
        this.form = form;
    }

    /** The same call with other means. */
    ToolCall in(CallScope other) {
        return new ToolCall(tool, given, arguments, other, form);
    }

    /** The tool that was called. */
    public ToolDefinition tool() {
        return tool;
    }

    /** The arguments as they came, unchecked for tools with a schema of their own. */
    public ObjectNode given() {
        return given;
    }

    /** The value of a parameter that is required, has a default, or is known to be given. */
    public <T> T get(Param<T> param) {
        return arguments().get(param);
    }

    /** The value of an optional parameter. */
    public <T> Optional<T> find(Param<T> param) {
        return arguments().find(param);
    }

    /** Whether a parameter has a value. */
    public boolean has(Param<?> param) {
        return arguments().has(param);
    }

    /** The same call with a value that a handler found out, or corrected. */
    public <T> ToolCall with(Param<T> param, T value) {
        return new ToolCall(tool, given, arguments().with(param, value), scope, form);
    }

    /**
     * Reads a text that the tool made itself as a call would read it for that parameter.
     *
     * @throws ToolException with {@link ToolProblem.InvalidArgument}
     */
    public <T> T read(Param<T> param, String text) {
        Argument argument =
                new Argument(context().principal().instance(), scope.rules().quickActions());
        argument.enter(param.name());
        return param.kind().read(JsonNodeFactory.instance.textNode(text), argument);
    }

    /** GitLab, the client and the clock. */
    public CallScope scope() {
        return scope;
    }

    /** The request this call came with. */
    public CallContext context() {
        return scope.context();
    }

    /**
     * The request that the definition and the arguments make; where GitLab wants a number and a path was given, the number
     * is asked for first.
     *
     * @throws IllegalStateException when the definition has none
     */
    public GitLabRequest request() {
        return tool.request(NamespaceNames.numbered(arguments(), this));
    }

    /** The template of the path that the arguments choose; empty when the definition has none, or they choose none. */
    Optional<String> path() {
        return arguments == null ? Optional.empty() : tool.path(arguments);
    }

    /** Sends a request; see {@link CallScope#send}. */
    public <T> T send(GitLabRequest request, GitLabClient.AnswerReader<T> reader) {
        return scope.send(request, reader);
    }

    /**
     * Sends a request and shows its answer in that shape, as tools without code of their own do: with the page, the
     * caller's detail, and for a tool that writes, without ever calling a finished write failed.
     *
     * @throws ToolException as {@link CallScope#send}
     */
    public ToolOutput answer(GitLabRequest request, Shape shape) {
        return GenericHandler.answer(this, request, shape);
    }

    /**
     * Shows an answer of GitLab's that is JSON or empty, as {@link #answer} does, for code that looks at it first.
     *
     * @throws IOException when it breaks off or is no JSON, unless the tool writes: then it says that it was done
     */
    public ToolOutput show(GitLabAnswer answer, Shape shape) throws IOException {
        return GenericHandler.shown(this, answer, shape);
    }

    /**
     * Shows what the GraphQL API gave, as {@link #answer} does for the other one: an object, or a connection as a list that
     * its cursor continues.
     *
     * @throws ToolException when there is nothing, with {@link ToolProblem.NothingFound}
     */
    public ToolOutput show(JsonNode found, Shape shape) {
        return GraphQlAnswers.show(this, found, shape);
    }

    /** Where the list that was asked for begins, and how much of it, as variables of a document. */
    public ObjectNode pageVariables() {
        ObjectNode variables = given.objectNode();
        variables.put("first", find(CommonParams.PER_PAGE).orElse(20));
        find(CommonParams.CURSOR)
                .filter(cursor -> !cursor.isBlank())
                .ifPresent(cursor -> variables.put("after", cursor));
        return variables;
    }

    /**
     * The full path of a project or group, for the GraphQL API, which takes no other name for it.
     *
     * @param param that names it by number, path or URL, and has a value
     * @throws ToolException when there is none with that number
     */
    public String fullPath(Param<String> param) {
        return NamespaceNames.fullPath(this, param);
    }

    /** How the caller wants to see the result. */
    public View view() {
        boolean full = hasParam(CommonParams.DETAIL)
                && find(CommonParams.DETAIL).orElse("").equals("full");
        int offset = hasParam(CommonParams.TEXT_OFFSET)
                ? find(CommonParams.TEXT_OFFSET).orElse(0)
                : 0;
        Set<String> only = hasParam(CommonParams.FIELDS)
                ? find(CommonParams.FIELDS).map(Set::copyOf).orElse(Set.of())
                : Set.of();
        return new View(full, offset, only, scope.limits(), this::nextOfView);
    }

    /**
     * How many bytes of text fit beside these facts, what is still to be said about a cut included: that repeats the
     * arguments.
     */
    public int roomBeside(JsonText facts) {
        int repeated = 2 * given.toString().getBytes(StandardCharsets.UTF_8).length;
        return Math.max(1024, scope.limits().maxBytes() - facts.size() - repeated - 512);
    }

    /** This call with some arguments changed, as a model may repeat it; secrets are left out. */
    public String next(Map<String, Object> changes) {
        return next(changes, Set.of());
    }

    /** As {@link #next(Map)}, with some arguments left out. */
    public String next(Map<String, Object> changes, Set<String> without) {
        JsonText out = new JsonText().beginObject();
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            if (!changes.containsKey(entry.getKey())
                    && !without.contains(entry.getKey())
                    && !isSecret(entry.getKey())
                    && !entry.getValue().isNull()) {
                out.name(entry.getKey()).raw(entry.getValue().toString());
            }
        }
        changes.forEach((name, value) -> {
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
        return form.of(tool.name(), out.endObject().toString());
    }

    /** A cut text can only be continued by tools that take an offset. */
    private String nextOfView(Map<String, Object> changes) {
        boolean possible = !changes.containsKey(CommonParams.TEXT_OFFSET.name()) || hasParam(CommonParams.TEXT_OFFSET);
        return possible ? next(changes) : "";
    }

    private boolean isSecret(String name) {
        ParamSet params = tool.input().params();
        Integer at = params == null ? null : params.indexOf(name);
        return params != null && at != null && params.params().get(at).isSecret();
    }

    private boolean hasParam(Param<?> param) {
        ParamSet params = tool.input().params();
        return params != null && params.indexOf(param.name()) != null;
    }

    private Arguments arguments() {
        if (arguments == null) {
            throw new IllegalStateException("The tool " + tool + " has no typed parameters");
        }
        return arguments;
    }
}
