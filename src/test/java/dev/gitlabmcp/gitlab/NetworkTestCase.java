package dev.gitlabmcp.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dropwizard.jackson.Jackson;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/** Calls through a pool whose network is set up for the test: names mean what the test says, sockets are real. */
abstract class NetworkTestCase {
    static final String TOKEN = "glpat-abcdefghij0123456789";
    static final GitLabInstance OWN = GitLabInstance.of("https://own.test");

    private final List<AutoCloseable> resources = new ArrayList<>();
    private final Map<String, List<String[]>> names = new ConcurrentHashMap<>();
    final List<String> lookups = new CopyOnWriteArrayList<>();

    @AfterEach
    final void close() throws Exception {
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    }

    final <C extends AutoCloseable> C closed(C resource) {
        resources.add(0, resource);
        return resource;
    }

    /** Settings in JSON; those left out have their defaults. */
    static NetworkConfiguration settings(String json) {
        try {
            return Jackson.newObjectMapper().readValue(json, NetworkConfiguration.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What a name resolves to; each further call adds the answer of one further look-up, the last of which stays. */
    final void name(String name, String... addresses) {
        names.computeIfAbsent(name, key -> new CopyOnWriteArrayList<>()).add(addresses);
    }

    final InetAddress[] find(String host) throws UnknownHostException {
        lookups.add(host);
        List<String[]> answers = names.get(host);
        if (answers == null) {
            if (host.matches("[0-9.]+") || host.indexOf(':') >= 0) {
                return InetAddress.getAllByName(host);
            }
            throw new UnknownHostException(host);
        }
        String[] answer = answers.size() > 1 ? answers.remove(0) : answers.get(0);
        InetAddress[] found = new InetAddress[answer.length];
        for (int i = 0; i < answer.length; i++) {
            found[i] = InetAddress.getByName(answer[i]);
        }
        return found;
    }

    final Network network(String json, GitLabInstance own, boolean dynamic) {
        return Network.of(settings(json), own, dynamic, this::find);
    }

    final GitLabClientPool pool(Network network) {
        try {
            GitLabClientConfiguration fast = Jackson.newObjectMapper()
                    .readValue("{\"retries\":1,\"connectTimeout\":\"300ms\"}", GitLabClientConfiguration.class);
            return closed(new GitLabClientPool(
                    fast,
                    GitLabPoolConfiguration.defaults(),
                    network,
                    new KnownCredentials(),
                    new TrafficByInstance(0)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String call(GitLabClientPool pool, String url) {
        return call(pool, url, GitLabRequest.get("/x").build());
    }

    static String call(GitLabClientPool pool, String url, GitLabRequest request) {
        Principal principal = Principal.of(GitLabInstance.of(url), Credentials.privateToken(TOKEN));
        return pool.call(principal, request, Duration.ofSeconds(10), CancelSignal.NEVER, PoolTestCase::text);
    }

    static GitLabProblem problem(Runnable call) {
        GitLabException e = Assertions.catchThrowableOfType(GitLabException.class, call::run);
        assertThat(e).as("an exception").isNotNull();
        assertThat(e.problem().toString()).doesNotContain(TOKEN);
        return e.problem();
    }
}
