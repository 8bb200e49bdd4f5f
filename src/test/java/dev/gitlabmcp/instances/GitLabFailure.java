package dev.gitlabmcp.instances;

import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.SandboxTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A way in which GitLab fails.
 *
 * @param token what the caller brings
 * @param fault what goes wrong, unless the token is enough
 * @param kind what it is counted as; the same for failures that nobody needs to tell apart
 * @param words what the model must be told
 */
record GitLabFailure(String name, String token, Fault fault, Call call, String kind, List<String> words) {
    private static final String DEVELOPER = SandboxTokens.DEVELOPER;
    private static final String UNKNOWN = "glpat-nobody-has-this-one-0";
    private static final String PROJECT = "/api/v4/projects/42";
    private static final String ISSUES = PROJECT + "/issues";
    private static final String MAYBE_DONE = "may have been carried out";
    private static final Duration LONG = Duration.ofSeconds(3600);

    /** What is asked for when it happens. */
    record Call(String tool, String arguments) {}

    static final Call READ = new Call("get_project", "{\"project_id\":42}");
    static final Call READ_FILE = new Call("get_file_contents", "{\"project_id\":42,\"file_path\":\"README.md\"}");
    private static final Call WRITE = new Call("create_issue", "{\"project_id\":42,\"title\":\"Out of stock\"}");

    /** All of them. */
    static Stream<GitLabFailure> all() {
        return Stream.of(refusals(), overloads(), brokenConnections()).flatMap(failures -> failures);
    }

    private static Stream<GitLabFailure> refusals() {
        String noScope = "{\"error\":\"insufficient_scope\",\"error_description\":\"Higher privileges needed.\","
                + "\"scope\":\"api\"}";
        return Stream.of(
                // Three dead tokens are one kind: the user has to give another one. GitLab's words tell them apart.
                ofToken("401 unknown", UNKNOWN, READ, "unauthorized", "401 Unauthorized", "valid one"),
                ofToken("401 expired", SandboxTokens.EXPIRED, READ, "unauthorized", "401", "expired", "valid"),
                ofToken("401 revoked", SandboxTokens.REVOKED, READ, "unauthorized", "401", "revoked", "valid"),
                // A merge without the right to it is refused like a dead token, so the words name both.
                of(
                        "401 on a write",
                        answer("POST", ISSUES, 401, message("401 Unauthorized")),
                        WRITE,
                        "unauthorized",
                        "401",
                        "token is wrong, expired or revoked",
                        "higher role"),
                ofToken(
                        "403 scope, reading",
                        SandboxTokens.READ_USER,
                        READ,
                        "insufficient_scope",
                        "403",
                        "lacks the scope api read_api"),
                ofToken(
                        "403 scope, writing",
                        SandboxTokens.READ_API,
                        WRITE,
                        "insufficient_scope",
                        "403",
                        "lacks the scope api:"),
                of("403 scope, made up", answer("GET", PROJECT, 403, noScope), READ, "insufficient_scope", "api"),
                of(
                        "403",
                        answer("GET", PROJECT, 403, message("403 Forbidden - not for " + DEVELOPER)),
                        READ,
                        "forbidden",
                        "403 Forbidden",
                        "higher role"),
                // GitLab hides what a token may not see; a route that an old GitLab lacks is looked up in the same way.
                ofToken(
                        "404 hidden",
                        DEVELOPER,
                        new Call("get_project", "{\"project_id\":53}"),
                        "not_found",
                        "404 Project Not Found",
                        "does not exist",
                        "may not see"),
                of(
                        "404 route",
                        answer("GET", PROJECT, 404, "{\"error\":\"404 Not Found\"}"),
                        READ,
                        "not_found",
                        "404 Not Found",
                        "lacks what the tool asks for"),
                of(
                        "409",
                        answer("POST", ISSUES, 409, message("409 Conflict: Resource lock")),
                        WRITE,
                        "conflict",
                        "Resource lock",
                        "Read it again"),
                of(
                        "412",
                        answer("POST", ISSUES, 412, message("412 Precondition Failed")),
                        WRITE,
                        "precondition_failed",
                        "412 Precondition Failed",
                        "changed meanwhile"),
                of(
                        "422",
                        answer("POST", ISSUES, 422, message("Branch cannot be merged")),
                        WRITE,
                        "unprocessable",
                        "422: Branch cannot be merged",
                        "correct what it names"));
    }

