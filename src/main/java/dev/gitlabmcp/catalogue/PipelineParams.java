package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.secret;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.longText;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;

/** What the tools for pipelines, jobs, schedules and triggers share. Stateless. */
final class PipelineParams {
    private static final String[] STATUSES = {
        "created",
        "waiting_for_resource",
        "preparing",
        "waiting_for_callback",
        "pending",
        "running",
        "success",
        "failed",
        "canceling",
        "canceled",
        "skipped",
        "manual",
        "scheduled"
    };

    static final Param<String> STATUS = choice("status", "Status.", STATUSES);
    static final Param<String> PIPELINE_SCOPE =
            choice("scope", "Only these.", "running", "pending", "finished", "branches", "tags");

    static final Param<Integer> TIMEOUT =
            integer("timeout_seconds", "Default 300.").min(1).max(600);
    static final Param<Integer> INTERVAL = integer("poll_interval_seconds", "First pause (default 3); grows to 30.")
            .min(1)
            .max(30)
            .unlisted();

    static final Param<JsonNode> INPUTS = Params.object("inputs", "Values of the configuration's inputs, by name.")
            .secret();

    static final Param<String> KEY = Params.text("key", "Name.").max(255).required();
    static final Param<String> VALUE = longText("value", "Value.").secret();
    static final Param<String> VARIABLE_TYPE =
            choice("variable_type", "file: the job gets the path of a file with the value.", "env_var", "file");
    static final Param<Boolean> REVEAL = flag("reveal", "Show values in clear; otherwise they are masked.");

    /** A variable of a pipeline or schedule. */
    static final Shape VARIABLE = Shape.of(field("key"), field("variable_type"), secret("value"));

    static final Shape REVEALED_VARIABLE = Shape.of(field("key"), field("variable_type"), text("value"));

    private PipelineParams() {}

    /** Statuses of jobs as {@code scope}, of which several may be given. */
    static Param<List<String>> jobScope() {
        return Params.choiceList("scope", "Statuses.", STATUSES);
    }

    /** A variable or a list of them, masked unless the caller wants the values. */
    static ToolOutput showVariables(ToolCall call) {
        boolean reveal = call.find(REVEAL).orElse(false);
        return call.answer(call.request(), reveal ? REVEALED_VARIABLE : VARIABLE);
    }
}
