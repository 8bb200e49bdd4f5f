package dev.gitlabmcp.transport;

import org.eclipse.jetty.server.Connector;

/** Tells the admin port from the application port. Stateless. */
public final class AdminPort {
    /** Dropwizard's name for each connector of its admin port. */
    private static final String NAME = "admin";

    private AdminPort() {}

    /** Whether what comes in there is for operators. */
    public static boolean isServedBy(Connector connector) {
        return NAME.equals(connector.getName());
    }
}
