package dev.gitlabmcp.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a commit from actions on files, with the refusals of {@code lib/api/commits.rb} and {@code files.rb}. */
final class CommitWriter {
    private final SandboxRequest request;
    private final Params params;
    private final Project project;
    private final Repository repository;

    CommitWriter(SandboxRequest request, Project project) {
        this.request = request;
        this.params = request.params();
        this.project = project;
        this.repository = project.repository;
    }

    /**
     * Commits to {@code branch}, which is started from {@code start_branch} or {@code start_sha} when that is given.
     */
    Commit commit(List<Params> actions) {
        String branch = params.required("branch");
        Commit parent = parent(branch);
        User user = request.user();
        boolean guarded = repository.protectedBranches.contains(branch);
        if (guarded && request.world().accessLevel(user, project) < World.MAINTAINER) {
            throw ApiError.forbidden("You are not allowed to push into this branch");
        }
        SortedMap<String, FileEntry> files = new TreeMap<>(parent.files);
        actions.forEach(action -> apply(files, action, parent));
        String message = params.required("commit_message");
        if (message.isBlank()) {
            throw ApiError.message(400, "You must provide a commit message");
        }
        Instant now = request.world().now();
        Commit commit = new Commit(
                List.of(parent),
                message,
                params.text("author_name", user.name()),
                params.text("author_email", user.email()),
                now,
                files);
        MergeActions.push(request.world(), project, branch, commit, user);
        return commit;
    }

    private Commit parent(String branch) {
        Commit head = repository.branches.get(branch);
        String startBranch = params.filled("start_branch");
        String startSha = params.filled("start_sha");
        if (startBranch != null && startSha != null) {
            throw ApiError.error(400, "start_branch, start_sha are mutually exclusive");
        }
        if (startBranch == null && startSha == null) {
            if (head == null) {
                throw ApiError.message(400, "You can only create or edit files when you are on a branch");
            }
            return head;
        }
        if (head != null && !params.flag("force")) {
            throw ApiError.message(
                    400,
                    "A branch called '" + branch + "' already exists. Switch to that branch in order to make changes");
        }
        Commit start = startSha == null
                ? repository.branches.get(startBranch)
                : startSha.length() == 40 ? repository.resolve(startSha) : null;
        if (start == null) {
            throw ApiError.message(
                    400,
                    startSha == null
                            ? "Cannot find start_branch '" + startBranch + "'"
                            : "Invalid start_sha '" + startSha + "'");
        }
        return start;
    }

    private void apply(SortedMap<String, FileEntry> files, Params action, Commit head) {
        action.require("action", "file_path");
        String kind = action.choiceOr("", "action", "create", "delete", "move", "update", "chmod");
        String path = action.required("file_path");
        if (path.startsWith("/") || path.contains("../") || path.isBlank()) {
            throw ApiError.message(400, "Path cannot include directory traversal");
        }
        FileEntry old = files.get(path);
        switch (kind) {
            case "create" -> {
                if (old != null) {
                    throw ApiError.message(400, "A file with this name already exists");
                }
                action.require("content");
                files.put(path, new FileEntry(Blob.of(content(action)), mode(action, FileEntry.REGULAR)));
            }
            case "update" -> {
                FileEntry entry = existing(old);
                checkLastCommit(action, head, path);
                action.require("content");
                files.put(path, new FileEntry(Blob.of(content(action)), mode(action, entry.mode())));
            }
            case "delete" -> {
                existing(old);
                checkLastCommit(action, head, path);
                files.remove(path);
            }
            case "chmod" -> {
                action.require("execute_filemode");
                FileEntry entry = existing(old);
                files.put(path, new FileEntry(entry.blob(), mode(action, entry.mode())));
            }
            default -> move(files, action, path, old);
        }
    }

    private void move(SortedMap<String, FileEntry> files, Params action, String path, @Nullable FileEntry old) {
        action.require("previous_path");
        String previous = action.required("previous_path");
        FileEntry entry = existing(files.get(previous));
        if (old != null) {
            throw ApiError.message(400, "A file with this name already exists");
        }
        Blob blob = action.has("content") ? Blob.of(content(action)) : entry.blob();
        files.remove(previous);
        files.put(path, new FileEntry(blob, mode(action, entry.mode())));
    }

    private static FileEntry existing(@Nullable FileEntry entry) {
        if (entry == null) {
            throw ApiError.message(400, "A file with this name doesn't exist");
        }
        return entry;
    }

    private static void checkLastCommit(Params action, Commit head, String path) {
        String known = action.filled("last_commit_id");
        if (known != null && !known.equals(Repository.lastChange(head, path).sha)) {
            throw ApiError.message(
                    400, "You are attempting to update a file that has changed since you started editing it.");
        }
    }

    private static byte[] content(Params action) {
        String content = action.text("content");
        String text = content == null ? "" : content;
        if (!"base64".equals(action.choice("encoding", "text", "base64"))) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw ApiError.message(400, "invalid base64");
        }
    }

    private static String mode(Params action, String otherwise) {
        Boolean executable = action.bool("execute_filemode");
        return executable == null ? otherwise : executable ? FileEntry.EXECUTABLE : FileEntry.REGULAR;
    }
}
