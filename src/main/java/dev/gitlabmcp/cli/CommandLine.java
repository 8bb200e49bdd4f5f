package dev.gitlabmcp.cli;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.util.Optional;

/** Runs one of an application's commands on the process's own standard output and standard error. Stateless. */
public final class CommandLine {
    private CommandLine() {}

    /**
     * Runs the command that these arguments name, as Dropwizard's applications do.
     *
     * @return why it failed, which has been said by then; empty when it did not
     */
    public static Optional<Throwable> run(Bootstrap<?> bootstrap, String... arguments) throws Exception {
        JarLocation jar = new JarLocation(bootstrap.getApplication().getClass());
        return new Cli(jar, bootstrap, System.out, System.err).run(arguments);
    }
}
