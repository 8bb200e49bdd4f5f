package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.FileWriteTools.ACTION;
import static dev.gitlabmcp.catalogue.FileWriteTools.ACTIONS;
import static dev.gitlabmcp.catalogue.FileWriteTools.ALLOW_EMPTY;
import static dev.gitlabmcp.catalogue.FileWriteTools.AUTHOR_EMAIL;
import static dev.gitlabmcp.catalogue.FileWriteTools.AUTHOR_NAME;
import static dev.gitlabmcp.catalogue.FileWriteTools.BRANCH;
import static dev.gitlabmcp.catalogue.FileWriteTools.COMMIT_MESSAGE;
import static dev.gitlabmcp.catalogue.FileWriteTools.CONTENT;
import static dev.gitlabmcp.catalogue.FileWriteTools.ENCODING;
import static dev.gitlabmcp.catalogue.FileWriteTools.EXECUTE;
import static dev.gitlabmcp.catalogue.FileWriteTools.FILES;
import static dev.gitlabmcp.catalogue.FileWriteTools.FILE_PATH;
import static dev.gitlabmcp.catalogue.FileWriteTools.FORCE;
import static dev.gitlabmcp.catalogue.FileWriteTools.LAST_COMMIT_ID;
import static dev.gitlabmcp.catalogue.FileWriteTools.PREVIOUS_PATH;
import static dev.gitlabmcp.catalogue.FileWriteTools.START_BRANCH;
import static dev.gitlabmcp.catalogue.FileWriteTools.START_PROJECT;
import static dev.gitlabmcp.catalogue.FileWriteTools.START_SHA;
import static dev.gitlabmcp.catalogue.FileWriteTools.STATS;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.Arguments;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Writes files without being told whether they exist, which GitLab wants to know: it has one request, or one action,
 * for new files and another for those that are there. Stateless.
 */
final class FileWriting {
    /** Each look is a request of its own; for more files a caller knows better which are new. */
    private static final int MAX_LOOKS = 100;

    private FileWriting() {}

    /** Where a file is looked for; the argument is the one that names its path. */
    private record Place(String project, String path, String ref, String argument) {}

    /** The request at the call's project and that file. */
    static GitLabRequest.Builder at(GitLabRequest.Builder request, ToolCall call, String path) {
        return withPath(request.path("project_id", call.get(PROJECT_ID)), path, FILE_PATH.name());
    }

    private static GitLabRequest.Builder withPath(GitLabRequest.Builder request, String path, String argument) {
        try {
            return request.path("file_path", path);
        } catch (IllegalArgumentException e) {
            throw ToolException.invalid(argument, "must not be empty, and no part of it may be '.' or '..'");
        }
    }

    static ToolOutput createOrUpdate(ToolCall call) {
        String path = call.get(FILE_PATH);
        if (given(call, PREVIOUS_PATH)
                .filter(previous -> !previous.equals(path))
                .isPresent()) {
            return move(call);
        }
        String at = given(call, START_BRANCH).orElse(call.get(BRANCH));
        boolean exists = exists(call, new Place(call.get(PROJECT_ID), path, at, FILE_PATH.name()));
        if (!exists && given(call, LAST_COMMIT_ID).isPresent()) {
            throw ToolException.invalid(
                    "last_commit_id", "guards a file that " + at + " does not have; it may have been deleted or moved");
        }
        JsonText body = new JsonText().beginObject();
        put(call, BRANCH, body);
        put(call, COMMIT_MESSAGE, body);
        body.field(CONTENT.name(), call.get(CONTENT));
        put(call, ENCODING, body);
        put(call, LAST_COMMIT_ID, body);
        put(call, START_BRANCH, body);
        put(call, AUTHOR_NAME, body);
        put(call, AUTHOR_EMAIL, body);
        call.find(EXECUTE).ifPresent(execute -> body.field(EXECUTE.name(), execute));
        GitLabRequest.Builder request =
                exists ? GitLabRequest.put(RepositoryTools.FILE) : GitLabRequest.post(RepositoryTools.FILE);
        // GitLab's answer only repeats path and branch.
        call.send(at(request, call, path).json(bytes(body)).build(), answer -> true);
        return ToolOutput.text(new JsonText()
                .beginObject()
                .field("done", exists ? "updated" : "created")
                .field("file_path", TextCleaner.prose(path))
                .field("branch", TextCleaner.prose(call.get(BRANCH)))
                .endObject()
                .finished());
    }

    /** GitLab moves files only with a commit of several actions. */
    private static ToolOutput move(ToolCall call) {
        JsonText body = commit(call).name("actions").beginArray().beginObject().field("action", "move");
        put(call, FILE_PATH, body);
        put(call, PREVIOUS_PATH, body);
        body.field(CONTENT.name(), call.get(CONTENT));
        put(call, ENCODING, body);
        put(call, LAST_COMMIT_ID, body);
        body.endObject();
        call.find(EXECUTE).ifPresent(execute -> chmod(call.get(FILE_PATH), execute, body));
        body.endArray();
        return committed(call, commits(call, body));
    }

