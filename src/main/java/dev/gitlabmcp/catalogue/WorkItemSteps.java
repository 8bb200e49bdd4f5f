package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The mutations that one change of a work item takes, one after another. What was done cannot be taken back, so a later
 * failure is part of the result instead of replacing it. For one call.
 */
final class WorkItemSteps {
    private final ToolCall call;
    private final Set<String> projects;
    private final List<Step> steps = new ArrayList<>();
    private boolean anywhere;

    /** One mutation; of one about another work item the answer is not shown. */
    private record Step(String what, GraphQlDocument document, ObjectNode variables, boolean own) {}

    WorkItemSteps(ToolCall call, WorkItemPlace place) {
        this.call = call;
        this.projects = new LinkedHashSet<>();
        concerns(place);
    }

    /** Says that the mutations are about that place, too. */
    void concerns(WorkItemPlace place) {
        anywhere |= place.projects().isEmpty();
        projects.addAll(place.projects());
    }

    /** Full paths of the projects that they concern; empty when they may concern others. */
    List<String> projects() {
        return anywhere ? List.of() : List.copyOf(projects);
    }

    /** Adds a mutation of the work item itself. */
    void add(String what, GraphQlDocument document, ObjectNode input) {
        add(what, document, input, true);
    }

    /** Adds a mutation of another work item. */
    void addOther(String what, GraphQlDocument document, ObjectNode input) {
        add(what, document, input, false);
    }

    private void add(String what, GraphQlDocument document, ObjectNode input, boolean own) {
        ObjectNode variables = input.objectNode();
        variables.set("input", input);
        steps.add(new Step(what, document, variables, own));
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * Sends them in order up to the first that fails.
     *
     * @param facts what is shown unless an answer says more
     * @throws ToolException when the very first fails, or the call is cancelled
     */
    ToolOutput run(ObjectNode facts) {
        return run(facts, new ArrayList<>());
    }

    /** As {@link #run(ObjectNode)}, after steps that were done before. */
    ToolOutput run(ObjectNode facts, List<String> done) {
        int at = 0;
        String failed = "";
        while (at < steps.size() && failed.isEmpty()) {
            Step step = steps.get(at);
            try {
                JsonNode answer = call.scope().send(step.document(), step.variables(), projects());
                if (step.own()) {
                    facts.setAll(RestForm.object(answer));
                }
                done.add(step.what());
                at++;
            } catch (ToolException e) {
                if (done.isEmpty() || e.problem() instanceof ToolProblem.Cancelled) {
                    throw e;
                }
                failed = step.what() + ": " + e.whatHappened();
            }
        }
        if (done.size() > 1 || !failed.isEmpty()) {
            done.forEach(facts.putArray("done")::add);
        }
        if (!failed.isEmpty()) {
            facts.put("failed", failed);
            List<Step> rest = steps.subList(at + 1, steps.size());
            if (!rest.isEmpty()) {
                rest.forEach(step -> facts.withArrayProperty("not_done").add(step.what()));
            }
        }
        return call.show(facts, WorkItemShapes.CHANGED);
    }
}
