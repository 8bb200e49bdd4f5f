package dev.gitlabmcp.app;

import dev.gitlabmcp.ops.DashboardEventsServlet;
import dev.gitlabmcp.ops.DashboardFeed;
import dev.gitlabmcp.ops.DashboardPageServlet;
import dev.gitlabmcp.ops.DashboardSource;
import io.dropwizard.core.setup.Environment;

/** Puts the dashboard on the admin port, in place of Dropwizard's list of links. */
final class DashboardAssembly {
    private final Environment dropwizard;
    private final Ticker ticker;

    DashboardAssembly(Environment dropwizard, Ticker ticker) {
        this.dropwizard = dropwizard;
        this.ticker = ticker;
    }

    /** Puts it there; after the drain has been added to the life cycle, so that operators see it. */
    void assemble(DashboardSource source) {
        DashboardFeed feed = new DashboardFeed(source);
        ticker.every(DashboardFeed.TICK, feed::tick);
        dropwizard.lifecycle().addEventListener(feed);
        dropwizard
                .admin()
                .addServlet("dashboard-events", new DashboardEventsServlet(feed))
                .addMapping("/dashboard/events");
        dropwizard.admin().addServlet("dashboard", new DashboardPageServlet()).addMapping("", "/dashboard/*");
    }
}
