package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.RequestPlan.PathTemplate;
import dev.gitlabmcp.tool.RequestPlan.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Defines a tool: start with one of the methods named after HTTP's, end with {@link #define}. For one thread. */
public final class ToolBuilder {

    private final String name;
    private final @Nullable Method method;
    private final List<PathTemplate> paths = new ArrayList<>();
    private final List<Param<?>> params = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private ToolAnnotations annotations;
    private String title = "";
    private String description = "";
    private List<String> aliases = List.of();
    private List<GraphQlDocument> documents = List.of();
    private @Nullable Shape shape;
    private @Nullable ToolHandler handler;
    private @Nullable ObjectNode schema;
    private @Nullable Duration deadline;
    private boolean anyName;
    private boolean deletes;
    private boolean anyAccess;
    private boolean everything;
    private boolean paginated;
    private int mostPerPage;
    private boolean keyset;

    private ToolBuilder(String name, @Nullable Method method, ToolAnnotations annotations) {
        this.name = name;
        this.method = method;
        this.annotations = annotations;
    }

    private static ToolBuilder of(Method method, String name, String path) {
        return new ToolBuilder(name, method, ToolAnnotations.of(method)).orAt(path);
    }

    /** A tool that reads; the path is a template below the API URL whose placeholders are parameters. */
    public static ToolBuilder get(String name, String path) {
        return of(Method.GET, name, path);
    }

    /** A tool that reads headers alone; the path as for {@link #get}. */
    public static ToolBuilder head(String name, String path) {
        return of(Method.HEAD, name, path);
    }

    /** A tool that adds something; the path as for {@link #get}. */
    public static ToolBuilder post(String name, String path) {
        return of(Method.POST, name, path);
    }

    /** A tool that changes something; the path as for {@link #get}. */
    public static ToolBuilder put(String name, String path) {
        return of(Method.PUT, name, path);
    }

    /** A tool that changes something; the path as for {@link #get}. */
    public static ToolBuilder patch(String name, String path) {
        return of(Method.PATCH, name, path);
    }

    /** A tool that removes something; the path as for {@link #get}. */
    public static ToolBuilder delete(String name, String path) {
        return of(Method.DELETE, name, path);
    }

    /** A tool that is more, or less, than one request; needs {@link #handledBy} and is taken to be destructive. */
    public static ToolBuilder custom(String name) {
        return new ToolBuilder(name, null, new ToolAnnotations(false, true, false, true));
    }

    /**
     * A tool that sends documents of the GraphQL API; needs {@link #handledBy}. Where one of them is a mutation it is taken to
     * add something.
     */
    public static ToolBuilder graphql(String name, GraphQlDocument... documents) {
        List<GraphQlDocument> sent = List.of(documents);
        boolean changes = sent.stream().anyMatch(GraphQlDocument::changes);
        ToolBuilder tool = new ToolBuilder(name, null, ToolAnnotations.of(changes ? Method.POST : Method.GET));
        tool.documents = sent;
        return tool;
    }

    /** The name people read. */
    public ToolBuilder title(String text) {
        title = text;
        return this;
    }

    /** What it does, in a sentence or two for a model. */
    public ToolBuilder description(String text) {
        description = text;
        return this;
    }

    /** Further names that are answered but not listed, such as those of other servers. */
    public ToolBuilder aliases(String... names) {
        aliases = List.of(names);
        return this;
    }

    /** Keeps a name that is no {@code verb_noun}; the reason is for the reader of the definition. */
    public ToolBuilder namedSo(String reason) {
        anyName = !reason.isBlank();
        return this;
    }

    /** Another path, taken when the placeholders of those before it have no values. */
    public ToolBuilder orAt(String path) {
        paths.add(PathTemplate.of(path));
        return this;
    }

    /** The parameters of the path; with a single path they are required. */
    public ToolBuilder path(Param<?>... more) {
        return add(Place.PATH, more);
    }

    /** Parameters of the path that a call may leave out because the handler finds them; see {@link ToolCall#with}. */
    public ToolBuilder pathOrFound(Param<?>... more) {
        for (Param<?> param : more) {
            params.add(param);
            places.add(Place.PATH);
        }
        return this;
    }

