package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gitlabmcp.protocol.Era;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.ResourceContents;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves {@code prompts/get}, {@code resources/read} and {@code completion/complete}. Thread-safe. */
public final class FeatureExecutor {
    private static final Duration COMPLETION_DEADLINE = Duration.ofSeconds(10);

    private final Features features;
    private final ToolExecutor tools;
    private final Duration callTimeout;
    private final Map<String, PromptDefinition> prompts = new HashMap<>();
    private final Map<String, ResourceDefinition> resources = new HashMap<>();

    /** Serves these features with the client, the limits and the permission of these tools. */
    public FeatureExecutor(Features features, ToolExecutor tools, ToolConfiguration configuration) {
        this.callTimeout = configuration.callTimeout().toJavaDuration();
        this.features = features;
        this.tools = tools;
        features.prompts().forEach(p -> prompts.put(p.name(), p));
        features.resources().forEach(r -> resources.put(r.uri(), r));
    }

    /**
     * Fills a prompt in.
     *
     * @throws ProtocolException of code -32602 when there is no such prompt, an argument is missing or wrong, or
     *     GitLab does not show what it needs; of code -32603 when GitLab cannot be asked
     */
    public PromptResult prompt(String name, Map<String, String> arguments, CallContext context) {
        PromptDefinition prompt = prompts.get(name);
        if (prompt == null) {
            List<String> near = Nearest.to(name, prompts.keySet(), 3);
            String hint = near.isEmpty() ? "" : ". Did you mean " + String.join(" or ", near) + "?";
            throw new ProtocolException(ErrorCode.INVALID_PARAMS, "Unknown prompt: " + shortened(name) + hint);
        }
        for (PromptArgument argument : prompt.arguments()) {
            if (argument.required()
                    && arguments.getOrDefault(argument.name(), "").isBlank()) {
                throw new ProtocolException(
                        ErrorCode.INVALID_PARAMS,
                        "Missing argument " + argument.name() + ": " + argument.description());
            }
        }
        try {
            return prompt.handler().fill(scope(context, callTimeout), Map.copyOf(arguments));
        } catch (ToolException e) {
            throw asProtocolError(e);
        }
    }

    /**
     * Whether there is a resource of that address, listed or of a template, as far as can be told without reading it.
     */
    public boolean knows(String uri) {
        return resources.containsKey(uri)
                || features.templates().stream()
                        .anyMatch(t -> t.template().match(uri).isPresent());
    }

    /**
     * Reads a resource.
     *
     * @throws ProtocolException when there is none, or GitLab shows none, of that address: code -32602 in the modern
     *     era, -32002 before, with {@code data.uri}; of code -32603 when GitLab cannot be asked
     */
    public List<ResourceContents> read(String uri, CallContext context) {
        try {
            ResourceDefinition resource = resources.get(uri);
            if (resource != null) {
                return resource.handler()
                        .read(scope(context, callTimeout), uri, Map.of())
                        .contents();
            }
            for (ResourceTemplateDefinition template : features.templates()) {
                Optional<Map<String, String>> variables = template.template().match(uri);
                if (variables.isPresent()) {
                    return template.handler()
                            .read(scope(context, callTimeout), uri, variables.get())
                            .contents();
                }
            }
        } catch (ToolException e) {
            if (isNotFound(e.problem())) {
                throw notFound(uri, context, ": " + ProblemText.of(e.problem(), false));
            }
            throw asProtocolError(e);
        }
        throw notFound(uri, context, "");
    }

    /**
     * Completes an argument.
     *
     * @param others the arguments that are filled in already
     * @throws ProtocolException of code -32602 when there is no such prompt or template, or no such argument
     */
    public Completion complete(CompletionTarget target, String value, Map<String, String> others, CallContext context) {
        if (!exists(target)) {
            throw new ProtocolException(
                    ErrorCode.INVALID_PARAMS,
                    "Nothing to complete: no " + shortened(target.type()) + " " + shortened(target.of())
                            + " with argument " + shortened(target.argument()));
        }
        CompletionSource source = features.completions().get(target);
        if (source == null) {
            return Completion.NONE;
        }
        try {
            return source.complete(scope(context, COMPLETION_DEADLINE), value, others);
        } catch (ToolException e) {
            // Completion is asked at each key press: where GitLab shows nothing, there is nothing to offer.
            if (isNotFound(e.problem())
                    || e.problem() instanceof ToolProblem.InvalidArgument
                    || e.problem() instanceof ToolProblem.NotPermitted) {
                return Completion.NONE;
            }
            throw asProtocolError(e);
        }
    }

    private boolean exists(CompletionTarget target) {
        if (target.type().equals(CompletionTarget.PROMPT)) {
            PromptDefinition prompt = prompts.get(target.of());
            return prompt != null
                    && prompt.arguments().stream().anyMatch(a -> a.name().equals(target.argument()));
        }
        return target.type().equals(CompletionTarget.RESOURCE)
                && features.templates().stream()
                        .anyMatch(t -> t.template().toString().equals(target.of())
                                && t.template().variables().contains(target.argument()));
    }

    private CallScope scope(CallContext context, Duration deadline) {
        return tools.scope(context, deadline);
    }

    private static boolean isNotFound(ToolProblem problem) {
        return problem instanceof ToolProblem.NothingFound
                || (problem instanceof ToolProblem.RefusedByGitLab refused && refused.status() == 404);
    }

    private static ProtocolException notFound(String uri, CallContext context, String why) {
        int code =
                context.protocolVersion().era() == Era.MODERN ? ErrorCode.INVALID_PARAMS : ErrorCode.RESOURCE_NOT_FOUND;
        return new ProtocolException(
                code,
                "Resource not found" + why,
                JsonNodeFactory.instance.objectNode().put("uri", uri));
    }

    private static ProtocolException asProtocolError(ToolException failure) {
        ToolProblem problem = failure.problem();
        boolean callersFault = problem instanceof ToolProblem.InvalidArgument
                || problem instanceof ToolProblem.NotPermitted
                || isNotFound(problem);
        return new ProtocolException(
                callersFault ? ErrorCode.INVALID_PARAMS : ErrorCode.INTERNAL_ERROR, ProblemText.of(problem, false));
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
