package dev.gitlabmcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.dispatch.Subscription.Filter;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.protocol.RequestMeta;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {
    private final RecordingSink sink = new RecordingSink();

    @Test
    void read_flagsAndResources_keepsWhatCanBeTold() throws IOException {
        Filter filter = read("""
                {"notifications": {"toolsListChanged": true, "promptsListChanged": false, "futureListChanged": true,
                  "resourceSubscriptions": ["gitlab://a", "file:///b", 7, "gitlab://a"]}}""");

        assertThat(filter).isEqualTo(new Filter(Set.of(Change.Kind.TOOLS), Set.of("gitlab://a")));
    }

    @Test
    void read_emptyFilter_wantsNothing() throws IOException {
        assertThat(read("{\"notifications\":{}}")).isEqualTo(new Filter(Set.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"notifications\":null}",
                "{\"notifications\":[]}",
                "{\"notifications\":{\"toolsListChanged\":\"true\"}}",
                "{\"notifications\":{\"promptsListChanged\":1}}",
                "{\"notifications\":{\"resourcesListChanged\":null}}",
                "{\"notifications\":{\"resourceSubscriptions\":\"gitlab://a\"}}",
                "{\"notifications\":{\"resourceSubscriptions\":{\"gitlab://a\":true}}}"
            })
    void read_noFilter_isRefused(String params) {
        assertThatThrownBy(() -> read(params))
                .hasMessageContaining("notifications")
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS));
    }

    @Test
    void read_resources_areLimited() throws IOException {
        assertThat(read(withResources(Subscription.MAX_RESOURCES)).resources()).hasSize(Subscription.MAX_RESOURCES);
        assertThatThrownBy(() -> read(withResources(Subscription.MAX_RESOURCES + 1)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("at most 100");
    }

    @Test
    void open_saysFirstWhatWillBeTold() {
        open(new Filter(Set.of(Change.Kind.TOOLS), Set.of("gitlab://a")));

        assertThat(sink.messages()).hasSize(1);
        assertThat(sink.last().path("method").asText()).isEqualTo("notifications/subscriptions/acknowledged");
        assertThat(sink.last().path("params").path("notifications").toString())
                .isEqualTo("{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"gitlab://a\"]}");
        assertThat(subscriptionId(sink.last().path("params"))).isEqualTo("\"sub-1\"");
    }

    @Test
    void wants_listsAndResources_areApart() {
        Subscription lists = open(new Filter(Set.of(Change.Kind.RESOURCES), Set.of()));
        Subscription resource = open(new Filter(Set.of(), Set.of("gitlab://a")));
        Change list = new Change(Change.Kind.RESOURCES, null);
        Change update = new Change(Change.Kind.RESOURCES, "gitlab://a");

        assertThat(lists.wants(list)).isTrue();
        assertThat(lists.wants(update)).isFalse();
        assertThat(lists.wants(new Change(Change.Kind.TOOLS, null))).isFalse();
        assertThat(resource.wants(list)).isFalse();
        assertThat(resource.wants(update)).isTrue();
        assertThat(resource.wants(new Change(Change.Kind.RESOURCES, "gitlab://b")))
                .isFalse();
    }

    @Test
    void end_answersTheRequestAndClosesTheStream() {
        open(new Filter(Set.of(), Set.of())).end(ServerIdentity.META);

        assertThat(sink.isEnded()).isTrue();
        assertThat(sink.last().path("id").asText()).isEqualTo("sub-1");
        assertThat(sink.last().path("result").path("resultType").asText()).isEqualTo("complete");
        assertThat(subscriptionId(sink.last().path("result"))).isEqualTo("\"sub-1\"");
        assertThat(sink.last().path("result").path("_meta").has(RequestMeta.SERVER_INFO))
                .isTrue();
    }

    private Subscription open(Filter filter) {
        return Subscription.open(RequestId.ofText("sub-1"), filter, sink, s -> {});
    }

    private static String subscriptionId(JsonNode object) {
        return object.path("_meta").path(RequestMeta.SUBSCRIPTION_ID).toString();
    }

    private static String withResources(int count) {
        ObjectNode params = Json.object();
        ArrayNode uris = params.putObject("notifications").putArray("resourceSubscriptions");
        for (int i = 0; i < count; i++) {
            uris.add("gitlab://" + i);
        }
        return params.toString();
    }

    private static Filter read(String params) throws IOException {
        return Filter.read((ObjectNode) Json.MAPPER.readTree(params), uri -> uri.startsWith("gitlab://"));
    }
}
