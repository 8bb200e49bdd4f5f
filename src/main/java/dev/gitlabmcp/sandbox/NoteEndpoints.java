package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes and discussions of issues and of merge requests. */
final class NoteEndpoints {
    private static final int LONGEST_NOTE = 1_000_000;

    private final Views views;

    NoteEndpoints(Views views) {
        this.views = views;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (String parent : List.of("issues", "merge_requests")) {
            boolean readByJobs = parent.equals("merge_requests");
            Route.Grant[] grants = readByJobs ? new Route.Grant[] {Route.Grant.JOB_TOKEN} : new Route.Grant[0];
            String base = "/projects/:id/" + parent + "/:noteable_id";
            routes.add(Route.of("GET", base + "/notes", this::list, grants));
            routes.add(Route.of("POST", base + "/notes", this::create));
            routes.add(Route.of("GET", base + "/notes/:note_id", this::get, grants));
            routes.add(Route.of("PUT", base + "/notes/:note_id", this::update));
            routes.add(Route.of("DELETE", base + "/notes/:note_id", this::delete));
            routes.add(Route.of("GET", base + "/discussions", this::discussions));
            routes.add(Route.of("POST", base + "/discussions", this::startDiscussion));
            routes.add(Route.of("GET", base + "/discussions/:discussion_id", this::discussion));
            routes.add(Route.of("PUT", base + "/discussions/:discussion_id", this::resolve));
            routes.add(Route.of("POST", base + "/discussions/:discussion_id/notes", this::reply));
        }
        return routes;
    }

    static String discussionId(int noteId) {
        return GitHash.blob(("discussion of note " + noteId).getBytes(StandardCharsets.UTF_8));
    }

    private static Issuable parent(SandboxRequest request) {
        Project project = request.project();
        boolean issues = request.route().segments().get(2).equals("issues");
        int iid = request.number("noteable_id");
        return (issues ? project.issues.stream() : project.mergeRequests.stream())
                .filter(item -> item.iid == iid)
                .filter(item ->
                        !(item instanceof Issue issue) || request.world().canSee(request.userOrNull(), issue))
                .findFirst()
                .map(Issuable.class::cast)
                .orElseThrow(ApiError::recordNotFound);
    }

    private static boolean visible(SandboxRequest request, Issuable parent, Note note) {
        return !note.internal || request.world().accessLevel(request.userOrNull(), parent.project) >= World.REPORTER;
    }

    private SandboxResponse list(SandboxRequest request) {
        Issuable parent = parent(request);
        Params params = request.params();
        String filter = params.choiceOr("all_notes", "activity_filter", "all_notes", "only_comments", "only_activity");
        boolean updated = params.choiceOr("created_at", "order_by", "created_at", "updated_at")
                .equals("updated_at");
        boolean ascending = params.choiceOr("desc", "sort", "asc", "desc").equals("asc");
        Comparator<Note> order = Comparator.comparing((Note note) -> updated ? note.updatedAt : note.createdAt)
                .thenComparing(note -> note.id);
        List<Note> notes = parent.notes().stream()
                .filter(note -> visible(request, parent, note))
                .filter(note -> !filter.equals("only_comments") || !note.system)
                .filter(note -> !filter.equals("only_activity") || note.system)
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Pages.offset(request, notes, note -> views.planning.note(note, parent));
    }

    private static Note note(SandboxRequest request, Issuable parent) {
        int id = request.number("note_id");
        Note found = parent.notes().stream()
                .filter(note -> note.id == id)
                .findFirst()
                .orElseThrow(ApiError::recordNotFound);
        if (!visible(request, parent, found)) {
            throw ApiError.notFound("Note");
        }
        return found;
    }

    private SandboxResponse get(SandboxRequest request) {
        Issuable parent = parent(request);
        return SandboxResponse.ok(views.planning.note(note(request, parent), parent));
    }

    private SandboxResponse create(SandboxRequest request) {
        Issuable parent = parent(request);
        Note note = write(request, parent, null, null);
        Discussion discussion = new Discussion(discussionId(note.id), true);
        discussion.notes.add(note);
        parent.discussions.add(discussion);
        return SandboxResponse.created(views.planning.note(note, parent));
    }

    private Note write(SandboxRequest request, Issuable parent, @Nullable String type, @Nullable ObjectNode position) {
        User user = request.user();
        Params params = request.params();
        params.require("body");
        String body = params.required("body");
        checkBody(body);
        boolean member = request.world().accessLevel(user, parent.project) > 0;
        if (parent.project.archived || (Boolean.TRUE.equals(parent.discussionLocked) && !member)) {
            throw ApiError.forbidden();
        }
        boolean internal = params.flag("internal") || params.flag("confidential");
        Instant now = request.world().now();
        parent.updatedAt = now;
        parent.project.touched(now);
        return new Note(request.world().nextId(World.Kind.NOTE), user, body, now, false, internal, type, position);
    }

    private static void checkBody(String body) {
        if (body.isBlank()) {
            throw ApiError.message(400, "400 Bad request - Note {:note=>[\"can't be blank\"]}");
        }
        if (body.length() > LONGEST_NOTE) {
            throw ApiError.message(
                    400, "400 Bad request - Note {:note=>[\"is too long (maximum is 1000000 characters)\"]}");
        }
    }

