package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.McpHeaders;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.tool.CompletionTarget;
import dev.gitlabmcp.tool.FeatureExecutor;
import dev.gitlabmcp.tool.Features;
import dev.gitlabmcp.tool.PromptDefinition;
import dev.gitlabmcp.tool.ResourceDefinition;
import dev.gitlabmcp.tool.ResourceTemplateDefinition;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods that both eras share, and what the server declares of itself. Immutable. */
public final class Methods {
    static final String CALL_TOOL = "tools/call";

    /** Opens a stream; served apart from those that have handlers. */
    static final String LISTEN = "subscriptions/listen";

    private static final String DISCOVER = "server/discover";
    /** What the lists of tools may hold together, in bytes. */
    private static final long MAX_TOOL_PAGES = 32L * 1024 * 1024;

    /** The methods of requests, of both eras. */
    public static final Set<String> NAMES = Set.of(
            "initialize",
            "ping",
            "logging/setLevel",
            "resources/subscribe",
            "resources/unsubscribe",
            DISCOVER,
            LISTEN,
            "tools/list",
            CALL_TOOL,
            "prompts/list",
            "prompts/get",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "completion/complete");

    private static final Set<String> INSTANT =
            Set.of(DISCOVER, "tools/list", "prompts/list", "resources/list", "resources/templates/list");

    private final Map<String, Handler> handlers = new HashMap<>();
    private final Map<String, ParamHeaders> paramHeaders = new HashMap<>();
    private final Set<String> watchable;
    private final Cache<ToolView, ListPages> toolPages = Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(MAX_TOOL_PAGES)
            .weigher((ToolView view, ListPages pages) -> pages.size())
            .build();
    private final ToolExecutor tools;
    private final FeatureExecutor features;
    private final String instructions;
    private final Observation observation;

    /** Serves one method. */
    interface Handler {
        /**
         * The result of a call.
         *
         * @throws ProtocolException when the call fails as a JSON-RPC error
         */
        MethodResult run(ServerCall call);
    }

    /**
     * The methods over these features.
     *
     * @param pageSize entries of a list's page at most
     * @param instructions what the server tells models about itself
     * @param observation who looks on
     */
    public Methods(
            Features offered,
            ToolExecutor tools,
            FeatureExecutor features,
            int pageSize,
            String instructions,
            Observation observation) {
        this.tools = tools;
        this.features = features;
        this.instructions = instructions;
        this.observation = observation;
        this.watchable = offered.resources().stream()
                .filter(ResourceDefinition::isWatchable)
                .map(ResourceDefinition::uri)
                .collect(Collectors.toUnmodifiableSet());
        for (ToolDefinition tool : offered.tools().tools()) {
            ParamHeaders headers = ParamHeaders.of(tool.inputSchema());
            if (!headers.entries().isEmpty()) {
                Stream.concat(Stream.of(tool.name()), tool.aliases().stream())
                        .forEach(name -> paramHeaders.put(name, headers));
            }
        }
        addLists(offered, pageSize);
        handlers.put(CALL_TOOL, this::callTool);
        handlers.put("prompts/get", this::getPrompt);
        handlers.put("resources/read", this::readResource);
        handlers.put("completion/complete", this::complete);
        MethodResult discovered = discover();
        handlers.put(DISCOVER, call -> discovered);
        if (!NAMES.containsAll(handlers.keySet())) {
            throw new IllegalStateException("A method is missing among the names: " + handlers.keySet());
        }
    }

    private void addLists(Features offered, int pageSize) {
        handlers.put("tools/list", call -> toolPages(call, pageSize).page(call.params()));
        addList("prompts/list", "prompts", offered.prompts().stream().map(PromptDefinition::listEntry), pageSize);
        addList(
                "resources/list",
                "resources",
                offered.resources().stream().map(ResourceDefinition::listEntry),
                pageSize);
        addList(
                "resources/templates/list",
                "resourceTemplates",
                offered.templates().stream().map(ResourceTemplateDefinition::listEntry),
                pageSize);
    }

    private void addList(
            String method,
            String member,
            Stream<? extends com.fasterxml.jackson.core.SerializableString> entries,
            int pageSize) {
        ListPages pages = ListPages.of(member, entries.toList(), pageSize);
        handlers.put(method, call -> pages.page(call.params()));
    }

    /** Serialised once for all requests that see the same tools. */
    private ListPages toolPages(ServerCall call, int pageSize) {
        return toolPages.get(
                tools.view(call.narrowing()),
                view -> ListPages.of(
                        "tools", view.listed().stream().map(tools::listEntry).toList(), pageSize));
    }

    /**
     * Checks the names by which a request narrows the tools.
     *
     * @throws dev.gitlabmcp.tool.UnknownToolNameException when one does not exist
     */
    void checkNarrowing(ToolNarrowing narrowing) {
        tools.check(narrowing);
    }

    /** The method of that name in the modern era. */
    Optional<Handler> find(String method) {
        return Optional.ofNullable(handlers.get(method));
    }

