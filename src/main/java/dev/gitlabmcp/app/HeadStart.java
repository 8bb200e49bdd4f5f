package dev.gitlabmcp.app;

import dev.gitlabmcp.catalogue.GitLabCatalogue;

/**
 * Makes what the server needs whatever its settings say, on a thread of its own while they are read. Who needs it waits
 * for the rest of it or makes it; a failure shows there, not here.
 */
final class HeadStart {
    /** Jetty would open the platform's JMX server to learn how many references fit a line of the processor's cache. */
    private static final String PADDING = "org.eclipse.jetty.util.referencesPerCacheLine";

    /** So many in 64 bytes; where references are twice as wide, Jetty pads more than it need. */
    private static final String USUAL_PADDING = "16";

    private HeadStart() {}

    /** Begins, and returns at once. */
    static void begin() {
        if (System.getProperty(PADDING) == null) {
            System.setProperty(PADDING, USUAL_PADDING);
        }
        Thread thread = new Thread(GitLabCatalogue::features, "gitlab-mcp-head-start");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, failure) -> {});
        thread.start();
    }
}
