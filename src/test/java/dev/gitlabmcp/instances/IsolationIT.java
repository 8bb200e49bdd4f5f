package dev.gitlabmcp.instances;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.sandbox.Fault;
import dev.gitlabmcp.sandbox.RecordedRequest;
import dev.gitlabmcp.sandbox.Sandbox;
import dev.gitlabmcp.sandbox.SandboxSettings;
import dev.gitlabmcp.testkit.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fifty callers at four instances of different ports, base paths and tokens, all through one server and all at once. */
class IsolationIT {
    private static final int CALLERS = 50;
    private static final int CALLS_EACH = 200;
    private static final List<Caller.Style> STYLES = List.of(Caller.Style.values());

    /** An instance, and the tokens that may reach it. */
    private record Instance(Sandbox sandbox, List<String> tokens) {}

    private static final List<Instance> INSTANCES = new ArrayList<>();
    private static RunningServer server;

    @BeforeAll
    static void start() {
        int perInstance = (CALLERS + 3) / 4;
        for (String path : List.of("", "/gitlab", "/tools/git", "/code")) {
            SandboxSettings settings = SandboxSettings.onPort(0).withBasePath(path);
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < perInstance; i++) {
                String token = "glpat-caller" + i + "-at-instance" + INSTANCES.size();
                tokens.add(token);
                settings = settings.withToken(i % 2 == 0 ? "lena.fischer" : "mira.sandberg", token);
            }
            INSTANCES.add(new Instance(Sandbox.start(settings), tokens));
        }
        server = RunningServer.start(Map.of(
                "ENABLE_DYNAMIC_API_URL", "true",
                "GITLAB_ALLOWED_HOSTS", "127.0.0.1",
                "GITLAB_API_URL", INSTANCES.get(0).sandbox().apiUrl().toString(),
                "MAX_REQUESTS_PER_MINUTE", "1000000"));
        misbehave();
    }

    /** Redirects to other instances, to an object storage and to the same instance; overload that asks for retries. */
    private static void misbehave() {
        for (int i = 0; i < INSTANCES.size(); i++) {
            Sandbox here = INSTANCES.get(i).sandbox();
            Sandbox there = INSTANCES.get((i + 1) % INSTANCES.size()).sandbox();
            here.faults().add(Fault.on("GET", "/api/v4/projects/52").redirect(there.apiUrl() + "/projects/42"));
            here.faults()
                    .add(Fault.on("GET", "/api/v4/projects/55")
                            .redirect(here.artifactStore().url() + "/stored"));
            here.faults().add(Fault.on("GET", "/api/v4/projects/51").redirect(here.apiUrl() + "/projects/42"));
            here.faults()
                    .add(Fault.on("GET", "/api/v4/user")
                            .times(100)
                            .status(429, "Retry later", Map.of("Retry-After", "0")));
            here.faults()
                    .add(Fault.on("GET", "/api/v4/projects/42/issues").times(3).cut());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        INSTANCES.forEach(instance -> instance.sandbox().close());
    }

    @Test
    void tenThousandInterleavedCalls_noTokenEverReachesAnotherInstance() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        List<Future<Integer>> successes = new ArrayList<>();
        try {
            for (int i = 0; i < CALLERS; i++) {
                Instance instance = INSTANCES.get(i % INSTANCES.size());
                String token = instance.tokens().get(i / INSTANCES.size());
                Caller.Style style = STYLES.get(i % STYLES.size());
                Caller caller = new Caller(server.url(), instance.sandbox().apiUrl(), token, style);
                successes.add(threads.submit(() -> callAll(caller)));
            }
            int succeeded = 0;
            for (Future<Integer> one : successes) {
                succeeded += one.get(5, TimeUnit.MINUTES);
            }
            // Redirects to another instance come without a credential and end as 404 there.
            assertThat(succeeded).isGreaterThan(CALLERS * CALLS_EACH / 2);
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }

        for (Instance instance : INSTANCES) {
            List<RecordedRequest> requests = instance.sandbox().requests();
            assertThat(requests).hasSizeGreaterThan(CALLS_EACH);
            TreeSet<String> seen = new TreeSet<>();
            requests.forEach(request -> seen.addAll(credentials(request)));
            assertThat(seen).isNotEmpty().isSubsetOf(instance.tokens());
            assertThat(requests.stream().filter(request -> credentials(request).isEmpty()))
                    .as("requests redirected from another instance")
                    .isNotEmpty();
            assertThat(instance.sandbox().artifactStore().requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(credentials(request)).isEmpty());
        }
    }

    private static int callAll(Caller caller) throws Exception {
        List<String> projects = List.of("42", "51", "52", "55", "41", "\"nordlicht-commerce/webshop\"");
        int succeeded = 0;
        for (int i = 0; i < CALLS_EACH; i++) {
            JsonNode result = switch (i % 4) {
                case 0 -> caller.call("whoami", "{}");
                case 1 -> caller.call("list_issues", "{\"project_id\":42}");
                default -> caller.call("get_project", "{\"project_id\":" + projects.get(i % projects.size()) + "}");
            };
            if (!result.path("isError").asBoolean()) {
                succeeded++;
            }
        }
        return succeeded;
    }

    /** Whatever in a request could be a credential, in any header or in the query. */
    private static List<String> credentials(RecordedRequest request) {
        List<String> found = new ArrayList<>();
        request.headers()
                .forEach((name, values) -> values.stream()
                        .filter(value -> value.contains("glpat-"))
                        .map(value -> value.substring(value.indexOf("glpat-")))
                        .forEach(found::add));
        assertThat(request.target()).doesNotContain("glpat-");
        return found;
    }
}
