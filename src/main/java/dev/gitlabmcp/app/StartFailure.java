package dev.gitlabmcp.app;

import io.dropwizard.configuration.ConfigurationException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.NoSuchFileException;

/** Says in one sentence why the server does not start, where the reason is a setting and not a bug. */
final class StartFailure {
    private StartFailure() {}

    /** Prints the sentence; false when the failure is not of that kind. */
    static boolean print(PrintWriter err, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = sentence(cause);
            if (sentence != null) {
                err.println(sentence);
                return true;
            }
        }
        return false;
    }

    private static @org.jspecify.annotations.Nullable String sentence(Throwable cause) {
        if (cause instanceof StartRefusedException || cause instanceof ConfigurationException) {
            return cause.getMessage();
        }
        if (cause instanceof BindException) {
            return "The address to listen on is in use or not this machine's (" + cause.getMessage()
                    + "); choose others with HOST, PORT, ADMIN_HOST and ADMIN_PORT, for demo with --port and"
                    + " --admin-port.";
        }
        if (cause instanceof NoSuchFileException file) {
            return "The configuration file " + file.getFile() + " does not exist.";
        }
        return null;
    }
}