    /** Parameters that go into the query. */
    public ToolBuilder query(Param<?>... more) {
        return add(Place.QUERY, more);
    }

    /** Parameters that become the JSON body. */
    public ToolBuilder body(Param<?>... more) {
        return add(Place.BODY, more);
    }

    /** Parameters that only the handler uses. */
    public ToolBuilder arguments(Param<?>... more) {
        return add(Place.LOCAL, more);
    }

    /** The answer is a list with page numbers. */
    public ToolBuilder paginated() {
        paginated = true;
        return this;
    }

    /** The answer is a list with page numbers, of which GitLab refuses pages of more than so many. */
    public ToolBuilder paginated(int most) {
        mostPerPage = most;
        return paginated();
    }

    /** The answer is a list that GitLab pages by keyset, or by the cursors of its GraphQL API. */
    public ToolBuilder keyset() {
        keyset = true;
        return this;
    }

    /** How the answer is shown; a tool that reads also gets {@code detail} when there is more to show. */
    public ToolBuilder returns(Shape newShape) {
        shape = newShape;
        return this;
    }

    /** The code that serves it. */
    public ToolBuilder handledBy(ToolHandler newHandler) {
        handler = newHandler;
        return this;
    }

    /** How long a call may take, all its requests included; 60 s unless set. */
    public ToolBuilder deadline(Duration newDeadline) {
        deadline = newDeadline;
        return this;
    }

    /** A schema as it is, every keyword kept; then only the presence of required members is checked. */
    public ToolBuilder inputSchema(ObjectNode newSchema) {
        schema = newSchema.deepCopy();
        return this;
    }

    /** Changes nothing although its method or code suggests it; say why. */
    public ToolBuilder readOnly(String reason) {
        require(!reason.isBlank(), "readOnly needs a reason");
        annotations = annotations.readingOnly();
        return this;
    }

    /** May overwrite or remove something although its method does not suggest it; say why. */
    public ToolBuilder destructive(String reason) {
        require(!reason.isBlank(), "destructive needs a reason");
        annotations = annotations.destroying(true);
        return this;
    }

    /** Removes something for good although its method does not say so, and is permitted only where deleting is; say why. */
    public ToolBuilder deletes(String reason) {
        require(!reason.isBlank(), "deletes needs a reason");
        deletes = true;
        annotations = annotations.destroying(true);
        return this;
    }

    /** May be called whatever is permitted, since it only passes calls on that are checked themselves; say why. */
    ToolBuilder anyAccess(String reason) {
        require(!reason.isBlank(), "anyAccess needs a reason");
        anyAccess = true;
        return this;
    }

    /** May do what other tools do, so that it is offered only where none of those is left out by name; say why. */
    public ToolBuilder reachesEverything(String reason) {
        require(!reason.isBlank(), "reachesEverything needs a reason");
        everything = true;
        return this;
    }

    /** Overwrites and removes nothing although its method suggests it; say why. */
    public ToolBuilder additive(String reason) {
        require(!reason.isBlank(), "additive needs a reason");
        annotations = annotations.destroying(false);
        return this;
    }

    /**
     * Whether a second call with the same arguments changes nothing more, where the method suggests otherwise; say
     * why.
     */
    public ToolBuilder idempotent(boolean repeatable, String reason) {
        require(!reason.isBlank(), "idempotent needs a reason");
        annotations = annotations.repeatable(repeatable);
        return this;
    }

    /**
     * The finished tool.
     *
     * @throws IllegalArgumentException when the definition contradicts itself, with a sentence that names the tool
     */
    public ToolDefinition define() {
        checkTexts();
        checkHints();
        if (method == null) {
            require(handler != null, "has no handler");
            boolean pages = paginated || (keyset && documents.isEmpty());
            require(paths.isEmpty() && !pages, "has no request of its own to page");
        } else {
            checkRequest();
        }
        addCommonParams();
        ParamSet set = ParamSet.of(params);
        RequestPlan plan = method == null ? null : new RequestPlan(method, paths, params, places, keyset);
        return new ToolDefinition(
                new ToolDefinition.Texts(name, title, description, aliases),
                annotations,
                access(),
                input(set),
                new ToolDefinition.Behaviour(
                        plan,
                        documents,
                        shape,
                        handler == null ? GenericHandler.INSTANCE : handler,
                        deadline,
                        paginated || keyset,
                        keyset,
                        everything));
    }

