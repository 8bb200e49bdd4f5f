package dev.gitlabmcp.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A headless Chromium, driven by Playwright in {@code src/test/node/browser.mjs}. For one thread. */
public final class Browser implements AutoCloseable {
    private static final int END_SECONDS = 15;
    private static final Path SCREENSHOTS =
            Path.of(System.getProperty("basedir", ""), "target", "screenshots").toAbsolutePath();

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    /**
     * How a page is looked at.
     *
     * @param scheme {@code light} or {@code dark}
     * @param calm whether the operator prefers reduced motion
     */
    public record View(int width, int height, String scheme, boolean calm) {
        /** A desktop in daylight. */
        public static final View DESKTOP = new View(1280, 900, "light", false);
    }

    /** What a page did that nobody should have to look for. */
    public record Log(List<String> errors, List<String> violations, List<String> requests) {}

    private Browser(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts one; skips the test where there is none. */
    public static Browser start() {
        Path directory = Requires.nodeClients();
        Path chromium = Requires.chromium();
        Requires.that(
                Files.isDirectory(directory.resolve("node_modules/playwright-core")),
                "Run \"npm ci\" in src/test/node to install what drives the browser");
        ProcessBuilder builder = new ProcessBuilder(
                directory.resolve("node_modules/.bin/node").toString(),
                directory.resolve("browser.mjs").toString(),
                chromium.toString());
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "TMPDIR"));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new Browser(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page. */
    public Page open(URI url, View view) {
        return open(url, view, null, null, null);
    }

    /** Opens a page with this user name and password. */
    public Page open(URI url, View view, String user, String password) {
        return open(url, view, user, password, null);
    }

    /** Opens the dashboard with this in place of its stream of events. */
    public Page openWithEvents(URI url, View view, String events) {
        return open(url, view, null, null, events);
    }

    private Page open(URI url, View view, @Nullable String user, @Nullable String password, @Nullable String events) {
        ObjectNode command = command("open");
        command.put("url", url.toString()).put("width", view.width()).put("height", view.height());
        command.put("scheme", view.scheme()).put("motion", view.calm() ? "reduce" : "no-preference");
        command.put("user", user).put("password", password).put("events", events);
        return new Page(run(command).asText());
    }

    private static ObjectNode command(String action) {
        return McpClient.JSON.createObjectNode().put("action", action);
    }

    private JsonNode run(ObjectNode command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new AssertionError("The browser is gone; it was to " + command);
            }
            JsonNode read = McpClient.json(answer);
            if (read.has("error")) {
                throw new AssertionError(command + ": " + read.path("error").asText());
            }
            return read.path("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tab with cookies and storage of its own. */
    public final class Page implements AutoCloseable {
        private final String id;

        private Page(String id) {
            this.id = id;
        }

        private ObjectNode command(String action) {
            return Browser.command(action).put("page", id);
        }

        /** The value of an expression in JavaScript. */
        public JsonNode evaluate(String script) {
            return run(command("evaluate").put("script", script));
        }

        /** The text of the first element that a CSS selector finds. */
        public String text(String selector) {
            return evaluate("document.querySelector("
                            + McpClient.JSON.getNodeFactory().textNode(selector) + ").textContent")
                    .asText();
        }

        /** Presses a key, such as {@code Tab}. */
        public void press(String key) {
            run(command("press").put("key", key));
        }

        /** Chooses from a list. */
        public void select(String selector, String value) {
            run(command("select").put("selector", selector).put("value", value));
        }

        /** Loads it anew. */
        public void reload() {
            run(command("reload"));
        }

        /** Makes the window so large. */
        public void resize(int width, int height) {
            run(command("resize").put("width", width).put("height", height));
        }

        /** Keeps a picture of the whole page in {@code target/screenshots}. */
        public void screenshot(String name) {
            run(command("screenshot")
                    .put("file", SCREENSHOTS.resolve(name + ".png").toString()));
        }

        /** What it did so far. */
        public Log log() {
            return McpClient.JSON.convertValue(run(command("log")), Log.class);
        }

        /** What axe-core finds that keeps people out: violations that are serious or critical. */
        public List<String> barriers() {
            return run(command("axe")).findParents("impact").stream()
                    .filter(v -> List.of("serious", "critical")
                            .contains(v.path("impact").asText()))
                    .map(JsonNode::toString)
                    .toList();
        }

        @Override
        public void close() {
            run(command("close"));
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
