package dev.gitlabmcp.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One authenticated request on its way through an endpoint.
 *
 * @param recorded the request as received
 * @param route the route that answers it
 * @param placeholders the decoded values of the route's placeholders
 * @param params query and body
 * @param caller who asks
 * @param world the world it is about
 */
record SandboxRequest(
        RecordedRequest recorded,
        Route route,
        Map<String, String> placeholders,
        Params params,
        Caller caller,
        World world) {
    /** The user who asks; answers 401 when there is none. */
    User user() {
        User user = caller.user();
        if (user == null) {
            throw ApiError.unauthorized();
        }
        return user;
    }

    @Nullable
    User userOrNull() {
        return caller.user();
    }

    String path(String name) {
        String value = placeholders.get(name);
        if (value == null) {
            throw new IllegalStateException("route has no placeholder " + name);
        }
        return value;
    }

    /** A placeholder that has to be a whole number: 400 otherwise. */
    int number(String name) {
        try {
            return Integer.parseInt(path(name));
        } catch (NumberFormatException e) {
            throw Params.invalid(name);
        }
    }

    /** The project of the path by number or full path; 404 when it is missing or hidden, 301 or 405 when it moved. */
    Project project() {
        String id = path("id");
        Project project = world.findProject(id);
        if (project == null) {
            Project moved = world.movedProject(id);
            if (moved != null && world.canSee(caller.user(), moved)) {
                throw recorded.method().equals("GET")
                        ? ApiError.moved(movedTo(moved))
                        : ApiError.message(405, "Non GET methods are not allowed for moved projects");
            }
            throw ApiError.notFound("Project");
        }
        Caller.Token token = caller.token();
        Project jobProject = token == null ? null : token.jobProject();
        if (jobProject != null && jobProject != project && !project.visibility.equals("public")) {
            throw ApiError.forbidden("Authentication by CI/CD job token not allowed from " + jobProject.path + " to "
                    + project.path + ".");
        }
        if (!world.canSee(caller.user(), project)) {
            throw ApiError.notFound("Project");
        }
        return project;
    }

    /** The project of the path when the caller may write to it with this level; 403 otherwise. */
    Project projectFor(int level) {
        Project project = project();
        user();
        if (project.archived || world.accessLevel(caller.user(), project) < level) {
            throw ApiError.forbidden();
        }
        return project;
    }

    Namespace group() {
        Namespace group = world.findGroup(path("id"));
        if (group == null || !world.canSee(caller.user(), group)) {
            throw ApiError.notFound("Group");
        }
        return group;
    }

    private String movedTo(Project project) {
        String target = recorded.target();
        int start = target.indexOf("/api/v4/projects/") + "/api/v4/projects/".length();
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return world.apiUrl() + "/projects/" + project.id + target.substring(end);
    }
}
