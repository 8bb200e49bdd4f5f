package dev.gitlabmcp.ops;

import io.dropwizard.servlets.tasks.Task;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns readiness off, and on again with {@code enable=false}, so that balancers leave this server alone while it goes on
 * serving what comes. Says how many requests are open, streams included, so that it can be asked until there are none.
 */
public final class DrainTask extends Task {
    private static final Logger LOGGER = LoggerFactory.getLogger(DrainTask.class);

    private final Readiness readiness;
    private final IntSupplier open;

    /** For that server, which serves so many requests. */
    public DrainTask(Readiness readiness, IntSupplier open) {
        super("drain");
        this.readiness = readiness;
        this.open = open;
    }

    @Override
    public void execute(Map<String, List<String>> parameters, PrintWriter output) {
        String enable = parameters.getOrDefault("enable", List.of("true")).get(0);
        switch (enable) {
            case "true" -> readiness.drain();
            case "false" -> readiness.ready();
            default -> {
                refuse(output);
                return;
            }
        }
        LOGGER.info("Task drain: {}", readiness.name());
        output.printf("%s, %d requests open%n", readiness.name(), open.getAsInt());
    }

    private static void refuse(PrintWriter output) {
        String sentence = "enable must be true or false.";
        if (output instanceof TaskOutput answer) {
            answer.refuse(new AdminRefusal(400, sentence));
        } else {
            output.println(sentence);
        }
    }
}
