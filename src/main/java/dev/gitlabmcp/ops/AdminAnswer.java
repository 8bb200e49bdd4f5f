package dev.gitlabmcp.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the admin port: never kept by anybody, never taken for another type than it is, and where it is an error, JSON of
 * one sentence in place of what servlets, tasks and Jetty have to say. {@link #finish} must follow.
 */
final class AdminAnswer extends HttpServletResponseWrapper {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String CACHE = "Cache-Control";
    private static final Map<Integer, String> SENTENCES = Map.of(
            400, "The request is malformed.",
            404, "There is nothing at this address of the admin port.",
            405, "This address does not take this method.",
            500, "This failed; the log says why.",
            503, "This cannot be done at the moment.");

    private final boolean task;
    private @Nullable TaskOutput output;
    private boolean taken;
    private boolean refused;

    /**
     * Around that response.
     *
     * @param task whether a task is to answer
     */
    AdminAnswer(HttpServletResponse response, boolean task) {
        super(response);
        this.task = task;
        secure();
    }

    private void secure() {
        super.setHeader(CACHE, "no-store");
        super.setHeader("X-Content-Type-Options", "nosniff");
    }

    /** Answers so, unless something has gone out already. */
    void refuse(AdminRefusal refusal) throws IOException {
        refused = true;
        if (isCommitted()) {
            return;
        }
        super.reset();
        secure();
        refusal.headers().forEach(super::setHeader);
        setStatus(refusal.status());
        write("application/json", error(refusal));
    }

    private static byte[] error(AdminRefusal refusal) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("status", refusal.status());
            json.writeStringField("error", refusal.message());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void write(String type, byte[] body) throws IOException {
        setContentType(type);
        setContentLength(body.length);
        super.getOutputStream().write(body);
    }

    /** Sends what has not been sent; errors that nobody has put into words get some. */
    void finish() throws IOException {
        TaskOutput written = output;
        if (refused || isCommitted()) {
            return;
        }
        AdminRefusal refusal = written == null ? null : written.refusal();
        if (refusal != null) {
            refuse(refusal);
        } else if (getStatus() >= 400 && !taken) {
            String text = written == null ? "" : firstLine(written.text());
            refuse(new AdminRefusal(getStatus(), text.isEmpty() ? sentence(getStatus()) : text));
        } else if (written != null) {
            String type = getContentType();
            write(
                    type == null ? "text/plain;charset=UTF-8" : type,
                    written.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Never more, as a stack trace would follow. */
    private static String firstLine(String text) {
        String line =
                text.lines().filter(l -> !l.isBlank()).findFirst().orElse("").strip();
        return line.equals("null") ? "" : line;
    }

    private String sentence(int status) {
        return task && status == 404
                ? "There is no such task; GET /tasks lists those there are."
                : SENTENCES.getOrDefault(status, "HTTP " + status + ".");
    }

    @Override
    public void sendError(int status) throws IOException {
        refuse(new AdminRefusal(status, sentence(status)));
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        sendError(status);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (task) {
            output = output == null ? new TaskOutput() : output;
            return output;
        }
        taken = true;
        return super.getWriter();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        taken = true;
        return super.getOutputStream();
    }

    @Override
    public void reset() {
        super.reset();
        output = null;
        taken = false;
        secure();
    }

    @Override
    public void setHeader(String name, String value) {
        if (!name.equalsIgnoreCase(CACHE)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!name.equalsIgnoreCase(CACHE)) {
            super.addHeader(name, value);
        }
    }
}