    private static Stream<GitLabFailure> overloads() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(LONG).atOffset(ZoneOffset.UTC));
        String html = "<html><head><title>GitLab is not responding (502) to " + DEVELOPER
                + "</title></head><body><h1>Whoops</h1></body></html>";
        return Stream.of(
                of(
                        "429 text of the edge",
                        Fault.on("GET", PROJECT)
                                .throttledAtEdge(LONG, Instant.now().plus(LONG).getEpochSecond()),
                        READ,
                        "rate_limited",
                        "429",
                        "Retry later",
                        "Try again in 3600 seconds"),
                of(
                        "429 JSON of the application",
                        Fault.on("POST", ISSUES).throttledByApplication(LONG),
                        WRITE,
                        "rate_limited",
                        "requested too many times",
                        "Try again in 3600 seconds"),
                of(
                        "500",
                        answer("GET", PROJECT, 500, message("500 Internal Server Error")),
                        READ,
                        "server_error",
                        "500 Internal Server Error",
                        "GitLab's side"),
                // What proxies answer in place of GitLab is one kind: it is down or busy.
                of(
                        "502 page",
                        Fault.on("GET", PROJECT).status(502, html, Map.of("Content-Type", "text/html")),
                        READ,
                        "unavailable",
                        "502",
                        "GitLab is not responding",
                        "GitLab's side"),
                of(
                        "503 with seconds",
                        unavailable("3600"),
                        READ,
                        "unavailable",
                        "503",
                        "Gitaly is busy",
                        "GitLab's side",
                        "Try again in 3600 seconds"),
                of(
                        "503 with a date",
                        unavailable(date),
                        READ,
                        "unavailable",
                        "503",
                        "Gitaly is busy",
                        "GitLab's side",
                        // Some seconds of the hour have gone by then.
                        "Try again in 3",
                        "seconds"));
    }

    private static Stream<GitLabFailure> brokenConnections() {
        Fault slowRead = Fault.on("GET", PROJECT).delay(Duration.ofSeconds(3));
        Fault slowWrite = Fault.on("POST", ISSUES).delay(Duration.ofSeconds(3));
        return Stream.of(
                of("slow", slowRead, READ, "timed_out", "within 1 second", "Try again"),
                of("slow, on a write", slowWrite, WRITE, "timed_out", "did not answer", MAYBE_DONE),
                of(
                        "cut before the answer",
                        Fault.on("GET", PROJECT).cut(),
                        READ,
                        "unreachable",
                        "connection was lost",
                        "Try again later"),
                of(
                        "cut before the answer to a write",
                        Fault.on("POST", ISSUES).cut(),
                        WRITE,
                        "unreachable",
                        "connection was lost",
                        MAYBE_DONE),
                of(
                        "cut in the body",
                        Fault.on("GET", PROJECT).cut(100),
                        READ,
                        "unreadable",
                        "cannot be read",
                        "broke off",
                        "Try again"),
                of(
                        "a page with status 200",
                        Fault.on("GET", PROJECT)
                                .status(200, "<html>Sign in</html>", Map.of("Content-Type", "text/html")),
                        READ,
                        "unreadable",
                        "cannot be read"));
    }

    static GitLabFailure of(String name, Fault fault, Call call, String kind, String... words) {
        return new GitLabFailure(name, DEVELOPER, fault, call, kind, List.of(words));
    }

    static GitLabFailure ofToken(String name, String token, Call call, String kind, String... words) {
        Fault harmless = Fault.on("GET", "/no/such/path");
        return new GitLabFailure(name, token, harmless, call, kind, List.of(words));
    }

    @Override
    public String toString() {
        return name;
    }

    private static Fault answer(String method, String path, int status, String body) {
        return Fault.on(method, path).status(status, body);
    }

    private static Fault unavailable(String retryAfter) {
        return Fault.on("GET", PROJECT)
                .status(
                        503,
                        message("Gitaly is busy"),
                        Map.of("Content-Type", "application/json", "Retry-After", retryAfter));
    }

    private static String message(String text) {
        return "{\"message\":\"" + text + "\"}";
    }
}
