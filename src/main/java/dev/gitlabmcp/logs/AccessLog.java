package dev.gitlabmcp.logs;

import dev.gitlabmcp.dispatch.FinishedRequest;
import dev.gitlabmcp.dispatch.RequestRecord;
import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.tool.FinishedCall;
import dev.gitlabmcp.tool.GitLabCalls;
import dev.gitlabmcp.transport.RequestRecords;
import java.util.Locale;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line for each HTTP request of the application port, when its answer is over: also for those that Jetty refuses before
 * anything of ours sees them. Probes of {@code /health} are logged at DEBUG. Thread-safe.
 */
public final class AccessLog implements RequestLog {
    /** The name of its logger. */
    public static final String LOGGER_NAME = "dev.gitlabmcp.access";

    private static final Logger LOGGER = LoggerFactory.getLogger(LOGGER_NAME);
    private static final int MAX_METHOD = 64;
    private static final int MAX_NAME = 100;

    private final String replica;

    /**
     * A log of this replica's requests.
     *
     * @param replica its name; empty where there is but one
     */
    public AccessLog(String replica) {
        this.replica = replica;
    }

    @Override
    public void log(Request request, Response response) {
        if (!LOGGER.isInfoEnabled() || HttpFacts.isOfAdmin(request)) {
            return;
        }
        Level level = HttpFacts.isProbe(request) ? Level.DEBUG : Level.INFO;
        if (!LOGGER.isEnabledForLevel(level)) {
            return;
        }
        // Jetty uses its objects again once this method is over.
        HttpFacts http = HttpFacts.of(request, response);
        RequestRecord record = RequestRecords.find(request);
        if (record == null) {
            write(level, http, new RequestRecord());
        } else {
            record.whenSettled(() -> write(level, http, record));
        }
    }

    private void write(Level level, HttpFacts http, RequestRecord record) {
        FinishedRequest served = record.served();
        Fields fields = new Fields(LOGGER.atLevel(level));
        fields.text("client", http.client(), MAX_NAME);
        caller(fields, record);
        fields.text("http_method", http.method(), MAX_METHOD)
                .text("path", http.path(), 200)
                .add("http_version", http.version())
                .text("tls_client", http.tlsClient(), 200);
        message(fields, record, served);
        fields.add("outcome", outcome(record, served, http.status())).add("status", http.status());
        if (served != null) {
            gitlab(fields, served.gitlab());
        }
        fields.millis("duration_ms", System.nanoTime() - http.begunAt())
                .add("bytes_in", http.bytesIn())
                .add("bytes_out", http.bytesOut())
                .add("trace_id", record.traceId())
                .text("user_agent", http.userAgent(), 200)
                .text("replica", replica, MAX_NAME);
        fields.line().log("HTTP request");
    }

    private static void caller(Fields fields, RequestRecord record) {
        Principal principal = record.principal();
        ProtocolVersion version = record.version();
        fields.add("principal", principal == null ? null : principal.label())
                .add("session", record.sessionLabel())
                .add(
                        "era",
                        record.era() == null
                                ? null
                                : String.valueOf(record.era()).toLowerCase(Locale.ROOT))
                .add("protocol_version", version == null ? null : version.wireName());
    }

    private static void message(Fields fields, RequestRecord record, @Nullable FinishedRequest served) {
        FinishedCall tool = served == null ? null : served.tool();
        Principal principal = record.principal();
        fields.add("messages", record.messages() == 1 ? null : record.messages())
                .text("rpc_method", served == null ? record.method() : served.method(), MAX_METHOD)
                .text("tool", tool == null ? record.unknownTool() : tool.tool().name(), MAX_METHOD)
                .text(
                        "instance",
                        principal == null ? null : principal.instance().label(),
                        MAX_NAME);
    }

    private static void gitlab(Fields fields, GitLabCalls.Seen seen) {
        if (seen.count() > 0) {
            fields.add("gitlab_calls", seen.count())
                    .add("gitlab_status", seen.status() == 0 ? null : seen.status())
                    .text("gitlab_request_id", seen.requestId(), MAX_NAME)
                    .millis("gitlab_ms", seen.nanos());
        }
    }

    /** The tool's outcome, else that of the JSON-RPC request, else why there was none. */
    private static String outcome(RequestRecord record, @Nullable FinishedRequest served, int status) {
        if (served != null) {
            FinishedCall tool = served.tool();
            return tool == null || !served.outcome().equals(FinishedRequest.OK) ? served.outcome() : tool.outcome();
        }
        String refusal = record.refusal();
        return refusal != null ? refusal : HttpFacts.outcome(status);
    }
}
