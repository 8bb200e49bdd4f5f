package dev.gitlabmcp.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/** Shows an object on the admin port, as it is when asked for. */
public final class JsonServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient ObjectMapper mapper;
    private final transient Supplier<?> value;

    /** Shows this, written by that mapper. */
    public JsonServlet(ObjectMapper mapper, Supplier<?> value) {
        this.mapper = mapper;
        this.value = value;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        mapper.writeValue(response.getOutputStream(), value.get());
    }
}
