package dev.gitlabmcp.gitlab;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Sends only what stays inside the allowed projects. It stands where every request passes, whatever made it: a tool, a prompt,
 * a resource, or a completion. A project is asked for by the id that was checked, so that a path which moves in between
 * leads nowhere else; every other project that a request names is checked too; what is not provably inside is refused.
 * Thread-safe.
 */
public final class ProjectBoundary implements GitLabClient {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String PROJECTS = "/projects/";
    /** How long a project is known; renames and transfers show after that at the latest. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private static final int MAX_KNOWN = 10_000;
    /** Reads that tell of the token and the instance alone. */
    private static final Set<String> NEUTRAL =
            Set.of("/user", "/job", "/version", "/metadata", "/personal_access_tokens/self");
    /**
     * What stands behind a project but lists, makes or moves to other places; beside these, what is promoted to the group,
     * and CI configuration of the caller's own, which may include that of any project.
     */
    private static final Set<String> OUTWARD = Set.of(
            "fork",
            "forks",
            "transfer",
            "transfer_locations",
            "share_locations",
            "import",
            "starrers",
            "import_project_members");

    /** What takes CI configuration, or a repository to copy from, of the caller's own. */
    private static final Set<String> SOURCES = Set.of("ci/lint", "mirror/pull");

    /** Members that name something of any project, by a number that does not tell which. */
    private static final Set<String> ELSEWHERE = Set.of("blocking_merge_request_id", "import_url");

    private final GitLabClient client;
    private final AllowedProjects allowed;
    private final Cache<Name, Project> known = Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterWrite(MEMORY)
            .build();

    /** A name as a principal may use it: another one may not even see the project. */
    private record Name(String principal, String project) {}

    private record Project(String id, String path) {}

    /** What a call may still take and how it is given up, for look-ups on its behalf. */
    private record Caller(Principal principal, Duration timeout, CancelSignal cancel) {}

    private ProjectBoundary(GitLabClient client, AllowedProjects allowed) {
        this.client = client;
        this.allowed = allowed;
    }

    /** That client inside this boundary; the client itself when everything is allowed. */
    public static GitLabClient around(GitLabClient client, AllowedProjects allowed) {
        return allowed.isEverything() ? client : new ProjectBoundary(client, allowed);
    }

    @Override
    public <T> T call(
            Principal principal, GitLabRequest request, Duration timeout, CancelSignal cancel, AnswerReader<T> reader) {
        long end = System.nanoTime() + timeout.toNanos();
        GitLabRequest inside = inside(request, new Caller(principal, timeout, cancel));
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        return client.call(principal, inside, left, cancel, reader);
    }

    private GitLabRequest inside(GitLabRequest request, Caller caller) {
        return request.isGraphQl() ? insideGraphQl(request, caller) : insideRest(request, caller);
    }

    /** GraphQL names projects by path alone, so that one which moves between check and call is not noticed. */
    private GitLabRequest insideGraphQl(GitLabRequest request, Caller caller) {
        if (request.graphqlProjects().isEmpty()) {
            throw outside("this GraphQL request is not provably inside one of them", caller);
        }
        request.graphqlProjects().forEach(project -> check(project, caller));
        return request;
    }

