package dev.gitlabmcp.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.Principal;
import dev.gitlabmcp.tool.Access;
import dev.gitlabmcp.tool.CallOrigin;
import dev.gitlabmcp.tool.FinishedCall;
import dev.gitlabmcp.tool.GitLabCalls;
import dev.gitlabmcp.tool.ToolObserver;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each call of a tool that changes or deletes something, whatever became of it: who, what, where, and how it
 * ended. Arguments are not logged, but for those that say which project, group or item is meant. Thread-safe.
 */
public final class AuditLog implements ToolObserver {
    /** The name of its logger. */
    public static final String LOGGER_NAME = "dev.gitlabmcp.audit";

    private static final Logger LOGGER = LoggerFactory.getLogger(LOGGER_NAME);
    private static final int MAX_NAME = 100;
    private static final int MAX_TARGET = 300;

    /** The outcomes of calls that this server did not let happen. */
    private static final Set<String> REFUSALS =
            Set.of("not_permitted", "invalid_argument", "circuit_open", "capacity_reached");

    private final String replica;

    /**
     * A log of this replica's calls.
     *
     * @param replica its name; empty where there is but one
     */
    public AuditLog(String replica) {
        this.replica = replica;
    }

    @Override
    public void finished(FinishedCall call) {
        // What a tool that calls another does is done by the other one, which is told of by itself.
        if (call.meta() || !LOGGER.isInfoEnabled()) {
            return;
        }
        Access access = call.tool().access();
        GitLabCalls.Seen seen = call.context().gitlabCalls().seen();
        if (access != Access.READ || seen.change() != null) {
            write(call, access == Access.READ ? Access.MODIFY : access, seen);
        }
    }

    private void write(FinishedCall call, Access access, GitLabCalls.Seen seen) {
        Principal principal = call.context().principal();
        CallOrigin origin = call.context().origin();
        String decision = decision(call.outcome());
        Fields fields = new Fields(LOGGER.atInfo())
                .text("client", origin.address(), MAX_NAME)
                .add("principal", principal.label())
                .add("session", origin.session())
                .text("tool", call.tool().name(), MAX_NAME)
                .add("access", access.name().toLowerCase(Locale.ROOT))
                .text("instance", principal.instance().label(), MAX_NAME)
                .text("target", seen.change(), MAX_TARGET);
        if (seen.change() == null) {
            identifiers(fields, call.arguments());
        }
        fields.add("decision", decision)
                .add("outcome", call.outcome())
                .add("gitlab_status", seen.status() == 0 ? null : seen.status())
                .text("gitlab_request_id", seen.requestId(), MAX_NAME)
                .millis("duration_ms", call.took().toNanos())
                .add("trace_id", origin.traceId())
                .text("replica", replica, MAX_NAME);
        fields.line().log("Tool call");
    }

    private static String decision(String outcome) {
        if (REFUSALS.contains(outcome)) {
            return "refused";
        }
        return outcome.equals(FinishedCall.DRY_RUN) ? "dry_run" : "allowed";
    }

    private static void identifiers(Fields fields, ObjectNode arguments) {
        fields.text("project_id", Identifier.of(arguments.path("project_id")), MAX_NAME)
                .text("group_id", Identifier.of(arguments.path("group_id")), MAX_NAME);
        arguments.properties().stream()
                .filter(argument ->
                        argument.getKey().equals("iid") || argument.getKey().endsWith("_iid"))
                .findFirst()
                .ifPresent(argument -> fields.text("iid", Identifier.of(argument.getValue()), MAX_NAME));
    }
}
