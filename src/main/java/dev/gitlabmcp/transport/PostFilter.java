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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the messages POSTed to the MCP endpoint. A call runs on the thread that brought it; most end as one JSON document, and
 * those do not pass through Jersey, whose routing and injection cost about a fifth of a call. A reply that becomes a stream goes
 * on to {@link McpResource#stream}.
 */
public final class PostFilter implements Filter {
    private static final Logger LOGGER = LoggerFactory.getLogger(PostFilter.class);
    private static final Pattern NARROWED = Pattern.compile(McpResource.NARROWED + "/?");

    private final Exchange exchange;
    private final McpDispatcher dispatcher;

    /** The endpoint of this dispatcher; to be mapped to {@code /mcp/*}. */
    public PostFilter(Exchange exchange, McpDispatcher dispatcher) {
        this.exchange = exchange;
        this.dispatcher = dispatcher;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain jersey)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (!request.getMethod().equals("POST") || !isEndpoint(request)) {
            jersey.doFilter(request, response);
            return;
        }
        try {
            Inbound inbound = exchange.inbound(request, null);
            byte[] body = exchange.body(request);
            dispatcher.post(inbound, body, exchange.reply(request, new DirectAnswer(request, response, jersey)));
        } catch (RefusedException e) {
            HttpAnswer.refusal(e).write(response);
        } catch (RuntimeException | Error e) {
            HttpAnswer answer = HttpAnswer.bug(e);
            if (response.isCommitted()) {
                LOGGER.debug("The answer had begun already.");
            } else {
                answer.write(response);
            }
        }
    }

    private static boolean isEndpoint(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path.length() == "/mcp".length()
                || NARROWED.matcher(path.substring("/mcp".length())).matches();
    }
}
