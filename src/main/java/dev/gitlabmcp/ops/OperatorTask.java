package dev.gitlabmcp.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.servlets.tasks.Task;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that answers with JSON, and says with its status whether it did what was asked. */
abstract class OperatorTask extends Task {
    private static final Logger LOGGER = LoggerFactory.getLogger(OperatorTask.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Set<String> parameters;

    OperatorTask(String name, Set<String> parameters) {
        super(name, "application/json");
        this.parameters = new TreeSet<>(parameters);
    }

    /** What was done: a word for programs and a sentence for people. */
    record Outcome(String result, String message) {}

    /** Why nothing was done. */
    static final class TaskRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        TaskRefusedException(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    /**
     * Does it.
     *
     * @throws TaskRefusedException when it cannot be done
     */
    abstract Outcome run(Map<String, List<String>> given);

    @Override
    public final void execute(Map<String, List<String>> given, PrintWriter output) throws JsonProcessingException {
        try {
            check(given);
            Outcome outcome = run(given);
            LOGGER.info("Task {}: {}", getName(), outcome.message());
            output.print(MAPPER.writeValueAsString(outcome));
        } catch (TaskRefusedException e) {
            if (!(output instanceof TaskOutput answer)) {
                throw e;
            }
            answer.refuse(new AdminRefusal(e.status, String.valueOf(e.getMessage())));
        }
    }

    private void check(Map<String, List<String>> given) {
        for (String name : given.keySet()) {
            if (!parameters.contains(name)) {
                throw new TaskRefusedException(
                        400,
                        parameters.isEmpty()
                                ? "This task takes no parameters."
                                : "This task takes no such parameter; it takes: " + String.join(", ", parameters)
                                        + ".");
            }
        }
    }

    /** The one value of a parameter. */
    static String required(Map<String, List<String>> given, String name) {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() != 1 || values.get(0).isBlank()) {
            throw new TaskRefusedException(400, "Give the parameter " + name + " once.");
        }
        return values.get(0).strip();
    }
}
