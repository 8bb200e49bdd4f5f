package dev.gitlabmcp.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Shows an object on the admin port that depends on the parameters of the address. */
public final class QueryServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient ObjectMapper mapper;
    private final transient Function<Map<String, String>, ?> report;

    /**
     * Shows what this makes of the parameters, of which the first counts where one occurs several times; what it throws as
     * {@link IllegalArgumentException} is the sentence of an answer with status 400.
     */
    public QueryServlet(ObjectMapper mapper, Function<Map<String, String>, ?> report) {
        this.mapper = mapper;
        this.report = report;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> query = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
        Object shown;
        try {
            shown = report.apply(query);
        } catch (IllegalArgumentException e) {
            shown = Map.of("status", 400, "error", String.valueOf(e.getMessage()));
            response.setStatus(400);
        }
        response.setContentType("application/json");
        mapper.writeValue(response.getOutputStream(), shown);
    }
}
