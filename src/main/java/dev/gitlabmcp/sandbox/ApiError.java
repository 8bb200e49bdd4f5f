package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** An error answer in one of GitLab's shapes: {@code doc/api/rest/troubleshooting.md} and {@code lib/api/helpers.rb}. */
final class ApiError extends RuntimeException {
    private final transient SandboxResponse response;

    private ApiError(SandboxResponse response) {
        super("HTTP " + response.status(), null, false, false);
        this.response = response;
    }

    SandboxResponse response() {
        return response;
    }

    ApiError with(String header, String value) {
        return new ApiError(response.with(header, value));
    }

    /** The shape of a request that Grape refuses before GitLab's own code sees it. */
    static ApiError error(int status, String text) {
        return new ApiError(SandboxResponse.json(status, Json.object().put("error", text)));
    }

    static ApiError message(int status, String text) {
        return new ApiError(SandboxResponse.json(status, Json.object().put("message", text)));
    }

    static ApiError message(int status, JsonNode details) {
        ObjectNode body = Json.object();
        body.set("message", details);
        return new ApiError(SandboxResponse.json(status, body));
    }

    /** A validation failure of one attribute. */
    static ApiError invalid(String attribute, String problem) {
        ObjectNode details = Json.object();
        details.putArray(attribute).add(problem);
        return message(400, details);
    }

    static ApiError notFound(String what) {
        return message(404, "404 " + what + " Not Found");
    }

    /** What {@code not_found!} without a noun says. */
    static ApiError notFound() {
        return message(404, "404 Not Found");
    }

    /** What a query for one record says that finds none; only the capital differs from {@link #notFound()}. */
    static ApiError recordNotFound() {
        return message(404, "404 Not found");
    }

    static ApiError unauthorized() {
        return message(401, "401 Unauthorized");
    }

    static ApiError forbidden() {
        return message(403, "403 Forbidden");
    }

    static ApiError forbidden(String reason) {
        return message(403, "403 Forbidden - " + reason);
    }

    static ApiError methodNotAllowed() {
        return message(405, "405 Method Not Allowed");
    }

    static ApiError moved(String location) {
        return new ApiError(
                SandboxResponse.redirect(301, location, "This resource has been moved permanently to " + location));
    }

    static ApiError invalidToken(String description) {
        ObjectNode body = Json.object().put("error", "invalid_token").put("error_description", description);
        String challenge = "Bearer realm=\"Protected by OAuth 2.0\", error=\"invalid_token\", error_description=\""
                + description + "\"";
        return new ApiError(SandboxResponse.json(401, body).with(Map.of("WWW-Authenticate", challenge)));
    }

    static ApiError insufficientScope(String scopes) {
        return new ApiError(SandboxResponse.json(
                403,
                Json.object()
                        .put("error", "insufficient_scope")
                        .put(
                                "error_description",
                                "The request requires higher privileges than provided by the access token.")
                        .put("scope", scopes)));
    }
}
