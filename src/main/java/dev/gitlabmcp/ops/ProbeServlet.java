package dev.gitlabmcp.ops;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** A yes or no for orchestrators, with nothing in it that would have to be protected. */
public final class ProbeServlet extends HttpServlet {
    /** Where is asked whether the process serves. */
    public static final String LIVE = "/live";

    /** Where is asked whether it takes new requests. */
    public static final String READY = "/ready";

    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier yes;

    private ProbeServlet(BooleanSupplier yes) {
        this.yes = yes;
    }

    /** 200 as long as the process answers at all: what is full or away is no reason to start it anew. */
    public static ProbeServlet live() {
        return new ProbeServlet(() -> true);
    }

    /** 200 while new requests are welcome, 503 before the start is over and while the server drains. */
    public static ProbeServlet ready(Readiness readiness) {
        return new ProbeServlet(readiness::isReady);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean answer = yes.getAsBoolean();
        response.setStatus(answer ? 200 : 503);
        response.setContentType("application/json");
        response.getOutputStream()
                .write((answer ? "{\"status\":\"ok\"}" : "{\"status\":\"not ready\"}")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
