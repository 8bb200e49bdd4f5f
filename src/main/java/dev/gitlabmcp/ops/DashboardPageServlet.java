package dev.gitlabmcp.ops;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The dashboard's page and what belongs to it, from the jar. Browsers are told to load and to run nothing else with it. */
public final class DashboardPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PAGE = "index.html";
    private static final Map<String, String> TYPES = Map.of(
            PAGE,
            "text/html;charset=UTF-8",
            "dashboard.css",
            "text/css;charset=UTF-8",
            "dashboard.js",
            "text/javascript;charset=UTF-8",
            "charts.js",
            "text/javascript;charset=UTF-8",
            "format.js",
            "text/javascript;charset=UTF-8",
            "tables.js",
            "text/javascript;charset=UTF-8",
            "uPlot.iife.min.js",
            "text/javascript;charset=UTF-8",
            "uPlot.min.css",
            "text/css;charset=UTF-8",
            "uPlot.LICENSE.txt",
            "text/plain;charset=UTF-8");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final transient Map<String, byte[]> files = new HashMap<>();

    /** Reads the files once; the page is served at {@code /}, all else by its name after {@code /dashboard/}. */
    public DashboardPageServlet() {
        TYPES.keySet().forEach(name -> files.put(name, read(name)));
    }

    private static byte[] read(String name) {
        try (InputStream in = DashboardPageServlet.class.getResourceAsStream("/dashboard/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("dashboard/" + name + " is missing from the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        String name = request.getServletPath().isEmpty() ? PAGE : path == null ? "" : path.substring(1);
        byte[] file = files.get(name);
        if (file == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setContentType(TYPES.get(name));
        response.setContentLength(file.length);
        response.getOutputStream().write(file);
    }
}
