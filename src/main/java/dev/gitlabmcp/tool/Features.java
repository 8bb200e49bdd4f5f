package dev.gitlabmcp.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Everything the server offers, in the order in which it is listed. Immutable. */
public record Features(
        Catalogue tools,
        List<PromptDefinition> prompts,
        List<ResourceDefinition> resources,
        List<ResourceTemplateDefinition> templates,
        Map<CompletionTarget, CompletionSource> completions) {

    public Features {
        prompts = List.copyOf(prompts);
        resources = List.copyOf(resources);
        templates = List.copyOf(templates);
        completions = Map.copyOf(completions);
    }

    /** Whether any resource's changes can be told to subscribers. */
    public boolean hasWatchableResources() {
        return resources.stream().anyMatch(ResourceDefinition::isWatchable);
    }

    /** Starts with nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what is offered; for one thread. */
    public static final class Builder {
        private final List<ToolDefinition> tools = new ArrayList<>();
        private List<Toolset> toolsets = List.of();
        private List<String> core = List.of();
        private Operations operations = Operations.NONE;
        private final Map<String, PromptDefinition> prompts = new LinkedHashMap<>();
        private final Map<String, ResourceDefinition> resources = new LinkedHashMap<>();
        private final List<ResourceTemplateDefinition> templates = new ArrayList<>();
        private final Map<CompletionTarget, CompletionSource> completions = new LinkedHashMap<>();

        private Builder() {}

        /** Begins the list with these sets; {@code newCore} names the most used of their tools. */
        public Builder toolsets(List<Toolset> sets, List<String> newCore) {
            toolsets = List.copyOf(sets);
            core = List.copyOf(newCore);
            return this;
        }

        /** Says what can be reached beside the tools. */
        public Builder operations(Operations newOperations) {
            operations = newOperations;
            return this;
        }

        /** Adds tools of no toolset at the end of the list. */
        public Builder tools(List<ToolDefinition> more) {
            tools.addAll(more);
            return this;
        }

        /** Adds a tool of no toolset at the end of the list. */
        public Builder tool(ToolDefinition tool) {
            tools.add(tool);
            return this;
        }

        /**
         * Adds a prompt.
         *
         * @throws IllegalArgumentException when its name exists
         */
        public Builder prompt(PromptDefinition prompt) {
            if (prompts.put(prompt.name(), prompt) != null) {
                throw new IllegalArgumentException("The prompt " + prompt.name() + " exists twice");
            }
            return this;
        }

        /**
         * Adds a resource.
         *
         * @throws IllegalArgumentException when its URI exists
         */
        public Builder resource(ResourceDefinition resource) {
            if (resources.put(resource.uri(), resource) != null) {
                throw new IllegalArgumentException("The resource " + resource.uri() + " exists twice");
            }
            return this;
        }

        /** Adds a resource template; where several match an address, the first one added reads it. */
        public Builder template(ResourceTemplateDefinition template) {
            templates.add(template);
            return this;
        }

        /** Says who completes an argument or variable. */
        public Builder completion(CompletionTarget target, CompletionSource source) {
            completions.put(target, source);
            return this;
        }

        /** Lets everything found on the class path add what it has. */
        public Builder providers(ChangeNotifier changes) {
            for (FeatureProvider provider : ServiceLoader.load(FeatureProvider.class)) {
                provider.contribute(this, changes);
            }
            return this;
        }

        /**
         * What was collected.
         *
         * @throws IllegalArgumentException when a tool's name exists twice
         */
        public Features build() {
            return new Features(
                    Catalogue.of(toolsets, core, tools).with(operations),
                    List.copyOf(prompts.values()),
                    List.copyOf(resources.values()),
                    templates,
                    completions);
        }
    }
}
