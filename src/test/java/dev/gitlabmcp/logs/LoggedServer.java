package dev.gitlabmcp.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.RunningServer;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for a class, as the replica {@code east-1}, and what it writes to one of our logs in each method. */
final class LoggedServer implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final String logger;
    private final Map<String, String> settings;
    private RunningServer server;
    private LoggedPairs log;

    LoggedServer(String logger, Map<String, String> settings) {
        this.logger = logger;
        this.settings = new HashMap<>(settings);
        this.settings.put("REPLICA", "east-1");
        this.settings.put("MCP_STATE_SECRET", "0123456789abcdef0123456789abcdef");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = RunningServer.start(settings);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        log = new LoggedPairs(logger);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        log.close();
        server.gitlab().faults().clear();
    }

    Sandbox gitlab() {
        return server.gitlab();
    }

    URI adminUrl() {
        return server.adminUrl();
    }

    McpClient client() {
        return server.client();
    }

    /** As {@link LoggedPairs#line}. */
    Map<String, Object> line() {
        return log.line();
    }

    /** As {@link LoggedPairs#await}. */
    List<Map<String, Object>> await(int count) {
        return log.await(count);
    }

    List<ILoggingEvent> events() {
        return log.events();
    }
}