    private Access access() {
        if (annotations.readOnly() || anyAccess) {
            return Access.READ;
        }
        return deletes || method == Method.DELETE ? Access.DELETE : Access.MODIFY;
    }

    private ToolBuilder add(Place place, Param<?>... more) {
        for (Param<?> param : more) {
            params.add(place == Place.PATH && paths.size() == 1 ? param.required() : param);
            places.add(place);
        }
        return this;
    }

    private void checkTexts() {
        require(ToolNames.isSnakeCase(name), "must have a name in snake case of at most 64 characters");
        require(anyName || ToolNames.isVerbNoun(name), "must be named verb_noun with a verb of the list");
        require(!title.isBlank(), "has no title");
        require(!description.isBlank(), "has no description");
        require(deadline == null || deadline.compareTo(Duration.ZERO) > 0, "has no time to run");
        for (Param<?> param : params) {
            require(!param.description().isBlank(), "does not describe its parameter " + param.name());
            require(!param.isUnlisted() || !param.isRequired(), "hides the required parameter " + param.name());
        }
        require(schema == null || params.isEmpty(), "has both parameters and a schema");
        require(schema == null || "object".equals(schema.path("type").asText()), "needs a schema of type object");
    }

    private void checkHints() {
        boolean writes = method == Method.PUT || method == Method.PATCH || method == Method.DELETE;
        require(!writes || !annotations.readOnly(), "is a " + method + " and cannot be read-only");
        require(!annotations.readOnly() || !annotations.destructive(), "cannot be read-only and destructive");
    }

    private void checkRequest() {
        require(schema == null, "needs parameters, not a schema, for its request");
        require(handler != null || shape != null, "has neither shape nor handler");
        List<String> pathParams = new ArrayList<>();
        for (int i = 0; i < params.size(); i++) {
            if (places.get(i) == Place.PATH) {
                pathParams.add(params.get(i).name());
            }
            boolean safe = method == Method.GET || method == Method.HEAD;
            require(places.get(i) != Place.BODY || !safe, "is a " + method + " and cannot have a body");
        }
        List<String> placeholders = new ArrayList<>();
        paths.forEach(p -> placeholders.addAll(p.placeholders()));
        for (String placeholder : placeholders) {
            require(pathParams.contains(placeholder), "has no path parameter for {" + placeholder + "}");
        }
        for (String param : pathParams) {
            require(placeholders.contains(param), "has no place in its path for " + param);
        }
        require(!paginated || !keyset, "pages in two ways");
    }

    private void addCommonParams() {
        if (paginated) {
            query(CommonParams.PAGE, mostPerPage > 0 ? CommonParams.PER_PAGE.max(mostPerPage) : CommonParams.PER_PAGE);
        }
        if (keyset) {
            arguments(CommonParams.CURSOR).query(CommonParams.PER_PAGE);
        }
        boolean shows = method == Method.GET || (!documents.isEmpty() && annotations.readOnly());
        if (shows && shape != null && shape.hasDetail()) {
            arguments(CommonParams.DETAIL, CommonParams.FIELDS);
            if (shape.hasLongTexts() && !paginated && !keyset) {
                arguments(CommonParams.TEXT_OFFSET);
            }
        }
    }

    private ToolDefinition.Input input(ParamSet set) {
        if (schema == null) {
            ObjectNode made = JsonNodeFactory.instance.objectNode();
            set.describe(made, false);
            ObjectNode listed = JsonNodeFactory.instance.objectNode();
            set.describe(listed, true);
            if (!annotations.readOnly()) {
                // Options of a call are taken beside what is listed.
                listed.remove("additionalProperties");
            }
            return new ToolDefinition.Input(set, made, listed, List.of());
        }
        List<String> required = new ArrayList<>();
        for (JsonNode member : schema.path("required")) {
            required.add(member.asText());
        }
        return new ToolDefinition.Input(null, schema, schema, List.copyOf(required));
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("The tool " + name + " " + otherwise);
        }
    }
}
