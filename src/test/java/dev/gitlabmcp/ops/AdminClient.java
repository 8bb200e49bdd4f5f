package dev.gitlabmcp.ops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RawHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Asks an admin port, with every answer held to what all of them must be. */
record AdminClient(URI url) {

    RawHttp.Answer send(String method, String path, String... headers) {
        try (RawHttp http = new RawHttp(url)) {
            RawHttp.Answer answer = method.equals("HEAD")
                    ? http.send(method, path, List.of(headers), new byte[0]).head()
                    : http.send(method, path, List.of(headers), new byte[0]).answer();
            if (answer.header("Cache-Control").stream().noneMatch("no-store"::equals)
                    || answer.header("X-Content-Type-Options").stream().noneMatch("nosniff"::equals)) {
                throw new AssertionError(path + " may be stored or sniffed: " + answer);
            }
            return answer;
        }
    }

    RawHttp.Answer get(String path, String... headers) {
        return send("GET", path, headers);
    }

    JsonNode json(String path, String... headers) {
        return McpClient.json(get(path, headers).body());
    }

    /** A task with the header it needs. */
    RawHttp.Answer task(String pathAndQuery, String... headers) {
        return send(
                "POST",
                "/tasks/" + pathAndQuery,
                Stream.concat(Stream.of(AdminFilter.HEADER + ": yes"), Stream.of(headers))
                        .toArray(String[]::new));
    }

    /** The sentence of an error. */
    static String error(RawHttp.Answer answer) {
        JsonNode body = McpClient.json(answer.body());
        if (body.path("status").asInt() != answer.status()
                || answer.header("Content-Type").stream().noneMatch("application/json"::equals)) {
            throw new AssertionError("No error in JSON: " + answer);
        }
        return body.path("error").asText();
    }

    static String basic(String name, String password) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
