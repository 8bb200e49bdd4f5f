package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import dev.gitlabmcp.shaping.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tool, from which everything else about it is derived: its entry in {@code tools/list}, the check of arguments,
 * the request to GitLab, the shape of the result, what it may do. Made by {@link ToolBuilder}; immutable.
 */
public final class ToolDefinition {
    private final Texts texts;
    private final ToolAnnotations annotations;
    private final Access access;
    private final Input input;
    private final Behaviour behaviour;
    private volatile @Nullable SerializedString listEntry;

    /** How a tool is called and described. */
    record Texts(String name, String title, String description, List<String> aliases) {}

    /**
     * What a tool takes.
     *
     * @param params null when {@code schema} was given as it is
     * @param listed the schema as lists of tools show it
     */
    record Input(@Nullable ParamSet params, ObjectNode schema, ObjectNode listed, List<String> required) {}

    /** What a tool does. */
    record Behaviour(
            @Nullable RequestPlan plan,
            List<GraphQlDocument> documents,
            @Nullable Shape shape,
            ToolHandler handler,
            @Nullable Duration deadline,
            boolean list,
            boolean keyset,
            boolean everything) {}

    ToolDefinition(Texts texts, ToolAnnotations annotations, Access access, Input input, Behaviour behaviour) {
        this.texts = texts;
        this.annotations = annotations;
        this.access = access;
        this.input = input;
        this.behaviour = behaviour;
    }

    /** The name clients call. */
    public String name() {
        return texts.name;
    }

    /** The name people read. */
    public String title() {
        return texts.title;
    }

    /** What it does, for a model. */
    public String description() {
        return texts.description;
    }

    /** Further names that are answered but not listed. */
    public List<String> aliases() {
        return texts.aliases;
    }

    /** What a client may tell its user before it runs. */
    public ToolAnnotations annotations() {
        return annotations;
    }

    /** How much it may do to GitLab. */
    public Access access() {
        return access;
    }

    /** The HTTP method of its one request; empty for tools that are more than one request. */
    public Optional<Method> method() {
        return Optional.ofNullable(behaviour.plan).map(RequestPlan::method);
    }

    /** The path templates of its one request, of which the first that has all its arguments is taken. */
    public List<String> paths() {
        return behaviour.plan == null
                ? List.of()
                : behaviour.plan.paths().stream()
                        .map(RequestPlan.PathTemplate::template)
                        .toList();
    }

    /** The documents it sends to the GraphQL API. */
    public List<GraphQlDocument> documents() {
        return behaviour.documents;
    }

    /** Its parameters in the order of the schema; empty when the schema was given as it is. */
    public List<Param<?>> params() {
        return input.params == null ? List.of() : input.params.params();
    }

    /** Its JSON Schema of arguments (2020-12). Shared: read it, never change it. */
    public ObjectNode inputSchema() {
        return input.schema;
    }

    /** Its entry in {@code tools/list}, serialised once: when first asked for, since most tools are never listed. */
    public SerializedString listEntry() {
        SerializedString entry = listEntry;
        if (entry == null) {
            entry = ListEntry.of(this, false);
            listEntry = entry;
        }
        return entry;
    }

    /** The same with the schema of its results, where a shape tells it; made anew at each call. */
    public SerializedString structuredListEntry() {
        return ListEntry.of(this, true);
    }

    /** Whether its results are pages of a list. */
    boolean isList() {
        return behaviour.list;
    }

    /** How its results look; empty when code makes them. */
    public Optional<Shape> shape() {
        return Optional.ofNullable(behaviour.shape);
    }

    /** How long a call may take: what the tool asks for, else the usual time. */
    public Duration deadline(Duration usual) {
        return behaviour.deadline == null ? usual : behaviour.deadline;
    }

    /**
     * Reads arguments given as texts as a call would, for prompts and resources that show what this tool shows; blank
     * ones count as not given.
     *
     * @throws ToolException with {@link ToolProblem.InvalidArgument}, or when the caller may not use this tool
     * @throws IllegalStateException when its schema was given as it is
     */
    public Arguments read(CallScope scope, Map<String, String> texts) {
        scope.require(this);
        return read(scope.context(), texts);
    }

    /**
     * As {@link #read(CallScope, Map)}, for another tool that shows what this one does as a part of its own result; see {@link
     * CallScope#requirePart}.
     */
    public Arguments readAsPart(CallScope scope, Map<String, String> texts) {
        scope.requirePart(this);
        return read(scope.context(), texts);
    }

    private Arguments read(CallContext context, Map<String, String> texts) {
        if (input.params == null) {
            throw new IllegalStateException("The tool " + this + " has no typed parameters");
        }
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        texts.forEach((name, text) -> {
            if (!text.isBlank()) {
                given.put(name, text);
            }
        });
        return input.params.read(given, context.principal().instance(), false);
    }

    /**
     * Its one request for these arguments.
     *
     * @throws ToolException when an argument cannot stand in the path
     * @throws IllegalStateException when it has none
     */
    public GitLabRequest request(Arguments arguments) {
        if (behaviour.plan == null) {
            throw new IllegalStateException("The tool " + this + " has no request of its own");
        }
        return behaviour.plan.request(arguments);
    }

    /** The first of its path templates for whose placeholders there are values. */
    Optional<String> path(Arguments arguments) {
        return behaviour.plan == null ? Optional.empty() : behaviour.plan.path(arguments);
    }

    /** Whether it may do what other tools do, so that leaving those out by name would not hold. */
    boolean reachesEverything() {
        return behaviour.everything;
    }

    /** Whether it pages by cursor instead of page numbers. */
    boolean isKeyset() {
        return behaviour.keyset;
    }

    Input input() {
        return input;
    }

    ToolHandler handler() {
        return behaviour.handler;
    }

    /** The tool's name. */
    @Override
    public String toString() {
        return texts.name;
    }
}