    /** The method of that name in the legacy era, those of the session itself aside. */
    Optional<Handler> findLegacy(String method) {
        return method.equals(DISCOVER) ? Optional.empty() : find(method);
    }

    /** Whether a call of this method may wait for anything. */
    boolean mayTakeLong(String method) {
        return !INSTANT.contains(method);
    }

    /** Whether changes of that resource can be told. */
    boolean isWatchable(String uri) {
        return watchable.contains(uri);
    }

    boolean hasWatchableResources() {
        return !watchable.isEmpty();
    }

    /** Who looks on while requests are served. */
    Observation observation() {
        return observation;
    }

    String instructions() {
        return instructions;
    }

    /** Compares {@code Mcp-Param-*} headers with the arguments that they repeat. */
    void checkParamHeaders(ServerCall call, McpHeaders headers) {
        if (call.method().equals(CALL_TOOL) && !paramHeaders.isEmpty()) {
            ParamHeaders wanted = paramHeaders.get(call.params().path("name").asText());
            if (wanted != null) {
                wanted.check(headers, call.params().path("arguments"));
            }
        }
    }

    /** What the server can do, as a client of that version understands it. */
    ObjectNode capabilities(ProtocolVersion version) {
        ObjectNode capabilities = Json.object();
        capabilities.putObject("tools").put("listChanged", true);
        capabilities.putObject("prompts").put("listChanged", true);
        ObjectNode resources = capabilities.putObject("resources").put("listChanged", true);
        if (hasWatchableResources()) {
            resources.put("subscribe", true);
        }
        capabilities.putObject("logging");
        if (version.isAtLeast(ProtocolVersion.V2025_03_26)) {
            capabilities.putObject("completions");
        }
        return capabilities;
    }

    private MethodResult discover() {
        ObjectNode result = Json.object();
        ProtocolVersion.modernNames().forEach(result.putArray("supportedVersions")::add);
        result.set("capabilities", capabilities(ProtocolVersion.V2026_07_28));
        result.put("instructions", instructions);
        return MethodResult.shared(Json.bytes(result), new MethodResult.Caching(300_000, true));
    }

    private MethodResult callTool(ServerCall call) {
        String name = required(call, "name");
        JsonNode arguments = call.params().path("arguments");
        if (!arguments.isMissingNode() && !arguments.isNull() && !arguments.isObject()) {
            throw new ProtocolException(ErrorCode.INVALID_PARAMS, "params.arguments must be an object.");
        }
        ObjectNode given = arguments instanceof ObjectNode object ? object : Json.object();
        return MethodResult.of(ContentVersions.fit(tools.call(name, given, call), call.protocolVersion()));
    }

    private MethodResult getPrompt(ServerCall call) {
        return MethodResult.of(
                features.prompt(required(call, "name"), texts(call.params().path("arguments"), "arguments"), call));
    }

    private MethodResult readResource(ServerCall call) {
        ObjectNode result = Json.object();
        result.set("contents", Json.MAPPER.valueToTree(features.read(required(call, "uri"), call)));
        return MethodResult.cacheable(Json.bytes(result), new MethodResult.Caching(0, false));
    }

    private MethodResult complete(ServerCall call) {
        JsonNode ref = call.params().path("ref");
        String type = ref.path("type").asText();
        String of = type.equals(CompletionTarget.PROMPT)
                ? ref.path("name").asText()
                : ref.path("uri").asText();
        JsonNode argument = call.params().path("argument");
        if (!argument.path("name").isTextual() || !argument.path("value").isTextual()) {
            throw new ProtocolException(
                    ErrorCode.INVALID_PARAMS,
                    "completion/complete needs argument.name and argument.value, both strings.");
        }
        Map<String, String> others = texts(call.params().path("context").path("arguments"), "context.arguments");
        ObjectNode result = Json.object();
        result.set(
                "completion",
                Json.MAPPER.valueToTree(features.complete(
                        new CompletionTarget(type, of, argument.path("name").textValue()),
                        argument.path("value").textValue(),
                        others,
                        call)));
        return MethodResult.of(result);
    }

    private static String required(ServerCall call, String parameter) {
        JsonNode value = call.params().path(parameter);
        if (!value.isTextual()) {
            throw new ProtocolException(
                    ErrorCode.INVALID_PARAMS, call.method() + " needs params." + parameter + ", a string.");
        }
        return value.textValue();
    }

    private static Map<String, String> texts(JsonNode node, String name) {
        if (node.isMissingNode() || node.isNull()) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isTextual()) {
                throw new ProtocolException(
                        ErrorCode.INVALID_PARAMS, "params." + name + "." + entry.getKey() + " must be a string.");
            }
            texts.put(entry.getKey(), entry.getValue().textValue());
        }
        if (!node.isObject()) {
            throw new ProtocolException(ErrorCode.INVALID_PARAMS, "params." + name + " must be an object of strings.");
        }
        return texts;
    }
}
