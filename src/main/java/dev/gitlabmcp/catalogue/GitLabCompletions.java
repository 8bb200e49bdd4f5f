package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.CallScope;
import dev.gitlabmcp.tool.Completion;
import dev.gitlabmcp.tool.CompletionSource;
import dev.gitlabmcp.tool.CompletionTarget;
import dev.gitlabmcp.tool.PromptDefinition;
import dev.gitlabmcp.tool.ToolDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Completes the paths of projects and the names of branches from what GitLab shows the caller. */
final class GitLabCompletions {
    /** Completion is asked at each key press: what a person reads in a list, and no more. */
    private static final int VALUES = 50;

    private static final int MAX_TYPED = 255;

    static final Map<CompletionTarget, CompletionSource> SOURCES = sources();

    private GitLabCompletions() {}

    private static Map<CompletionTarget, CompletionSource> sources() {
        Map<CompletionTarget, CompletionSource> sources = new LinkedHashMap<>();
        GitLabResources.TEMPLATES.forEach(template -> {
            String uri = template.template().toString();
            sources.put(CompletionTarget.template(uri, "project"), GitLabCompletions::projects);
        });
        sources.put(CompletionTarget.template(GitLabResources.FILE_URI, "ref"), GitLabCompletions::branches);
        for (PromptDefinition prompt : GitLabPrompts.ALL) {
            if (prompt.arguments().contains(GitLabPrompts.PROJECT)) {
                sources.put(CompletionTarget.prompt(prompt.name(), "project_id"), GitLabCompletions::projects);
            }
        }
        return Collections.unmodifiableMap(sources);
    }

    private static Completion projects(CallScope scope, String value, Map<String, String> others) {
        Map<String, String> wanted = new HashMap<>();
        wanted.put("simple", "true");
        wanted.put("order_by", "last_activity_at");
        wanted.put("per_page", Integer.toString(VALUES));
        if (value.isBlank()) {
            wanted.put("membership", "true");
        } else {
            wanted.put("search", typed(value));
            wanted.put("search_namespaces", "true");
        }
        return complete(scope, ProjectTools.LIST_PROJECTS, wanted, "path_with_namespace");
    }

    private static Completion branches(CallScope scope, String value, Map<String, String> others) {
        String project = others.getOrDefault("project", "");
        if (project.isBlank()) {
            return Completion.NONE;
        }
        Map<String, String> wanted = new HashMap<>();
        wanted.put("project_id", project);
        wanted.put("per_page", Integer.toString(VALUES));
        wanted.put("search", typed(value));
        return complete(scope, BranchTools.LIST_BRANCHES, wanted, "name");
    }

    private static Completion complete(
            CallScope scope, ToolDefinition list, Map<String, String> wanted, String member) {
        return scope.send(list.request(list.read(scope, wanted)), answer -> read(answer, member));
    }

    private static String typed(String value) {
        String text = value.strip();
        return text.length() > MAX_TYPED ? text.substring(0, MAX_TYPED) : text;
    }

    private static Completion read(GitLabAnswer answer, String member) throws IOException {
        List<String> values = new ArrayList<>();
        try (JsonParser parser = Shape.JSON.createParser(answer.body())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                String name;
                while ((name = parser.nextFieldName()) != null) {
                    JsonToken value = parser.nextToken();
                    if (name.equals(member) && value == JsonToken.VALUE_STRING) {
                        values.add(TextCleaner.prose(parser.getText()));
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        }
        OptionalLong total = answer.paging().total();
        boolean more = answer.paging().nextPage().isPresent();
        return new Completion(values, total.isPresent() ? (Long) total.getAsLong() : null, more);
    }
}
