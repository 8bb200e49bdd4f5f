package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves the socket, byte by byte. */
final class RequestOnTheWireTest extends PoolTestCase {

    @ParameterizedTest
    @CsvSource({
        "group/sub/app, main, src%2F, /projects/group%2Fsub%2Fapp/x/main/src%252F",
        "1, feature/a b+c, src/ä.md, /projects/1/x/feature%2Fa%20b%2Bc/src%2F%C3%A4.md",
        "1, a..b, //x///y, /projects/1/x/a..b/%2F%2Fx%2F%2F%2Fy",
        "1, \uD83D\uDE80, ;a=1:b@c, /projects/1/x/%F0%9F%9A%80/%3Ba%3D1%3Ab%40c",
    })
    void requestLine_keepsTheEncoding(String project, String branch, String file, String target) {
        WireServer server = serve(WireServer.ok("{}"));
        send(
                server,
                GitLabRequest.get("/projects/{id}/x/{ref}/{file_path}")
                        .path("id", project)
                        .path("ref", branch)
                        .path("file_path", file)
                        .query("labels[]", "a+b")
                        .query("labels[]", "ü/")
                        .build());
        assertThat(server.onlyRequest().line())
                .isEqualTo("GET /api/v4" + target + "?labels%5B%5D=a%2Bb&labels%5B%5D=%C3%BC%2F HTTP/1.1");
    }

    @Test
    void subPath_isPrepended() {
        WireServer server = serve(WireServer.ok("{}"));
        Principal principal = principal(server.url() + "/git/lab/");
        pool().call(principal, GitLabRequest.get("/version").build(), AMPLE, CancelSignal.NEVER, PoolTestCase::text);
        assertThat(server.onlyRequest().target()).isEqualTo("/git/lab/api/v4/version");
    }

    @Test
    void get_hasTheseHeadersOnly() {
        WireServer server = serve(WireServer.ok("{}"));
        get(server, "/version");
        assertThat(server.onlyRequest().headers())
                .containsEntry("private-token", TOKEN)
                .containsEntry("accept", "*/*")
                .containsEntry("accept-encoding", "gzip")
                .containsEntry("user-agent", "gitlab-mcp")
                .containsEntry("host", "127.0.0.1:" + server.port())
                .containsEntry("connection", "keep-alive")
                .hasSize(6);
    }

    @Test
    void post_sendsJson() {
        WireServer server = serve(WireServer.answer("201 Created", "", "{\"id\":1}"));
        String answer = send(
                server,
                GitLabRequest.post("/projects")
                        .json("{\"name\":\"ä\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .accept("application/json")
                        .build());
        assertThat(answer).isEqualTo("{\"id\":1}");
        assertThat(server.onlyRequest().line()).isEqualTo("POST /api/v4/projects HTTP/1.1");
        assertThat(server.onlyRequest().body()).isEqualTo("{\"name\":\"ä\"}");
        assertThat(server.onlyRequest().headers())
                .containsEntry("accept", "application/json")
                .hasEntrySatisfying("content-type", type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    void post_sendsAFileAsForm() {
        WireServer server = serve(WireServer.answer("201 Created", "", "{\"id\":1}"));
        byte[] content = "--x\r\n\0ä".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        send(
                server,
                GitLabRequest.post("/projects/{id}/uploads")
                        .path("id", 1)
                        .file("file", "ü \"1\"\r\n.png", content)
                        .build());
        String type = server.onlyRequest().headers().get("content-type");
        assertThat(type).matches("multipart/form-data; boundary=[0-9a-f]{64}");
        String boundary = type.substring(type.indexOf('=') + 1);
        assertThat(server.onlyRequest().body())
                .isEqualTo("--" + boundary + "\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"ü %221%22%0D%0A.png\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n"
                        + "--x\r\n\0ä\r\n--" + boundary + "--\r\n");
    }

    @ParameterizedTest
    @CsvSource({"POST", "PUT", "PATCH", "DELETE"})
    void methodsWithoutBody_areSent(String method) {
        WireServer server = serve("HTTP/1.1 204 No Content\r\n\r\n");
        GitLabRequest.Builder request = switch (method) {
            case "POST" -> GitLabRequest.post("/x");
            case "PUT" -> GitLabRequest.put("/x");
            case "PATCH" -> GitLabRequest.patch("/x");
            default -> GitLabRequest.delete("/x");
        };
        assertThat(send(server, request.build())).isEmpty();
        assertThat(server.onlyRequest().line()).isEqualTo(method + " /api/v4/x HTTP/1.1");
    }

    @Test
    void cookies_areForgotten() {
        WireServer server = serve(WireServer.answer("200 OK", "Set-Cookie: session=1\r\n", "{}"));
        get(server, "/a");
        get(server, "/b");
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("cookie"));
    }

    @Test
    void bearerToken_goesIntoAuthorization() {
        WireServer server = serve(WireServer.ok("{}"));
        Principal principal = Principal.of(GitLabInstance.of(server.url()), Credentials.bearerToken(TOKEN));
        pool().call(principal, GitLabRequest.get("/version").build(), AMPLE, CancelSignal.NEVER, PoolTestCase::text);
        assertThat(server.onlyRequest().headers())
                .containsEntry("authorization", "Bearer " + TOKEN)
                .doesNotContainKey("private-token");
    }
}
