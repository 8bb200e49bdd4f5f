package dev.gitlabmcp.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLogFilter;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.http.buffer.v3.Buffer;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ResponseMapper;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Envoy's configuration, read as Envoy reads it, and what this server needs of it. */
class EnvoyConfigTest {
    private static final Path FILE = Path.of("envoy/envoy.yaml");
    private static final Path SECRETS = Path.of("envoy/sds/cert.yaml");
    private static final Bootstrap SHIPPED = bootstrap(StrictYaml.text(FILE));

    private static Bootstrap bootstrap(String yaml) {
        return EnvoyMessages.parse(yaml, Bootstrap.newBuilder()).build();
    }

    private static <M extends Message> List<M> all(Message root, Class<M> type) {
        List<M> found = new ArrayList<>();
        EnvoyMessages.walk(root, "", (message, place) -> {
            if (type.isInstance(message)) {
                found.add(type.cast(message));
            }
        });
        return found;
    }

    /** What is wrong with a configuration, by Envoy's rules and by ours. */
    private static List<String> problems(String yaml) {
        Bootstrap bootstrap;
        try {
            bootstrap = bootstrap(yaml);
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        List<String> problems = new ArrayList<>(EnvoyMessages.problems(bootstrap));
        Set<String> clusters =
                all(bootstrap, Cluster.class).stream().map(Cluster::getName).collect(Collectors.toSet());
        all(bootstrap, RouteAction.class).stream()
                .filter(action -> !clusters.contains(action.getCluster()))
                .forEach(action -> problems.add("no cluster " + action.getCluster()));
        if (!bootstrap.getAdmin().getAddress().getSocketAddress().getAddress().equals("127.0.0.1")) {
            problems.add("the admin port is not on loopback");
        }
        return problems;
    }

    @Test
    void configuration_isValid() {
        assertThat(problems(StrictYaml.text(FILE))).isEmpty();
    }

    @Test
    void walk_looksInsideEveryTypedConfig() {
        // Guards the test above against looking at the surface alone.
        assertThat(all(SHIPPED, Message.class)).hasSizeGreaterThan(200);
        assertThat(all(SHIPPED, HttpConnectionManager.class)).hasSize(2);
        assertThat(all(SHIPPED, Buffer.class)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "stat_prefix: ingress_https, stat_prefix: ''",
        "normalize_path: true, normalise_path: true",
        "max_request_bytes: 8388608, max_request_byte: 8388608",
        "cluster: gitlab_mcp_r1, cluster: gitlab_mcp_r3",
        "filters.http.buffer.v3.Buffer, filters.http.buffer.v3.Bufer",
        "port_value: 8443, port_value: 70443",
        "max_concurrent_streams: 256, max_concurrent_streams: 0",
        "connect_timeout: 3s, connect_timeout: 0s",
        "response_code: PERMANENT_REDIRECT, response_code: 308",
        "'timeout: 0s', 'timeout: 0'",
        "'domains: [\"*\"]', 'domains: []'",
        "address: 127.0.0.1, address: 0.0.0.0",
        "codec_type: AUTO, 'codec_type: AUTO\n                codec_type: AUTO'",
        "lb_policy: ROUND_ROBIN, 'lb_policy: ROUND_ROBIN\n      dns_refresh_rate: 5s'"
    })
    void brokenCopy_isRefused(String right, String wrong) {
        String broken = StrictYaml.text(FILE).replace(right, wrong);

        assertThat(broken).isNotEqualTo(StrictYaml.text(FILE));
        assertThat(problems(broken)).isNotEmpty();
    }

    @Test
    void secrets_areValidAndHaveTheNameThatIsAskedFor() {
        DiscoveryResponse response = EnvoyMessages.parse(StrictYaml.text(SECRETS), DiscoveryResponse.newBuilder())
                .build();

        assertThat(EnvoyMessages.problems(response)).isEmpty();
        assertThat(all(response, Secret.class))
                .extracting(Secret::getName)
                .containsExactlyElementsOf(all(SHIPPED, SdsSecretConfig.class).stream()
                        .map(SdsSecretConfig::getName)
                        .toList());
    }

    @Test
    void brokenSecrets_areRefused() {
        String broken = StrictYaml.text(SECRETS).replace("private_key", "privat_key");

        assertThatThrownBy(() -> EnvoyMessages.parse(broken, DiscoveryResponse.newBuilder()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static EnvoyRoutes routes() {
        return new EnvoyRoutes(virtualHost("mcp").getRoutesList());
    }

    private static VirtualHost virtualHost(String name) {
        return all(SHIPPED, VirtualHost.class).stream()
                .filter(host -> host.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp, 2f5b.r1, , gitlab_mcp_r1",
        "/mcp, 2f5b.r2, , gitlab_mcp_r2",
        "/mcp/readonly, 2f5b.r2, , gitlab_mcp_r2",
        "/mcp/x/issues, 2f5b.r1, , gitlab_mcp_r1",
        "/messages, , 2f5b.r1, gitlab_mcp_r1",
        "/messages, , 2f5b.r2, gitlab_mcp_r2",
        "/mcp, , , gitlab_mcp",
        "/mcp, 2f5b, , gitlab_mcp",
        "/mcp, 2f5b.r3, , gitlab_mcp",
        "/mcp, 2f5b.r1x, , gitlab_mcp",
        "/mcp, 2f5bxr1, , gitlab_mcp",
        "/mcp, , 2f5b.r1, gitlab_mcp",
        "/sse, , , gitlab_mcp",
        "/health, , , gitlab_mcp"
    })
    void request_goesWhereItsSessionIs(String path, String header, String parameter, String cluster) {
        Route route = routes().of(
                        path,
                        header == null ? Map.of() : Map.of("mcp-session-id", header),
                        parameter == null ? Map.of() : Map.of("sessionId", parameter));

        assertThat(route.getRoute().getCluster()).isEqualTo(cluster);
    }

    @ParameterizedTest
    @CsvSource({"/mcp", "/mcp/readonly", "/sse", "/messages"})
    void answersThatMayBeStreams_areNotBounded(String path) {
        for (String session : List.of("", "a.r1", "a.r2")) {
            RouteAction action = routes().of(path, Map.of("mcp-session-id", session), Map.of("sessionId", session))
                    .getRoute();

            assertThat(action.hasTimeout()).isTrue();
            assertThat(action.getTimeout().getSeconds()).isZero();
            assertThat(action.getIdleTimeout().getSeconds()).isEqualTo(3600);
            assertThat(action.hasMaxStreamDuration()).isFalse();
        }
    }

    @Test
    void retries_areOnlyOfWhatWasNotSent() {
        assertThat(all(SHIPPED, RetryPolicy.class))
                .extracting(RetryPolicy::getRetryOn)
                .containsOnly("connect-failure,reset-before-request");
    }

    @Test
    void clusters_haveTheServersOfTheComposeFileAndAreProbed() {
        List<Cluster> clusters = all(SHIPPED, Cluster.class);

        assertThat(clusters).hasSize(3).allSatisfy(cluster -> {
            assertThat(all(cluster, Endpoint.class).stream()
                            .map(endpoint -> endpoint.getAddress().getSocketAddress()))
                    .extracting(SocketAddress::getAddress, SocketAddress::getPortValue)
                    .allMatch(pair -> pair.toList().get(1).equals(3002))
                    .extracting(pair -> pair.toList().get(0))
                    .containsExactlyInAnyOrder("gitlab-mcp-1", "gitlab-mcp-2");
            assertThat(cluster.getHealthChecks(0).getHttpHealthCheck().getPath())
                    .isEqualTo("/health");
            assertThat(all(cluster, HttpProtocolOptions.class)
                            .get(0)
                            .getCommonHttpProtocolOptions()
                            .getIdleTimeout()
                            .getSeconds())
                    .as("below the server's idleTimeout")
                    .isLessThan(30);
        });
    }

    @ParameterizedTest
    @CsvSource({"gitlab_mcp_r1, gitlab-mcp-1", "gitlab_mcp_r2, gitlab-mcp-2"})
    void clusterOfAReplica_hasItFirst(String name, String first) {
        Cluster cluster = all(SHIPPED, Cluster.class).stream()
                .filter(found -> found.getName().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(cluster.getLoadAssignment().getEndpointsList())
                .allSatisfy(endpoints -> assertThat(endpoints
                                .getLbEndpoints(0)
                                .getEndpoint()
                                .getAddress()
                                .getSocketAddress()
                                .getAddress()
                                .equals(first))
                        .isEqualTo(endpoints.getPriority() == 0));
    }

    @Test
    void ownErrors_areJsonRpcWithoutAnId() throws Exception {
        List<String> bodies = all(SHIPPED, ResponseMapper.class).stream()
                .filter(ResponseMapper::hasBodyFormatOverride)
                .map(mapper ->
                        mapper.getBodyFormatOverride().getTextFormatSource().getInlineString())
                .toList();

        assertThat(bodies).hasSize(4);
        for (String body : bodies) {
            JsonNode error = new ObjectMapper().readTree(body);
            assertThat(error.has("id")).isFalse();
            assertThat(error.path("jsonrpc").asText()).isEqualTo("2.0");
            assertThat(error.path("error").path("code").asInt()).isEqualTo(-32000);
            // nginx says the same.
            assertThat(StrictYaml.text(Path.of("nginx/nginx.conf")))
                    .contains(error.path("error").path("message").asText());
        }
        assertThat(all(SHIPPED, ResponseMapper.class).stream()
                        .map(ResponseMapper::getFilter)
                        .map(AccessLogFilter::getStatusCodeFilter)
                        .map(filter -> filter.getComparison().getOp() + " "
                                + filter.getComparison().getValue().getDefaultValue()))
                .containsExactly("EQ 413", "EQ 429", "EQ 504", "GE 500", "GE 400");
    }

    @Test
    void strictTransport_isSetOnceOnAnswersAndErrors() {
        Stream<HeaderValueOption> options = all(SHIPPED, HeaderValueOption.class).stream()
                .filter(option -> option.getHeader().getKey().equals("strict-transport-security"));

        assertThat(options).hasSize(6).allSatisfy(option -> {
            assertThat(option.getHeader().getValue()).isEqualTo("max-age=31536000");
            assertThat(option.getAppendAction().name()).isEqualTo("OVERWRITE_IF_EXISTS_OR_ADD");
        });
    }

    @Test
    void listeners_takeIpv6Too() {
        assertThat(all(SHIPPED, Listener.class)).hasSize(2).allSatisfy(listener -> {
            assertThat(listener.getAddress().getSocketAddress().getAddress()).isEqualTo("0.0.0.0");
            assertThat(listener.getAdditionalAddresses(0)
                            .getAddress()
                            .getSocketAddress()
                            .getAddress())
                    .isEqualTo("::");
        });
    }

    @Test
    void http3_asTheReadmeHasIt_isValid() {
        String readme = StrictYaml.text(Path.of("envoy/README.md"));
        int start = readme.indexOf("```yaml") + "```yaml".length();
        JsonNode listener = StrictYaml.parse(readme.substring(start, readme.indexOf("```", start)));
        JsonNode whole = StrictYaml.read(FILE);
        ArrayNode listeners = (ArrayNode) whole.at("/static_resources/listeners");
        JsonNode filters = listeners.get(1).at("/filter_chains/0/filters").deepCopy();
        ObjectNode manager = (ObjectNode) filters.at("/0/typed_config");
        manager.put("codec_type", "HTTP3").putObject("http3_protocol_options");
        manager.remove("http2_protocol_options");
        ((ObjectNode) listener.at("/filter_chains/0")).set("filters", filters);
        listeners.add(listener);

        assertThat(problems(whole.toString())).isEmpty();
    }
}
