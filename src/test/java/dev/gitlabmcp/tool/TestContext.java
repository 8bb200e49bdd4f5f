package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.Credentials;
import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.protocol.Cancellation;
import dev.gitlabmcp.protocol.InputRequest;
import dev.gitlabmcp.protocol.LoggingLevel;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.ToolNarrowing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A request of a client of the modern era that remembers the progress it was told of. */
public final class TestContext implements CallContext {
    private final Principal principal;
    private final Cancellation cancellation = new Cancellation();
    private final List<String> progress = new CopyOnWriteArrayList<>();
    private ProtocolVersion version = ProtocolVersion.V2026_07_28;
    private final GitLabCalls gitlabCalls = new GitLabCalls();
    private final List<FinishedCall> finished = new CopyOnWriteArrayList<>();
    private ToolNarrowing narrowing = ToolNarrowing.NONE;

    /** Someone with this token at that instance. */
    public TestContext(String apiUrl, String token) {
        principal = Principal.of(GitLabInstance.of(apiUrl), Credentials.privateToken(token));
    }

    /** Someone at that instance. */
    public TestContext(String apiUrl) {
        this(apiUrl, "glpat-abcdefghij0123456789");
    }

    /** The same with another version. */
    public TestContext speaking(ProtocolVersion newVersion) {
        version = newVersion;
        return this;
    }

    /** The same with these tools taken away. */
    public TestContext narrowed(ToolNarrowing newNarrowing) {
        narrowing = newNarrowing;
        return this;
    }

    /** Messages of the progress told so far. */
    public List<String> progress() {
        return progress;
    }

    /** The calls of tools told of so far. */
    public List<FinishedCall> finished() {
        return finished;
    }

    @Override
    public CallOrigin origin() {
        return CallOrigin.UNKNOWN;
    }

    @Override
    public GitLabCalls gitlabCalls() {
        return gitlabCalls;
    }

    @Override
    public void finished(FinishedCall call) {
        finished.add(call);
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public ToolNarrowing narrowing() {
        return narrowing;
    }

    @Override
    public ProtocolVersion protocolVersion() {
        return version;
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public boolean wantsProgress() {
        return true;
    }

    @Override
    public void progress(double done, @Nullable Double total, @Nullable String message) {
        progress.add(String.valueOf(message));
    }

    @Override
    public void log(LoggingLevel level, String logger, JsonNode data) {}

    @Override
    public boolean clientSupports(InputRequest request) {
        return false;
    }

    @Override
    public Map<String, JsonNode> ask(Map<String, InputRequest> requests) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void releaseStream() {}
}
