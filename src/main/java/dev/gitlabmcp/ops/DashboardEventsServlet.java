package dev.gitlabmcp.ops;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** What the dashboard shows, as a stream of events; 503 where too many look on already. */
public final class DashboardEventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String TYPE = "text/event-stream";
    /** Jetty keeps a buffer of this size for each open stream; what is larger goes past it. */
    private static final int BUFFER = 1024;

    private final transient DashboardFeed feed;

    /** Shows this. */
    public DashboardEventsServlet(DashboardFeed feed) {
        this.feed = feed;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!feed.hasRoom()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        response.setContentType(TYPE);
        response.setHeader("X-Accel-Buffering", "no");
        response.setBufferSize(BUFFER);
        ServletOutputStream out = response.getOutputStream();
        EndPoint connection = connection(request);
        AsyncContext stream = request.startAsync(request, response);
        stream.setTimeout(0);
        DashboardViewer viewer = new DashboardViewer(stream, out, connection::close, feed::remove);
        if (feed.add(viewer)) {
            out.setWriteListener(viewer);
        } else {
            response.reset();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            stream.complete();
        }
    }

    /** Without a stream. */
    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) {
        response.setContentType(TYPE);
    }

    private static EndPoint connection(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return ServletContextRequest.getServletContextRequest(inner)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
    }
}
