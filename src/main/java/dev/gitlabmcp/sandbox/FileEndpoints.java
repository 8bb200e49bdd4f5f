package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of a repository: read as JSON, raw or by HEAD, blamed, and written one at a time. */
final class FileEndpoints {
    private final Views views;

    FileEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        String file = "/projects/:id/repository/files/:file_path";
        return List.of(
                Route.of("GET", file, this::get),
                Route.of("GET", file + "/raw", this::getRaw, Route.Grant.JOB_TOKEN),
                Route.of("GET", file + "/blame", this::blame),
                Route.of("POST", file, request -> write(request, "create")),
                Route.of("PUT", file, request -> write(request, "update")),
                Route.of("DELETE", file, request -> write(request, "delete")));
    }

    /** A file at a ref. */
    private record Found(Project project, String path, String ref, Commit commit, FileEntry entry) {}

    private static Found find(SandboxRequest request) {
        Project project = request.project();
        boolean raw = request.route().segments().contains("raw");
        if (!raw) {
            request.params().requireFilled("ref");
        }
        String ref = request.params().text("ref", "HEAD");
        Commit commit = project.repository.resolve(ref);
        if (commit == null) {
            throw ApiError.notFound("Commit");
        }
        String path = request.path("file_path");
        FileEntry entry = commit.files.get(path);
        if (entry == null) {
            throw ApiError.notFound("File");
        }
        return new Found(project, path, ref, commit, entry);
    }

    private static Map<String, String> headers(Found found) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Gitlab-Blob-Id", found.entry.blob().sha());
        headers.put("X-Gitlab-Commit-Id", found.commit.sha);
        headers.put("X-Gitlab-Content-Sha256", GitHash.sha256(found.entry.blob().bytes()));
        headers.put("X-Gitlab-Encoding", "base64");
        headers.put("X-Gitlab-Execute-Filemode", Boolean.toString(found.entry.executable()));
        headers.put("X-Gitlab-File-Name", latin(name(found.path)));
        headers.put("X-Gitlab-File-Path", latin(found.path));
        headers.put("X-Gitlab-Last-Commit-Id", Repository.lastChange(found.commit, found.path).sha);
        headers.put("X-Gitlab-Ref", latin(found.ref));
        headers.put("X-Gitlab-Size", Integer.toString(found.entry.blob().bytes().length));
        return headers;
    }

    /** Rails writes the UTF-8 bytes of a header as they are; a server that sends Latin-1 needs them one by one. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private SandboxResponse get(SandboxRequest request) {
        Found found = find(request);
        byte[] bytes = found.entry.blob().bytes();
        ObjectNode json = Json.object()
                .put("file_name", name(found.path))
                .put("file_path", found.path)
                .put("size", bytes.length)
                .put("encoding", "base64")
                .put("content_sha256", GitHash.sha256(bytes))
                .put("ref", found.ref)
                .put("blob_id", found.entry.blob().sha())
                .put("commit_id", found.commit.sha)
                .put("last_commit_id", Repository.lastChange(found.commit, found.path).sha)
                .put("execute_filemode", found.entry.executable())
                .put("content", Base64.getEncoder().encodeToString(bytes));
        return SandboxResponse.ok(json).with(headers(found));
    }

    private SandboxResponse getRaw(SandboxRequest request) {
        Found found = find(request);
        return raw(found.entry.blob())
                .with(headers(found))
                .with("Content-Disposition", "inline; filename=\"" + latin(name(found.path)) + "\"");
    }

    static SandboxResponse raw(Blob blob) {
        return SandboxResponse.bytes(blob.binary() ? "application/octet-stream" : "text/plain", blob.bytes())
                .with("Cache-Control", "max-age=0, private, must-revalidate, no-store, no-cache");
    }

    /** Each line belongs to the newest commit at which it and everything before it in the file's history is there. */
    private SandboxResponse blame(SandboxRequest request) {
        Found found = find(request);
        List<String> lines = LineDiff.lines(found.entry.blob().text());
        Commit[] origins = origins(found, lines.size());
        ArrayNode json = Json.array();
        ArrayNode current = Json.array();
        for (int i = 0; i < lines.size(); i++) {
            if (i == 0 || origins[i] != origins[i - 1]) {
                ObjectNode range = json.addObject();
                range.set("commit", views.repository.commit(origins[i], found.project));
                current = range.putArray("lines");
            }
            current.add(lines.get(i).stripTrailing());
        }
        return SandboxResponse.ok(json).with(headers(found));
    }

    private static Commit[] origins(Found found, int count) {
        Commit[] origins = new Commit[count];
        int[] lineOf = new int[count];
        for (int i = 0; i < count; i++) {
            lineOf[i] = i;
            origins[i] = found.commit;
        }
        List<Commit> log = Repository.firstParents(found.commit);
        for (int c = 0; c < log.size(); c++) {
            FileEntry newer = log.get(c).files.get(found.path);
            FileEntry older = c + 1 < log.size() ? log.get(c + 1).files.get(found.path) : null;
            if (newer == null) {
                break;
            }
            LineDiff diff = LineDiff.of(
                    older == null ? "" : older.blob().text(), newer.blob().text());
            for (int i = 0; i < count; i++) {
                if (lineOf[i] >= 0) {
                    origins[i] = log.get(c);
                    lineOf[i] = before(diff, lineOf[i]);
                }
            }
        }
        return origins;
    }

    /** Where a line was before the change; -1 when the change brought it in. */
    private static int before(LineDiff diff, int line) {
        int shift = 0;
        for (LineDiff.Change change : diff.changes()) {
            if (line < change.start()) {
                break;
            }
            if (line < change.end()) {
                return -1;
            }
            shift = change.to() - change.end();
        }
        return line + shift;
    }

    private SandboxResponse write(SandboxRequest request, String action) {
        Project project = request.projectFor(World.DEVELOPER);
        Params params = request.params();
        params.requireFilled("branch", "commit_message");
        if (!action.equals("delete")) {
            params.require("content");
        }
        String path = request.path("file_path");
        ObjectNode single = Json.object().put("action", action).put("file_path", path);
        for (String name : List.of("content", "encoding", "last_commit_id", "execute_filemode")) {
            if (params.has(name)) {
                single.set(name, params.raw(name));
            }
        }
        new CommitWriter(request, project).commit(List.of(Params.of(single)));
        if (action.equals("delete")) {
            return SandboxResponse.noContent();
        }
        ObjectNode answer = Json.object().put("file_path", path).put("branch", params.text("branch"));
        return action.equals("create") ? SandboxResponse.created(answer) : SandboxResponse.ok(answer);
    }
}
