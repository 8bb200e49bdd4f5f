package dev.gitlabmcp.transport;

import dev.gitlabmcp.dispatch.Inbound;
import dev.gitlabmcp.dispatch.McpDispatcher;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Serves the messages POSTed to the MCP endpoint. A call runs on the thread that brought it; most end as one JSON document, and
 * those do not pass through Jersey, whose routing, injection and answering cost a third of a call. A reply that becomes a stream goes
 * on to {@link McpResource#post}.
 */
public final class PostFilter implements Filter {
    private static final Pattern NARROWED = Pattern.compile(McpResource.NARROWED + "/?");

    private final String path;
    private final Exchange exchange;
    private final McpDispatcher dispatcher;

    /**
     * The endpoint of this dispatcher.
     *
     * @param path the address of the Jersey resource within its context, such as {@code /mcp}; other ways to write it are left
     *     to Jersey
     */
    public PostFilter(String path, Exchange exchange, McpDispatcher dispatcher) {
        this.path = path;
        this.exchange = exchange;
        this.dispatcher = dispatcher;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain jersey)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (request.getMethod().equals("POST") && isEndpoint(request)) {
            serve(request, response, jersey);
        } else {
            jersey.doFilter(request, response);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain jersey)
            throws IOException {
        try {
            Inbound inbound = exchange.inbound(request, null);
            byte[] body = exchange.body(request);
            exchange.reply(
                    request,
                    new DirectAnswer(request, response, jersey),
                    reply -> dispatcher.post(inbound, body, reply));
        } catch (RefusedException e) {
            HttpAnswer.refusal(e).write(response);
        } catch (RuntimeException | Error e) {
            HttpAnswer.bug(e).write(response);
        }
    }

    private boolean isEndpoint(HttpServletRequest request) {
        String uri = request.getRequestURI();
        int context = request.getContextPath().length();
        int end = context + path.length();
        return uri.startsWith(path, context)
                && (uri.length() == end
                        || NARROWED.matcher(uri).region(end, uri.length()).matches());
    }
}