    static ToolOutput push(ToolCall call) {
        String name = call.has(ACTIONS) ? ACTIONS.name() : FILES.name();
        List<Arguments> files = call.find(call.has(ACTIONS) ? ACTIONS : FILES).orElse(List.of());
        if (files.isEmpty() && !call.find(ALLOW_EMPTY).orElse(false)) {
            throw ToolException.invalid(name, "must hold at least one file");
        }
        if (files.stream().anyMatch(file -> file.find(ACTION).orElse("").equals("delete"))) {
            call.scope().requireDeleting("an action delete");
        }
        long looks = files.stream().filter(FileWriting::needsLook).count();
        if (looks > MAX_LOOKS) {
            throw ToolException.invalid(
                    name,
                    "has " + looks + " files without action; with more than " + MAX_LOOKS + " say create or update");
        }
        JsonText body = commit(call);
        put(call, START_SHA, body);
        put(call, START_PROJECT, body);
        call.find(FORCE).ifPresent(force -> body.field(FORCE.name(), force));
        call.find(ALLOW_EMPTY).ifPresent(allow -> body.field(ALLOW_EMPTY.name(), allow));
        call.find(STATS).ifPresent(stats -> body.field(STATS.name(), stats));
        body.name("actions").beginArray();
        int looked = 0;
        for (int i = 0; i < files.size(); i++) {
            Arguments file = files.get(i);
            if (needsLook(file)) {
                call.context().progress(++looked, (double) looks, "looking which files exist");
            }
            add(file, action(call, file, name + "[" + i + "]"), body);
        }
        body.endArray();
        return committed(call, commits(call, body));
    }

    /** GitLab says of a branch that does not exist only that one must be on a branch. */
    private static ToolOutput committed(ToolCall call, GitLabRequest request) {
        try {
            return call.answer(request, FileWriteTools.NEW_COMMIT);
        } catch (ToolException e) {
            if (e.problem() instanceof ToolProblem.RefusedByGitLab refused
                    && refused.status() == 400
                    && refused.message().contains("when you are on a branch")) {
                throw new ToolException(new ToolProblem.NothingFound(
                        "There is no branch " + TextCleaner.prose(call.get(BRANCH)) + ".",
                        "Give start_branch to begin it at another one, such as the default branch."));
            }
            throw e;
        }
    }

    private static boolean needsLook(Arguments file) {
        return !file.has(ACTION) && !file.has(FileWriteTools.IN_PREVIOUS_PATH) && file.has(FileWriteTools.IN_CONTENT);
    }

    private static String action(ToolCall call, Arguments file, String place) {
        if (file.has(ACTION)) {
            return file.get(ACTION);
        }
        if (file.has(FileWriteTools.IN_PREVIOUS_PATH)) {
            return "move";
        }
        if (!file.has(FileWriteTools.IN_CONTENT)) {
            if (file.has(FileWriteTools.IN_EXECUTE)) {
                return "chmod";
            }
            throw ToolException.invalid(place + ".content", "is missing: without content say which action");
        }
        Optional<String> start = given(call, START_SHA).or(() -> given(call, START_BRANCH));
        String project = start.flatMap(ref -> given(call, START_PROJECT)).orElse(call.get(PROJECT_ID));
        String path = file.get(FileWriteTools.IN_FILE_PATH);
        return exists(call, new Place(project, path, start.orElse(call.get(BRANCH)), place + ".file_path"))
                ? "update"
                : "create";
    }

    private static void add(Arguments file, String action, JsonText body) {
        body.beginObject().field("action", action);
        for (Param<String> text : List.of(
                FileWriteTools.IN_FILE_PATH,
                FileWriteTools.IN_PREVIOUS_PATH,
                FileWriteTools.IN_CONTENT,
                FileWriteTools.IN_ENCODING,
                FileWriteTools.IN_LAST_COMMIT_ID)) {
            file.find(text).ifPresent(value -> body.field(text.name(), value));
        }
        boolean chmod = action.equals("chmod");
        if (chmod) {
            file.find(FileWriteTools.IN_EXECUTE).ifPresent(execute -> body.field(EXECUTE.name(), execute));
        }
        body.endObject();
        if (!chmod && !action.equals("delete")) {
            // GitLab heeds the mode in actions of its own only.
            file.find(FileWriteTools.IN_EXECUTE)
                    .ifPresent(execute -> chmod(file.get(FileWriteTools.IN_FILE_PATH), execute, body));
        }
    }

    private static void chmod(String path, boolean execute, JsonText body) {
        body.beginObject()
                .field("action", "chmod")
                .field("file_path", path)
                .field(EXECUTE.name(), execute)
                .endObject();
    }

    private static boolean exists(ToolCall call, Place place) {
        GitLabRequest.Builder head = GitLabRequest.head(RepositoryTools.FILE).path("project_id", place.project());
        GitLabRequest request = withPath(head, place.path(), place.argument())
                .query("ref", place.ref())
                .build();
        try {
            return call.send(request, answer -> true);
        } catch (ToolException e) {
            if (FileReading.isNotFound(e)) {
                return false;
            }
            throw e;
        }
    }

    /** What commits of one and of several files have in common; the object stays open. */
    private static JsonText commit(ToolCall call) {
        JsonText body = new JsonText().beginObject();
        put(call, BRANCH, body);
        put(call, COMMIT_MESSAGE, body);
        put(call, START_BRANCH, body);
        put(call, AUTHOR_NAME, body);
        put(call, AUTHOR_EMAIL, body);
        return body;
    }

    private static GitLabRequest commits(ToolCall call, JsonText body) {
        return GitLabRequest.post(FileWriteTools.COMMITS)
                .path("project_id", call.get(PROJECT_ID))
                .json(bytes(body))
                .build();
    }

    private static void put(ToolCall call, Param<String> param, JsonText body) {
        given(call, param).ifPresent(value -> body.field(param.name(), value));
    }

    /** Models give "" for what they do not want to say. */
    private static Optional<String> given(ToolCall call, Param<String> param) {
        return call.find(param).filter(value -> !value.isEmpty());
    }

    private static byte[] bytes(JsonText open) {
        return open.endObject().toString().getBytes(StandardCharsets.UTF_8);
    }
}
