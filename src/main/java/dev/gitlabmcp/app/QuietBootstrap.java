package dev.gitlabmcp.app;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;

/**
 * Dropwizard's bootstrap without its metrics of the virtual machine and their JMX beans. {@code /metrics} has better ones, so only
 * reporters of the section {@code metrics} would show them, and opening the platform's JMX server is a noticeable part of the start.
 */
final class QuietBootstrap<T extends Configuration> extends Bootstrap<T> {
    /** A bootstrap of this application. */
    QuietBootstrap(Application<T> application) {
        super(application);
    }

    @Override
    public void registerMetrics() {
        // Nothing, see above.
    }
}
