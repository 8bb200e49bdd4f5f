package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.gitlab.GitLabProblem.TooLarge;
import dev.gitlabmcp.gitlab.GitLabProblem.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading answers: sizes, compression, damage, and what happens to the connection. */
final class AnswerTest extends PoolTestCase {
    private static final GitLabRequest VERSION = GitLabRequest.get("/version").build();

    @Test
    void answer_givesStatusHeadersAndPaging() {
        WireServer server = serve(
                WireServer.answer("206 Partial Content", "X-Request-Id: r1\r\nX-Page: 2\r\nX-Next-Page: 3\r\n", "[1]"));
        String seen = call(
                server,
                answer -> answer.status() + " " + answer.header("x-PAGE").orElse("") + " "
                        + answer.header("none").isPresent() + " "
                        + answer.requestId().orElse("") + " "
                        + answer.paging().nextPage().getAsInt() + " " + answer.contentLength());
        assertThat(seen).isEqualTo("206 2 false r1 3 3");
    }

    @Test
    void head_hasLengthAndNoBody() {
        WireServer server = serve("HTTP/1.1 200 OK\r\nX-Gitlab-Size: 9\r\nContent-Length: 1234\r\n\r\n");
        GitLabRequest head = GitLabRequest.head("/x").build();
        for (int i = 0; i < 2; i++) {
            String seen = pool().call(
                            principal(server.url()),
                            head,
                            AMPLE,
                            CancelSignal.NEVER,
                            answer -> answer.contentLength()
                                    + text(answer)
                                    + answer.header("X-Gitlab-Size").orElse(""));
            assertThat(seen).isEqualTo("12349");
        }
        assertThat(connections(server)).hasSize(1);
    }

    @Test
    void gzip_isDecompressed() {
        WireServer server = serve((request, connection) -> gzip(connection, zip("äöü", 1000)));
        assertThat(get(server, "/x")).isEqualTo("äöü".repeat(1000));
        assertThat(call(server, answer -> "" + answer.contentLength())).isEqualTo("-1");
        get(server, "/x");
        assertThat(connections(server)).hasSize(1);
    }

    @Test
    void gzipBomb_isBounded() {
        configure("{\"maxAnswer\":\"1MiB\"}");
        byte[] bomb = zip("0".repeat(1024), 200 * 1024);
        assertThat(bomb.length).isLessThan(300_000);
        WireServer server = serve((request, connection) -> gzip(connection, bomb));
        assertThat(problem(server, VERSION)).isEqualTo(new TooLarge(1024 * 1024));
    }

    @Test
    void answer_mayBeAsLargeAsTheLimit() {
        configure("{\"maxAnswer\":\"1KiB\"}");
        assertThat(get(serve(WireServer.ok("x".repeat(1024))), "/x")).hasSize(1024);
        assertThat(problem(serve(WireServer.ok("x".repeat(1025))), VERSION)).isEqualTo(new TooLarge(1024));
    }

    @Test
    void tooLarge_isToldWhateverTheReaderMakesOfIt() {
        configure("{\"maxAnswer\":\"1KiB\"}");
        WireServer server = serve(WireServer.ok("[" + "\"x\",".repeat(1000) + "\"\"]"));
        assertThat(problem(() -> call(server, answer -> {
                    return "" + new ObjectMapper().readValue(answer.body(), List.class);
                })))
                .isEqualTo(new TooLarge(1024));
    }

    @Test
    void endlessAnswer_isCutWhenTheReaderStops() {
        WireServer server = serve((request, connection) -> {
            WireServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9000000000000\r\n\r\n");
            byte[] chunk = new byte[64 * 1024];
            while (true) {
                connection.getOutputStream().write(chunk);
            }
        });
        assertThat(call(server, answer -> "" + answer.body().readNBytes(10).length))
                .isEqualTo("10");
        awaitNothingLeased();
    }

    @Test
    void unreadRest_keepsTheConnectionWhenSmall() {
        WireServer server = serve(WireServer.ok("x".repeat(2000)));
        for (int i = 0; i < 3; i++) {
            assertThat(call(server, answer -> "" + answer.body().read())).isEqualTo("" + (int) 'x');
        }
        assertThat(connections(server)).hasSize(1);
    }

