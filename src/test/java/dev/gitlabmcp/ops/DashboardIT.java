package dev.gitlabmcp.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.testkit.Browser;
import dev.gitlabmcp.testkit.Browser.View;
import dev.gitlabmcp.testkit.FreePorts;
import dev.gitlabmcp.testkit.McpClient;
import dev.gitlabmcp.testkit.MetricsPage;
import dev.gitlabmcp.testkit.RawHttp;
import dev.gitlabmcp.testkit.RunningServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard as a browser shows it, beside what the server says elsewhere. */
class DashboardIT {
    private static final List<String> GOOD = List.of("ok", "dry_run", "passed_on");
    private static final String TOOLS = "#tools-table";
    private static Browser browser;
    private static RunningServer server;
    private static Sandbox other;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        other = Sandbox.start(0);
        server = RunningServer.start(Map.of(
                "ENABLE_DYNAMIC_API_URL",
                "true",
                "GITLAB_ALLOWED_HOSTS",
                "127.0.0.1,localhost",
                "MAX_FAILED_AUTHENTICATIONS_PER_MINUTE",
                "10"));
        KnownTraffic.send(server);
        call("list_issues", "{\"project_id\":\"nordlicht-commerce/checkout/payment-service\"}");
        try (RawHttp http = server.client()
                .sendModern(
                        "tools/call",
                        "{\"name\":\"list_projects\",\"arguments\":{}}",
                        "X-GitLab-API-URL: " + other.apiUrl())) {
            assertThat(http.answer().status()).isEqualTo(200);
        }
        McpClient stranger = new McpClient(server.url(), "short");
        for (int i = 0; i < 12; i++) {
            assertThat(stranger.post("{}", stranger.headers()).status()).isIn(401, 429);
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
            other.close();
        }
    }

    private static void call(String tool, String arguments) {
        assertThat(server.client().callTool(tool, arguments).isObject()).isTrue();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(200));
    }

    private static Browser.Page ready(Browser.Page page) {
        soon().untilAsserted(() -> assertThat(page.text("#state")).isEqualTo("Ready"));
        return page;
    }

    /** The rows of a table: the first cell, and then all of them. */
    private static Map<String, List<String>> rows(Browser.Page page, String table) {
        JsonNode read = page.evaluate("[...document.querySelectorAll('" + table
                + " tbody tr')].map(row => [...row.children].map(cell => cell.textContent))");
        Map<String, List<String>> rows = new TreeMap<>();
        for (JsonNode row : read) {
            List<String> cells = texts(row);
            rows.put(cells.get(0), cells);
        }
        return rows;
    }

    private static List<String> texts(JsonNode array) {
        return List.of(McpClient.JSON.convertValue(array, String[].class));
    }

    private static long sum(List<MetricsPage.Sample> samples) {
        return (long) samples.stream().mapToDouble(MetricsPage.Sample::value).sum();
    }

    private static boolean failed(MetricsPage.Sample sample) {
        return !GOOD.contains(sample.labels().get("outcome"));
    }

    private static void figuresAreThoseOfTheMetrics(Browser.Page page) {
        MetricsPage metrics = MetricsPage.of(server.adminUrl());
        JsonNode statistics = McpClient.json(MetricsPage.get(server.adminUrl(), "/metrics", "application/json"));
        List<MetricsPage.Sample> calls = metrics.samples("gitlab_mcp_tool_calls_total");
        double passedOn = metrics.value("gitlab_mcp_tool_calls_total", "tool", "call_tool", "outcome", "passed_on");
        assertThat(page.text("#calls")).isEqualTo(Long.toString(sum(calls) - (long) passedOn));
        assertThat(page.text("#errors"))
                .isEqualTo(Long.toString(
                        sum(calls.stream().filter(DashboardIT::failed).toList())));
        assertThat(page.text("#sessions"))
                .isEqualTo(statistics.path("activeSessions").asText());
        assertThat(page.text("#max-sessions").replace(",", ""))
                .isEqualTo("of " + statistics.at("/config/maxSessions").asText());
        for (String figure : List.of("streams", "subscriptions")) {
            assertThat(page.text("#" + figure)).isEqualTo(Long.toString(metrics.sum("gitlab_mcp_" + figure)));
        }
        toolsAreThoseOf(calls, page);
        instancesAreThoseOf(McpClient.json(MetricsPage.get(server.adminUrl(), "/pools", "application/json")), page);
        Map<String, String> refused = metrics.samples("gitlab_mcp_limits_rejected_total").stream()
                .filter(sample -> sample.value() > 0)
                .collect(Collectors.toMap(
                        sample -> sample.labels().get("reason"), sample -> Long.toString((long) sample.value())));
        assertThat(refused).isNotEmpty();
        assertThat(rows(page, "#limits-table"))
                .hasSameSizeAs(refused)
                .allSatisfy((reason, cells) -> assertThat(cells.get(1)).isEqualTo(refused.get(reason)));
    }

    private static void toolsAreThoseOf(List<MetricsPage.Sample> calls, Browser.Page page) {
        Map<String, List<MetricsPage.Sample>> byTool = calls.stream()
                .collect(Collectors.groupingBy(sample -> sample.labels().get("tool")));
        assertThat(byTool).hasSizeGreaterThan(4);
        Map<String, List<String>> shown = rows(page, TOOLS);
        assertThat(shown.keySet()).isEqualTo(byTool.keySet());
        byTool.forEach((tool, samples) -> {
            List<String> cells = shown.get(tool);
            long errors = sum(samples.stream().filter(DashboardIT::failed).toList());
            assertThat(cells.subList(1, 3))
                    .as(tool)
                    .containsExactly(Long.toString(sum(samples)), Long.toString(errors));
            assertThat(cells.get(4)).matches("[0-9.,]+ m?s");
            assertThat(cells.get(5)).matches("[0-9.,]+ m?s");
        });
        assertThat(rows(page, "#failing-table").get("get_project").get(3)).isEqualTo("not_found 2, invalid_argument 1");
    }

    private static void instancesAreThoseOf(JsonNode pools, Browser.Page page) {
        Map<String, List<String>> shown = rows(page, "#pool-table");
        assertThat(shown).hasSize(2).hasSize(pools.path("entries").asInt());
        for (JsonNode instance : pools.path("instances")) {
            List<String> cells = shown.get(instance.path("url").asText());
            assertThat(cells).isNotNull();
            assertThat(cells.get(1)).isEqualTo(instance.at("/traffic/calls").asText());
            int column = 3;
            for (String member : List.of("leased", "pending", "available", "max")) {
                assertThat(cells.get(column++))
                        .as(member)
                        .isEqualTo(instance.path(member).asText());
            }
            assertThat(cells.get(8)).isEqualTo("closed");
            double p99 = instance.at("/traffic/latency/p99").asDouble();
            double shownP99 = Double.parseDouble(cells.get(9).split(" ")[0]);
            assertThat(cells.get(9).endsWith(" ms") ? shownP99 / 1000 : shownP99)
                    .isBetween(p99 * 0.99, p99 * 1.01);
            assertThat(cells.get(10)).isNotEmpty();
        }
    }

    private static void isClean(Browser.Page page, URI admin) {
        Browser.Log log = page.log();
        assertThat(log.errors()).isEmpty();
        assertThat(log.violations()).isEmpty();
        assertThat(log.requests())
                .hasSizeGreaterThan(5)
                .allSatisfy(url -> assertThat(url)
                        .satisfiesAnyOf(
                                u -> assertThat(u).startsWith(admin + "/"),
                                u -> assertThat(u).isEqualTo("data:,")));
    }

    @ParameterizedTest
    @CsvSource({
        "desktop-light,1280,900,light,false",
        "desktop-dark,1280,900,dark,false",
        "phone-light,390,844,light,false",
        "phone-dark-calm,360,740,dark,true"
    })
    void page_showsWhatTheMetricsSay(String name, int width, int height, String scheme, boolean calm) {
        try (Browser.Page page = browser.open(server.adminUrl(), new View(width, height, scheme, calm))) {
            ready(page);
            soon().untilAsserted(() -> figuresAreThoseOfTheMetrics(page));
            page.screenshot("dashboard-" + name);

            assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                            .asInt())
                    .isZero();
            assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor")
                            .asText())
                    .isEqualTo(scheme.equals("dark") ? "rgb(15, 19, 23)" : "rgb(244, 245, 247)");
            assertThat(page.evaluate("getComputedStyle(document.querySelector('thead button'),'::after')"
                                    + ".transitionDuration")
                            .asText())
                    .isEqualTo(calm ? "0s" : "0.15s");
            assertThat(page.barriers()).isEmpty();
            isClean(page, server.adminUrl());
        }
    }

    @Test
    void charts_areDrawnAndSaidInWords() {
        try (Browser.Page page = browser.open(server.adminUrl(), View.DESKTOP)) {
            ready(page);
            soon().untilAsserted(() -> {
                assertThat(page.evaluate("document.querySelector('#sessions-chart').ariaLabel")
                                .asText())
                        .containsPattern("now \\d, highest [12]"); // a sample may have met the session that was ended
                assertThat(page.evaluate("(() => { const c = document.querySelector('#sessions-chart canvas');"
                                        + " return c.getContext('2d').getImageData(0, 0, c.width, c.height)"
                                        + ".data.some(v => v > 0) })()")
                                .asBoolean())
                        .isTrue();
                page.evaluate("document.querySelector('details').open = true");
                assertThat(rows(page, "#hour-table")).isNotEmpty();
            });
        }
    }

    @Test
    void figures_moveLive() {
        try (Browser.Page page = browser.open(server.adminUrl(), View.DESKTOP)) {
            ready(page);
            long before = Long.parseLong(page.text("#calls"));
            for (int i = 0; i < 3; i++) {
                call("whoami", "{}");
            }

            soon().untilAsserted(() -> {
                assertThat(page.text("#calls")).isEqualTo(Long.toString(before + 3));
                figuresAreThoseOfTheMetrics(page);
            });
        }
    }

    @Test
    void tables_sortByKeyboardAlone() {
        try (Browser.Page page = browser.open(server.adminUrl(), View.DESKTOP)) {
            ready(page);
            String focused = "document.activeElement.textContent";
            for (int i = 0; i < 20 && !page.evaluate(focused).asText().equals("Tool"); i++) {
                page.press("Tab");
            }
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                            .asText())
                    .isEqualTo("solid");
            page.press("Enter");
            assertThat(sorted(page)).isEqualTo("Tool ascending");
            assertThat(names(page)).isSorted();
            page.press("Space");
            assertThat(sorted(page)).isEqualTo("Tool descending");
            assertThat(names(page)).isSortedAccordingTo((a, b) -> b.compareTo(a));
            page.press("Tab");
            page.press("Enter");
            assertThat(sorted(page)).isEqualTo("Calls descending");
            assertThat(page.evaluate(focused).asText()).isEqualTo("Calls");
        }
    }

    private static String sorted(Browser.Page page) {
        return page.evaluate("[...document.querySelectorAll('" + TOOLS
                        + " [aria-sort]')].map(c => `${c.textContent} ${c.ariaSort}`).join()")
                .asText();
    }

    private static List<String> names(Browser.Page page) {
        return texts(page.evaluate("[...document.querySelectorAll('" + TOOLS + " tbody th')].map(c => c.textContent)"));
    }

    @Test
    void theme_isChosenAndKept() {
        try (Browser.Page page = browser.open(server.adminUrl(), View.DESKTOP)) {
            String ground = "getComputedStyle(document.body).backgroundColor";
            page.select("#theme", "dark");
            assertThat(page.evaluate(ground).asText()).isEqualTo("rgb(15, 19, 23)");
            page.reload();
            assertThat(page.evaluate(ground).asText()).isEqualTo("rgb(15, 19, 23)");
            page.select("#theme", "light");
            assertThat(page.evaluate(ground).asText()).isEqualTo("rgb(244, 245, 247)");
        }
    }

    @Test
    void drain_showsAndIsAnnounced() {
        AdminClient admin = new AdminClient(server.adminUrl());
        try (Browser.Page page = browser.open(server.adminUrl(), View.DESKTOP)) {
            ready(page);
            assertThat(admin.task("drain").status()).isEqualTo(200);
            try {
                soon().untilAsserted(() -> assertThat(page.text("#state")).isEqualTo("Draining"));
                assertThat(page.text("#announcement")).startsWith("Draining:");
                assertThat(page.text("#notice")).startsWith("Draining:");
                page.screenshot("dashboard-draining");
                assertThat(page.barriers()).isEmpty();
            } finally {
                assertThat(admin.task("drain?enable=false").status()).isEqualTo(200);
            }
            ready(page);
            assertThat(page.text("#announcement")).isEqualTo("The server is ready.");
            assertThat(page.evaluate("document.querySelector('#notice').hidden").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void hostileNames_stayText() {
        String hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        String attack = event().replace("whoami", hostile)
                .replace(server.gitlab().apiUrl().toString(), "https://" + hostile + "\\\"'&lt;")
                .replace("not_found", hostile)
                .replace("failed_authentications", hostile)
                .replace("\"version\":\"development\"", "\"version\":\"" + hostile + "\"");
        try (Browser.Page page = browser.openWithEvents(server.adminUrl(), View.DESKTOP, "data: " + attack + "\n\n")) {
            soon().untilAsserted(() -> assertThat(rows(page, TOOLS)).containsKey(hostile));

            assertThat(rows(page, "#pool-table")).containsKey("https://" + hostile + "\"'&lt;");
            assertThat(page.text("#version")).isEqualTo(hostile);
            assertThat(page.text("#failing-table")).contains(hostile);
            assertThat(page.evaluate("document.querySelectorAll('img, body script').length")
                            .asInt())
                    .isZero();
            assertThat(page.log().errors()).noneMatch(error -> error.contains("dialog"));
            assertThat(page.log().violations()).isEmpty();
        }
    }

    /** The first of the server's own. */
    private static String event() {
        try (RawHttp http = new RawHttp(server.adminUrl())) {
            http.send("GET", "/dashboard/events", List.of(), new byte[0]).head();
            return http.event().orElseThrow().data().orElseThrow();
        }
    }

    @Test
    void restart_isShownAndTheConnectionComesBack() {
        Map<String, String> settings = Map.of("ADMIN_PORT", Integer.toString(FreePorts.next()));
        RunningServer first = RunningServer.start(settings);
        first.client().callTool("whoami", "{}");
        try (Browser.Page page = browser.open(first.adminUrl(), View.DESKTOP)) {
            try {
                soon().untilAsserted(() -> assertThat(page.text("#calls")).isEqualTo("1"));
            } finally {
                first.close();
            }
            soon().untilAsserted(() -> assertThat(page.text("#state")).isEqualTo("Disconnected"));
            assertThat(page.text("#notice")).contains("last values");
            assertThat(page.text("#calls")).isEqualTo("1");
            page.screenshot("dashboard-disconnected");
            assertThat(page.barriers()).isEmpty();

            RunningServer second = RunningServer.start(settings);
            try {
                ready(page);
                soon().untilAsserted(() -> assertThat(page.text("#calls")).isEqualTo("0"));
                assertThat(page.evaluate("document.querySelector('#tools-empty').hidden")
                                .asBoolean())
                        .isFalse();
                assertThat(page.text("#tools-empty")).isEqualTo("No calls yet.");
                page.screenshot("dashboard-empty");
                assertThat(page.barriers()).isEmpty();
            } finally {
                second.close();
            }
        }
    }

    @Test
    void password_isAskedForOnce() {
        try (RunningServer locked = RunningServer.start(Map.of("ADMIN_USERNAME", "ops", "ADMIN_PASSWORD", "secret-1"));
                Browser.Page page = browser.open(locked.adminUrl(), View.DESKTOP, "ops", "secret-1")) {
            ready(page);
            locked.client().callTool("whoami", "{}");
            soon().untilAsserted(() -> assertThat(page.text("#calls")).isEqualTo("1"));
            assertThat(page.log().violations()).isEmpty();
        }
    }
}
