package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Trees, blobs, branches, tags and comparisons of a repository. */
final class RepositoryEndpoints {
    private final Views views;

    RepositoryEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        String base = "/projects/:id/repository";
        Route.Grant jobs = Route.Grant.JOB_TOKEN;
        return List.of(
                Route.of("GET", base + "/tree", this::tree, jobs),
                Route.of("GET", base + "/blobs/:sha", this::blob),
                Route.of("GET", base + "/blobs/:sha/raw", this::rawBlob),
                Route.of("GET", base + "/branches", this::branches, jobs),
                Route.of("POST", base + "/branches", this::createBranch),
                Route.of("GET", base + "/branches/:branch", this::branch, jobs),
                Route.of("DELETE", base + "/branches/:branch", this::deleteBranch),
                Route.of("GET", base + "/tags", this::tags, jobs),
                Route.of("GET", base + "/tags/:tag", this::tag, jobs),
                Route.of("GET", base + "/compare", this::compare),
                Route.of("GET", base + "/contributors", this::contributors),
                Route.of("GET", base + "/merge_base", this::mergeBase));
    }

    /** The commit of a ref; GitLab's 404 for trees when there is none. */
    static Commit commit(Project project, String ref, String what) {
        Commit commit = project.repository.resolve(ref);
        if (commit == null) {
            throw ApiError.notFound(what);
        }
        return commit;
    }

    private SandboxResponse tree(SandboxRequest request) {
        Project project = request.project();
        Params params = request.params();
        Commit commit = commit(project, params.text("ref", "HEAD"), "Tree");
        String path = params.text("path", "").replaceAll("^/+|/+$", "");
        boolean recursive = params.flag("recursive");
        List<TreeEntry> entries = TreeEntry.list(commit.files, path, recursive);
        if (entries.isEmpty() && !path.isEmpty()) {
            throw ApiError.message(404, "404 invalid revision or path Not Found");
        }
        boolean lastCommits = params.flag("with_last_commit") && !recursive;
        String pagination = params.choiceOr("legacy", "pagination", "legacy", "keyset", "none");
        if (pagination.equals("none")) {
            return SandboxResponse.ok(Json.array(entries, entry -> render(entry, project, commit, lastCommits)));
        }
        if (pagination.equals("keyset")) {
            return treeByToken(request, entries, entry -> render(entry, project, commit, lastCommits));
        }
        return Pages.offset(request, entries, entry -> render(entry, project, commit, lastCommits));
    }

    private SandboxResponse treeByToken(
            SandboxRequest request, List<TreeEntry> entries, Function<TreeEntry, JsonNode> renderer) {
        String token = request.params().filled("page_token");
        List<TreeEntry> rest = entries;
        if (token != null) {
            int at = 0;
            while (at < entries.size() && !entries.get(at).id().equals(token)) {
                at++;
            }
            if (at == entries.size()) {
                throw ApiError.message(404, "404 invalid revision or path Not Found");
            }
            rest = entries.subList(at + 1, entries.size());
        }
        return Pages.keyset(request, rest, renderer, "page_token", TreeEntry::id);
    }

    private ObjectNode render(TreeEntry entry, Project project, Commit head, boolean lastCommit) {
        ObjectNode json = Json.object()
                .put("id", entry.id())
                .put("name", entry.name())
                .put("type", entry.type())
                .put("path", entry.path())
                .put("mode", entry.mode());
        if (lastCommit) {
            json.set("last_commit", views.repository.commit(Repository.lastChange(head, entry.path()), project));
        }
        return json;
    }

    private static Blob findBlob(SandboxRequest request) {
        Blob blob = request.project().repository.blob(request.path("sha"));
        if (blob == null) {
            throw ApiError.notFound("Blob");
        }
        return blob;
    }

    private SandboxResponse blob(SandboxRequest request) {
        Blob blob = findBlob(request);
        return SandboxResponse.ok(Json.object()
                .put("size", blob.bytes().length)
                .put("encoding", "base64")
                .put("content", Base64.getEncoder().encodeToString(blob.bytes()))
                .put("sha", blob.sha()));
    }

    private SandboxResponse rawBlob(SandboxRequest request) {
        return FileEndpoints.raw(findBlob(request));
    }

    private SandboxResponse branches(SandboxRequest request) {
        Project project = request.project();
        Params params = request.params();
        String search = params.filled("search");
        String regex = params.filled("regex");
        String sort = params.choiceOr("name_asc", "sort", "name_asc", "updated_asc", "updated_desc");
        Pattern pattern;
        try {
            pattern = regex == null ? null : Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw ApiError.error(400, "regex is invalid");
        }
        Comparator<String> byAge = Comparator.comparing(name -> commit(project, name, "Branch").createdAt);
        List<String> names = project.repository.branches.keySet().stream()
                .filter(name -> search == null || matches(name, search))
                .filter(name -> pattern == null || pattern.matcher(name).find())
                .sorted(
                        switch (sort) {
                            case "updated_asc" -> byAge;
                            case "updated_desc" -> byAge.reversed();
                            default -> Comparator.<String>naturalOrder();
                        })
                .toList();
        return Pages.offset(
                request,
                names,
                name -> views.repository.branch(name, commit(project, name, "Branch"), project, request.userOrNull()));
    }

    /** {@code ^term} is a prefix, {@code term$} a suffix, anything else a part of the name. */
    private static boolean matches(String name, String search) {
        String lower = name.toLowerCase(Locale.ROOT);
        String wanted = search.toLowerCase(Locale.ROOT);
        if (wanted.startsWith("^") && wanted.endsWith("$") && wanted.length() > 1) {
            return lower.equals(wanted.substring(1, wanted.length() - 1));
        }
        if (wanted.startsWith("^")) {
            return lower.startsWith(wanted.substring(1));
        }
        return wanted.endsWith("$") ? lower.endsWith(wanted.substring(0, wanted.length() - 1)) : lower.contains(wanted);
    }

    private SandboxResponse branch(SandboxRequest request) {
        Project project = request.project();
        String name = request.path("branch");
        Commit head = project.repository.branches.get(name);
        if (head == null) {
            throw ApiError.notFound("Branch");
        }
        return SandboxResponse.ok(views.repository.branch(name, head, project, request.userOrNull()));
    }

    private SandboxResponse createBranch(SandboxRequest request) {
        Project project = request.projectFor(World.DEVELOPER);
        Params params = request.params();
        params.require("branch", "ref");
        String name = params.required("branch");
        if (!name.matches("[^\\s~^:?*\\[\\\\]+") || name.contains("..") || name.startsWith("-")) {
            throw ApiError.message(400, "Branch name is invalid");
        }
        if (project.repository.branches.containsKey(name)) {
            throw ApiError.message(400, "Branch already exists");
        }
        Commit commit = project.repository.resolve(params.required("ref"));
        if (commit == null) {
            throw ApiError.message(400, "Invalid reference name: " + params.required("ref"));
        }
        project.repository.branches.put(name, commit);
        project.touched(request.world().now());
        return SandboxResponse.created(views.repository.branch(name, commit, project, request.user()));
    }

    private SandboxResponse deleteBranch(SandboxRequest request) {
        Project project = request.projectFor(World.DEVELOPER);
        String name = request.path("branch");
        if (!project.repository.branches.containsKey(name)) {
            throw ApiError.notFound("Branch");
        }
        if (name.equals(project.repository.defaultBranch())) {
            throw ApiError.message(400, "The default branch of a project cannot be deleted.");
        }
        if (project.repository.protectedBranches.contains(name)) {
            throw ApiError.message(403, "This branch is protected");
        }
        project.repository.branches.remove(name);
        return SandboxResponse.noContent();
    }

    private SandboxResponse tags(SandboxRequest request) {
        Project project = request.project();
        Params params = request.params();
        String search = params.filled("search");
        String orderBy = params.choiceOr("updated", "order_by", "name", "updated", "version");
        boolean ascending = params.choiceOr("desc", "sort", "asc", "desc").equals("asc");
        Comparator<Repository.Tag> order = orderBy.equals("updated")
                ? Comparator.comparing(Repository.Tag::createdAt)
                : Comparator.comparing(Repository.Tag::name);
        List<Repository.Tag> found = project.repository.tags.values().stream()
                .filter(tag -> search == null || matches(tag.name(), search))
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Pages.offset(request, found, tag -> views.repository.tag(tag, project));
    }

    private SandboxResponse tag(SandboxRequest request) {
        Project project = request.project();
        Repository.Tag tag = project.repository.tags.get(request.path("tag"));
        if (tag == null) {
            throw ApiError.notFound("Tag");
        }
        return SandboxResponse.ok(views.repository.tag(tag, project));
    }

    private SandboxResponse compare(SandboxRequest request) {
        Project project = request.project();
        Params params = request.params();
        params.require("from", "to");
        Commit from = commit(project, params.required("from"), "Ref");
        Commit to = commit(project, params.required("to"), "Ref");
        boolean unidiff = params.flag("unidiff");
        Commit base = params.flag("straight") ? from : Repository.mergeBase(from, to);
        if (base == null) {
            throw ApiError.notFound("Ref");
        }
        List<Commit> oldestFirst = Repository.ahead(from, to).stream()
                .sorted(Comparator.comparing(commit -> commit.createdAt))
                .toList();
        ObjectNode json = Json.object();
        json.set("commit", oldestFirst.isEmpty() ? null : views.repository.commit(to, project));
        json.set("commits", Json.array(oldestFirst, commit -> views.repository.commit(commit, project)));
        json.set(
                "diffs",
                Json.array(
                        FileChange.between(base.files, to.files),
                        change -> views.repository.diff(change, unidiff, false)));
        return SandboxResponse.ok(json.put("compare_timeout", false)
                .put("compare_same_ref", from == to)
                .put(
                        "web_url",
                        request.world().baseUrl() + "/" + project.fullPath() + "/-/compare/" + base.sha + "..."
                                + to.sha));
    }

    private SandboxResponse contributors(SandboxRequest request) {
        Project project = request.project();
        Commit head = commit(project, request.params().text("ref", "HEAD"), "Ref");
        List<Commit> log = Repository.log(head);
        List<String> emails =
                log.stream().map(commit -> commit.authorEmail).distinct().toList();
        return Pages.offset(request, emails, email -> {
            List<Commit> theirs = log.stream()
                    .filter(commit -> commit.authorEmail.equals(email))
                    .toList();
            return Json.object()
                    .put("name", theirs.get(0).authorName)
                    .put("email", email)
                    .put("commits", theirs.size())
                    .put("additions", 0)
                    .put("deletions", 0);
        });
    }

    private SandboxResponse mergeBase(SandboxRequest request) {
        Project project = request.project();
        List<String> refs = request.params().list("refs");
        if (refs == null || refs.size() < 2) {
            throw ApiError.message(400, "Provide at least 2 refs");
        }
        Commit base = commit(project, refs.get(0), "Ref");
        for (String ref : refs.subList(1, refs.size())) {
            base = Repository.mergeBase(base, commit(project, ref, "Ref"));
            if (base == null) {
                throw ApiError.notFound("Merge Base");
            }
        }
        return SandboxResponse.ok(views.repository.commit(base, project));
    }
}
