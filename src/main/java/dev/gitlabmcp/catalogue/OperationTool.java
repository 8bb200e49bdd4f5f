package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.catalogue.ApiOperations.Row;
import dev.gitlabmcp.catalogue.OperationParams.Entry;
import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Access;
import dev.gitlabmcp.tool.CommonParams;
import dev.gitlabmcp.tool.Operation;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolBuilder;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the tool of one operation of GitLab's API. For one operation and one thread. */
final class OperationTool {
    /** What hands out tokens shows them under one of these names. */
    private static final Shape HANDED_OUT =
            Shape.EVERYTHING.revealing("token", "secret", "runners_token", "runners_registration_token", "sentry_dsn");

    private static final Param<String> CONTENT =
            Params.longText("content", "The file, in base64.").required();
    private static final Param<String> FILENAME =
            Params.text("filename", "What the file is called.").max(255);

    private final Row row;
    private final Operation operation;
    private final OperationParams params;
    private final Map<String, String> types = new HashMap<>();
    private String template = "";

    private OperationTool(Row row, Operation operation) {
        this.row = row;
        this.operation = operation;
        this.params = new OperationParams(operation.path());
        Entry.of(row.places()).forEach(entry -> types.put(entry.name(), entry.type()));
    }

    /** The tool that calls this operation. */
    static ToolDefinition of(Row row, Operation operation) {
        return new OperationTool(row, operation).make();
    }

    private ToolDefinition make() {
        List<Param<?>> path = places();
        ToolBuilder tool = start().title(operation.request())
                .description(operation.does() + " " + operation.request())
                .namedSo("every operation is named after its method and path")
                .path(path.toArray(Param<?>[]::new))
                .returns(OperationRules.handsOut(operation.method(), operation.path()) ? HANDED_OUT : Shape.EVERYTHING);
        common(tool);
        Entry.of(row.query()).forEach(entry -> tool.query(params.query(entry)));
        if (row.is('f') || row.is('r')) {
            tool.arguments(CONTENT, FILENAME);
            List<Param<?>> fields = fields();
            tool.arguments(fields.toArray(Param<?>[]::new));
            tool.handledBy(call -> upload(call, path, fields));
        } else {
            Entry.of(row.body()).forEach(entry -> tool.body(params.body(entry)));
            tool.handledBy(
                    operation.method() == Method.HEAD
                            ? call -> call.send(call.request(), OperationAnswers::headers)
                            : call -> call.send(call.request(), answer -> OperationAnswers.show(call, answer)));
        }
        return tool.define();
    }

    private ToolBuilder start() {
        String name = operation.name();
        ToolBuilder tool = switch (operation.method()) {
            case GET -> ToolBuilder.get(name, template);
            case HEAD -> ToolBuilder.head(name, template);
            case POST -> ToolBuilder.post(name, template);
            case PUT -> ToolBuilder.put(name, template);
            case PATCH -> ToolBuilder.patch(name, template);
            case DELETE -> ToolBuilder.delete(name, template);
        };
        if (operation.access() == Access.READ && !operation.method().isSafe()) {
            tool.readOnly("a rule says that it only asks");
        } else if (operation.access() == Access.DELETE && operation.method() != Method.DELETE) {
            tool.deletes("a rule says that it cannot be undone");
        }
        return tool;
    }

    /** What the kernel adds to all that read, unless GitLab has a parameter of that name. */
    private void common(ToolBuilder tool) {
        if (row.is('p')) {
            params.take("page");
            params.take("per_page");
            tool.paginated();
        }
        if (operation.method() == Method.GET) {
            if (Entry.of(row.query()).stream().noneMatch(entry -> entry.name().equals("fields"))) {
                params.take(CommonParams.FIELDS.name());
                tool.arguments(CommonParams.FIELDS);
            }
            if (!row.is('p')) {
                params.take(OperationAnswers.OFFSET.name());
                tool.arguments(OperationAnswers.OFFSET);
            }
        }
    }

