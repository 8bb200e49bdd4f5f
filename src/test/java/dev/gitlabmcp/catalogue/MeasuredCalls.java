package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabClientConfiguration;
import dev.gitlabmcp.gitlab.GitLabClientPool;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxTokens;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.tool.TestContext;
import dev.gitlabmcp.tool.ToolConfiguration;
import dev.gitlabmcp.tool.ToolExecutor;
import dev.gitlabmcp.tool.ToolObserver;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls tools in a process of its own, so that its heap holds nothing of the GitLab that is called. The heap is collected again
 * and again meanwhile: what is live then, beyond what was before the call, is what the call holds at one moment.
 */
final class MeasuredCalls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READY = "ready";
    private static final Duration PAUSE = Duration.ofMillis(150);

    /**
     * What a call cost.
     *
     * @param bytes of the result
     * @param milliseconds with the collections
     * @param held most bytes of heap at once beyond those before the call
     * @param requests that GitLab got
     */
    record Measured(int bytes, long milliseconds, long held, int requests, String text) {}

    private MeasuredCalls() {}

    /** Makes the calls, each a tool and its arguments as JSON, one after another. */
    static List<Measured> of(Sandbox gitlab, List<List<String>> calls) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                MeasuredCalls.class.getName(),
                gitlab.apiUrl().toString()));
        calls.forEach(command::addAll);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Measured> measured = new ArrayList<>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.equals(READY)) {
                    measured.add(read(line, gitlab.requests().size()));
                }
                gitlab.clearRequests();
            }
        }
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("the measuring process failed");
        }
        return measured;
    }

    private static Measured read(String line, int requests) throws JsonProcessingException {
        JsonNode json = JSON.readTree(line);
        return new Measured(
                json.get("bytes").intValue(),
                json.get("milliseconds").longValue(),
                json.get("held").longValue(),
                requests,
                json.get("text").textValue());
    }

    /** The process: arguments are the URL, then tools with their arguments. */
    public static void main(String[] arguments) throws Exception {
        TestContext context = new TestContext(arguments[0], SandboxTokens.DEVELOPER);
        try (GitLabClientPool client = new GitLabClientPool(GitLabClientConfiguration.defaults())) {
            ToolExecutor tools = new ToolExecutor(
                    GitLabCatalogue.tools(),
                    client,
                    ResultLimits.DEFAULT,
                    ToolObserver.NONE,
                    ToolConfiguration.defaults());
            tools.call("whoami", JSON.createObjectNode(), context);
            System.out.println(READY);
            for (int i = 1; i < arguments.length; i += 2) {
                ObjectNode given = (ObjectNode) JSON.readTree(arguments[i + 1]);
                System.out.println(measured(tools, arguments[i], given, context));
            }
        }
    }

    private static ObjectNode measured(ToolExecutor tools, String tool, ObjectNode given, TestContext context)
            throws Exception {
        long before = live();
        long start = System.nanoTime();
        FutureTask<CallToolResult> call = new FutureTask<>(() -> tools.call(tool, given, context));
        new Thread(call).start();
        long most = before;
        while (!call.isDone()) {
            most = Math.max(most, live());
            try {
                call.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            }
        }
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        StringBuilder text = new StringBuilder();
        call.get().content().forEach(block -> text.append(((Content.Text) block).text()));
        return JSON.createObjectNode()
                .put("bytes", text.toString().getBytes(StandardCharsets.UTF_8).length)
                .put("milliseconds", milliseconds)
                .put("held", most - before)
                .put("text", text.toString());
    }

    /** Bytes that the collection left, without what other threads have allocated since. */
    private static long live() {
        System.gc();
        long live = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            live += left == null ? 0 : left.getUsed();
        }
        return live;
    }
}