    @Test
    void brokenBodies_areUnreadable() {
        assertUnreadable("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nshort", "broke off");
        assertUnreadable("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "broke off");
        assertUnreadable("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope", "damaged");
        assertUnreadable("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\nnope", "br");
        assertUnreadable("SSH-2.0-OpenSSH_9.2\r\n\r\n", "no proper HTTP");
        assertUnreadable("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n", "no proper HTTP");
        assertUnreadable("HTTP/1.1 200 OK\r\n" + "X-Many: 1\r\n".repeat(300) + "\r\n", "no proper HTTP");
    }

    @Test
    void malformedJson_isUnreadableAndNotQuoted() {
        WireServer server = serve(WireServer.ok("{\n\"a\": hunter2}"));
        GitLabProblem problem = problem(() -> call(server, answer -> "" + new ObjectMapper().readTree(answer.body())));
        assertThat(problem).isInstanceOf(Unreadable.class);
        assertThat(problem.message()).contains("line 2, column").doesNotContain("hunter2");
    }

    @Test
    void readersOwnException_isPassedOn() {
        WireServer server = serve(WireServer.ok("{}"));
        assertThatIllegalStateException()
                .isThrownBy(() -> call(server, answer -> {
                    throw new IllegalStateException("mine");
                }))
                .withMessage("mine");
        assertThat(problem(() -> call(server, answer -> {
                    throw new IOException("odd\ntext");
                })))
                .isEqualTo(new Unreadable("odd text"));
    }

    private void assertUnreadable(String answer, String reason) {
        WireServer server = serve((request, connection) -> {
            WireServer.send(connection, answer);
            connection.shutdownOutput();
        });
        GitLabProblem problem = problem(server, VERSION);
        assertThat(problem).as(answer.lines().findFirst().orElseThrow()).isInstanceOf(Unreadable.class);
        assertThat(problem.message()).contains(reason);
        assertThat(server.requests()).hasSize(1);
    }

    private String call(WireServer server, GitLabClient.AnswerReader<String> reader) {
        return pool().call(principal(server.url()), VERSION, AMPLE, CancelSignal.NEVER, reader);
    }

    private static List<Integer> connections(WireServer server) {
        return server.requests().stream()
                .map(WireServer.Received::connection)
                .distinct()
                .toList();
    }

    private static void gzip(Socket connection, byte[] body) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length) + "\r\n";
        WireServer.send(connection, head);
        WireServer.send(connection, body);
        WireServer.send(connection, "\r\n0\r\n\r\n");
    }

    private static byte[] zip(String text, int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] once = text.getBytes(StandardCharsets.UTF_8);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                gzip.write(once);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9\r\n\r\n{}", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"})
    void restThatNeverComes_isNotWaitedFor(String answer) {
        AtomicInteger count = new AtomicInteger();
        WireServer server = serve((request, connection) -> WireServer.send(
                connection, count.getAndIncrement() == 0 ? "HTTP/1.1 200 OK\r\n" + answer : WireServer.ok("{}")));
        long start = System.nanoTime();
        assertThat(twoBytes(server)).isEqualTo("{}");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AMPLE.dividedBy(2));
        assertThat(twoBytes(server)).isEqualTo("{}");
        assertThat(connectionsOf(server)).isEqualTo(2);
    }

    @Test
    void restThatIsOnItsWay_isWaitedFor() {
        WireServer server = serve((request, connection) -> {
            WireServer.send(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
            TimeUnit.MILLISECONDS.sleep(5);
            WireServer.send(connection, "0\r\n\r\n");
        });
        for (int i = 0; i < 5; i++) {
            assertThat(twoBytes(server)).isEqualTo("{}");
        }
        assertThat(connectionsOf(server)).isEqualTo(1);
    }

    /** Reads as a JSON parser does, which stops where the document ends. */
    private String twoBytes(WireServer server) {
        return pool().call(
                        principal(server.url()),
                        GitLabRequest.get("/x").build(),
                        AMPLE,
                        CancelSignal.NEVER,
                        answer -> new String(answer.body().readNBytes(2), StandardCharsets.UTF_8));
    }

    private static long connectionsOf(WireServer server) {
        return server.requests().stream()
                .map(WireServer.Received::connection)
                .distinct()
                .count();
    }
}