    /** The parameters of the path, whose placeholders are called as callers call them. */
    private List<Param<?>> places() {
        List<Param<?>> places = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        String path = operation.path();
        int from = 0;
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', from)) {
            String literal = path.substring(0, open);
            int close = path.indexOf('}', open);
            String name = path.substring(open + 1, close);
            Param<?> param = place(literal, name);
            places.add(param);
            out.append(path, from, open).append('{').append(param.name()).append('}');
            from = close + 1;
        }
        template = out.append(path, from, path.length()).toString();
        return places;
    }

    private Param<?> place(String before, String name) {
        String type = types.getOrDefault(name, "s");
        if (name.equals("id") || name.equals("project_id") || name.equals("group_id")) {
            if (before.endsWith("projects/") && !before.contains("zoekt")) {
                return Ids.PROJECT_ID.name().equals(params.take("project_id"))
                        ? Ids.PROJECT_ID
                        : Params.projectId(params.take("other_project_id"), "Id, path or URL.");
            }
            if (before.endsWith("groups/") || before.equals("/group/")) {
                params.take("group_id");
                return Ids.GROUP_ID;
            }
        }
        boolean inProject = before.startsWith("/projects/{id}/");
        String called = params.take(noteable(before, OperationParams.snake(name)));
        if (inProject && called.equals("issue_iid")) {
            return Ids.ISSUE_IID;
        }
        if (inProject && called.equals("merge_request_iid")) {
            return Ids.MERGE_REQUEST_IID;
        }
        if (inProject && called.equals("pipeline_id") && type.equals("i")) {
            return Ids.PIPELINE_ID;
        }
        return inProject && called.equals("job_id") && type.equals("i") ? Ids.JOB_ID : params.path(called, type);
    }

    /** GitLab calls all that can be commented on alike, though it takes numbers within a project for some. */
    private static String noteable(String before, String name) {
        if (!name.equals("noteable_id") && !name.equals("eventable_id") && !name.equals("subscribable_id")) {
            return name;
        }
        String parent = before.substring(before.lastIndexOf('/', before.length() - 2) + 1, before.length() - 1);
        return switch (parent) {
            case "issues" -> "issue_iid";
            case "merge_requests" -> "merge_request_iid";
            case "commits" -> "commit_sha";
            case "wiki_pages" -> "wiki_page_meta_id";
            default -> OperationWords.singular(parent) + "_id";
        };
    }

    private List<Param<?>> fields() {
        params.take(CONTENT.name());
        params.take(FILENAME.name());
        List<Param<?>> fields = new ArrayList<>();
        for (Entry entry : Entry.of(row.body())) {
            if (!entry.type().equals("f")) {
                fields.add(params.body(entry));
            }
        }
        return fields;
    }

    private ToolOutput upload(ToolCall call, List<Param<?>> path, List<Param<?>> fields) {
        byte[] content = UploadTools.decoded(call.get(CONTENT));
        GitLabRequest.Builder request =
                operation.method() == Method.POST ? GitLabRequest.post(template) : GitLabRequest.put(template);
        try {
            path.forEach(param -> request.path(param.name(), call.get(param).toString()));
        } catch (IllegalArgumentException e) {
            throw ToolException.invalid(
                    path.get(path.size() - 1).name(), "must not be empty, and no part of it may be '.' or '..'");
        }
        Entry.of(row.query())
                .forEach(entry -> call.tool().params().stream()
                        .filter(param -> param.wireName().equals(entry.name()))
                        .forEach(param ->
                                call.find(param).ifPresent(value -> request.query(entry.name(), value.toString()))));
        if (row.is('r')) {
            return call.answer(request.bytes(content).build(), Shape.EVERYTHING);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach(field -> call.find(field).ifPresent(value -> texts.put(field.wireName(), value.toString())));
        String part = Entry.of(row.body()).stream()
                .filter(entry -> entry.type().equals("f") && entry.required())
                .map(Entry::name)
                .findFirst()
                .orElse("file");
        String filename = call.find(FILENAME).orElse("file");
        return call.answer(request.file(part, filename, content, texts).build(), Shape.EVERYTHING);
    }
}