    private SandboxResponse update(SandboxRequest request) {
        Issuable parent = parent(request);
        Note note = note(request, parent);
        checkMayChange(request, parent, note);
        String body = request.params().filled("body");
        if (body != null) {
            note.body = body;
            note.updatedAt = request.world().now();
        }
        return SandboxResponse.ok(views.planning.note(note, parent));
    }

    private SandboxResponse delete(SandboxRequest request) {
        Issuable parent = parent(request);
        Note note = note(request, parent);
        checkMayChange(request, parent, note);
        IssueEndpoints.checkUnmodified(request, note.updatedAt);
        parent.discussions.forEach(discussion -> discussion.notes.remove(note));
        parent.discussions.removeIf(discussion -> discussion.notes.isEmpty());
        return SandboxResponse.noContent();
    }

    private static void checkMayChange(SandboxRequest request, Issuable parent, Note note) {
        User user = request.user();
        boolean maintainer = request.world().accessLevel(user, parent.project) >= World.MAINTAINER;
        if (note.system || !(note.author.equals(user) || maintainer)) {
            throw ApiError.forbidden();
        }
    }

    private SandboxResponse discussions(SandboxRequest request) {
        Issuable parent = parent(request);
        List<Discussion> found = parent.discussions.stream()
                .filter(discussion -> discussion.notes.stream().anyMatch(note -> visible(request, parent, note)))
                .toList();
        return Pages.offset(request, found, discussion -> render(request, parent, discussion));
    }

    private ObjectNode render(SandboxRequest request, Issuable parent, Discussion discussion) {
        return views.planning.discussion(
                discussion,
                parent,
                discussion.notes.stream()
                        .filter(note -> visible(request, parent, note))
                        .toList());
    }

    private static Discussion find(SandboxRequest request, Issuable parent) {
        String id = request.path("discussion_id");
        return parent.discussions.stream()
                .filter(discussion -> discussion.id.equals(id))
                .filter(discussion -> discussion.notes.stream().anyMatch(note -> visible(request, parent, note)))
                .findFirst()
                .orElseThrow(() -> ApiError.notFound("Discussion"));
    }

    private SandboxResponse discussion(SandboxRequest request) {
        Issuable parent = parent(request);
        return SandboxResponse.ok(render(request, parent, find(request, parent)));
    }

    private SandboxResponse startDiscussion(SandboxRequest request) {
        Issuable parent = parent(request);
        request.params().require("body");
        ObjectNode position = null;
        if (request.params().raw("position") instanceof ObjectNode given && parent instanceof MergeRequest target) {
            checkPosition(Params.of(given), target);
            position = given.deepCopy();
        }
        boolean threaded = parent instanceof MergeRequest;
        String type = position != null ? "DiffNote" : threaded ? "DiscussionNote" : null;
        Note note = write(request, parent, type, position);
        Discussion discussion = new Discussion(discussionId(note.id), false);
        discussion.notes.add(note);
        parent.discussions.add(discussion);
        return SandboxResponse.created(render(request, parent, discussion));
    }

    /** A position must name its commits, its paths and a line that the change has. */
    private static void checkPosition(Params position, MergeRequest parent) {
        position.require("base_sha", "start_sha", "head_sha", "position_type");
        Repository repository = parent.project.repository;
        String path = position.text("new_path", position.text("old_path", ""));
        Commit base = repository.resolve(position.required("base_sha"));
        Commit head = repository.resolve(position.required("head_sha"));
        boolean known = base != null
                && head != null
                && FileChange.between(base.files, head.files).stream()
                        .anyMatch(change -> change.newPath().equals(path)
                                || change.oldPath().equals(path));
        boolean lined = position.integer("new_line") != null || position.integer("old_line") != null;
        if (!known || (!lined && !"file".equals(position.text("position_type")))) {
            throw ApiError.message(
                    400, "400 Bad request - Note {:line_code=>[\"can't be blank\", \"must be a valid line code\"]}");
        }
    }

    private SandboxResponse reply(SandboxRequest request) {
        Issuable parent = parent(request);
        Discussion discussion = find(request, parent);
        if (discussion.individual && parent instanceof MergeRequest) {
            throw ApiError.message(400, "400 Bad request - Discussion can not be replied to.");
        }
        Note first = discussion.notes.get(0);
        Note note = write(request, parent, first.type, first.position);
        discussion.notes.add(note);
        return SandboxResponse.created(views.planning.note(note, parent));
    }

    private SandboxResponse resolve(SandboxRequest request) {
        Issuable parent = parent(request);
        Discussion discussion = find(request, parent);
        request.params().require("resolved");
        boolean resolved = request.params().flag("resolved");
        User user = request.user();
        boolean mayResolve =
                request.world().accessLevel(user, parent.project) >= World.DEVELOPER || parent.author.equals(user);
        if (!discussion.resolvable() || !mayResolve) {
            throw ApiError.forbidden();
        }
        for (Note note : discussion.notes) {
            if (note.resolvable) {
                note.resolvedBy = resolved ? user : null;
                note.resolvedAt = resolved ? request.world().now() : null;
            }
        }
        return SandboxResponse.ok(render(request, parent, discussion));
    }
}