    private GitLabRequest insideRest(GitLabRequest request, Caller caller) {
        String target = request.requestTarget();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (NEUTRAL.contains(path) && request.method().isSafe()) {
            return request;
        }
        int start = PROJECTS.length();
        int end = path.indexOf('/', start) < 0 ? path.length() : path.indexOf('/', start);
        String behind = end < path.length() ? path.substring(end + 1) : "";
        String first = behind.indexOf('/') < 0 ? behind : behind.substring(0, behind.indexOf('/'));
        String last = behind.substring(behind.lastIndexOf('/') + 1);
        if (!path.startsWith(PROJECTS)
                || end == start
                || OUTWARD.contains(first)
                || last.equals("promote")
                || (SOURCES.contains(behind) && !request.method().isSafe())) {
            throw outside(request.method() + " " + shortened(path) + " is not provably inside one of them", caller);
        }
        String id = check(decode(path.substring(start, end)), caller);
        if (query >= 0) {
            for (String pair : target.substring(query + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    checkValue(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)), caller);
                }
            }
        }
        byte[] body = request.json();
        if (body != null) {
            checkBody(body, caller);
        }
        return request.at(PROJECTS + id + target.substring(end));
    }

    /** Members of the body itself and items of its lists; what is nested deeper never names a project to GitLab. */
    private void checkBody(byte[] body, Caller caller) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            String name;
            while ((name = parser.nextFieldName()) != null) {
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_ARRAY) {
                    while ((value = parser.nextToken()) != JsonToken.END_ARRAY && value != null) {
                        checkToken(name, value, parser, caller);
                    }
                } else {
                    checkToken(name, value, parser, caller);
                }
            }
        } catch (IOException e) {
            throw new GitLabException(new GitLabProblem.OutsideProjects("The body cannot be read: " + e.getMessage()));
        }
    }

    private void checkToken(String name, JsonToken value, JsonParser parser, Caller caller) throws IOException {
        if (value == JsonToken.VALUE_STRING || value.isNumeric()) {
            checkValue(name, parser.getText(), caller);
        } else {
            parser.skipChildren();
        }
    }

    private void checkValue(String name, String value, Caller caller) {
        if (namesProject(name)) {
            check(value, caller);
        } else if (ELSEWHERE.contains(name)
                || (name.equals("ci_config_path") && (value.indexOf('@') >= 0 || value.contains("://")))) {
            throw outside(name + " may lead to another", caller);
        }
    }

    /** Whether GitLab takes the value of that member or parameter for a project. */
    private static boolean namesProject(String parameter) {
        String name = parameter.endsWith("[]") ? parameter.substring(0, parameter.length() - 2) : parameter;
        return name.endsWith("project_id")
                || name.endsWith("project_ids")
                || name.endsWith("project_path")
                || name.equals("project")
                || name.endsWith("_project")
                || name.equals("forked_from_id");
    }

    /** The id of an allowed project. */
    private String check(String project, Caller caller) {
        if (allowed.hasId(caller.principal.instance(), project) && project.indexOf('/') < 0) {
            return project;
        }
        // Numbers and full paths name projects; words such as "import" are operations of their own.
        if (project.indexOf('/') < 0 && !project.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw outside(shortened(project) + " is none of them", caller);
        }
        Name name = new Name(caller.principal.id(), project.toLowerCase(Locale.ROOT));
        Project found = known.getIfPresent(name);
        if (found == null) {
            found = lookUp(project, caller);
            known.put(name, found);
        }
        if (allowed.hasId(caller.principal.instance(), found.id)
                || allowed.hasPath(caller.principal.instance(), found.path)) {
            return found.id;
        }
        throw outside(shortened(project) + " is none of them", caller);
    }

    private Project lookUp(String project, Caller caller) {
        GitLabRequest request =
                GitLabRequest.get("/projects/{id}").path("id", project).build();
        try {
            return client.call(caller.principal, request, caller.timeout, caller.cancel, ProjectBoundary::read);
        } catch (GitLabException e) {
            if (e.problem() instanceof GitLabProblem.Refused refused && refused.status() == 404) {
                throw outside(shortened(project) + " is none of them, or not visible to this token", caller);
            }
            throw e;
        }
    }

    private static Project read(GitLabAnswer answer) throws IOException {
        String id = "";
        String path = "";
        try (JsonParser parser = JSON.createParser(answer.body())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                String name;
                while ((name = parser.nextFieldName()) != null && (id.isEmpty() || path.isEmpty())) {
                    JsonToken value = parser.nextToken();
                    if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                        id = parser.getText();
                    } else if (name.equals("path_with_namespace") && value == JsonToken.VALUE_STRING) {
                        path = parser.getText();
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        }
        if (id.isEmpty()) {
            throw new GitLabException(new GitLabProblem.Unreadable("the project has no id"));
        }
        return new Project(id, path);
    }

    private GitLabException outside(String why, Caller caller) {
        return new GitLabException(new GitLabProblem.OutsideProjects(
                "it is limited to projects (" + allowed.describe(caller.principal.instance()) + "), and " + why + "."));
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
