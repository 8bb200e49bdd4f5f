package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.ProtocolException;
import dev.gitlabmcp.protocol.RequestId;
import dev.gitlabmcp.protocol.RequestMeta;
import dev.gitlabmcp.session.EventSink;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One open {@code subscriptions/listen}: what its client wants to hear of, and the stream it goes to. Thread-safe.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/subscriptions">Subscriptions</a>
 */
final class Subscription {
    /** The most resources one subscription may name. */
    static final int MAX_RESOURCES = 100;

    private final JsonNode id;
    private final RequestId requestId;
    private final Set<Change.Kind> kinds;
    private final Set<String> resources;
    private final EventSink sink;
    private final ReentrantLock lock = new ReentrantLock();

    private Subscription(RequestId requestId, Filter filter, EventSink sink) {
        this.requestId = requestId;
        this.kinds = filter.kinds();
        this.resources = filter.resources();
        this.sink = sink;
        try {
            this.id = Json.MAPPER.readTree(requestId.json());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client asked to hear of, reduced to what this server can tell. */
    record Filter(Set<Change.Kind> kinds, Set<String> resources) {

        /**
         * Reads {@code params.notifications}.
         *
         * @param watchable whether changes of a resource can be told
         * @throws ProtocolException when it is not a filter
         */
        static Filter read(ObjectNode params, Predicate<String> watchable) {
            if (!(params.get("notifications") instanceof ObjectNode wanted)) {
                throw new ProtocolException(
                        ErrorCode.INVALID_PARAMS,
                        "subscriptions/listen needs notifications, an object such as {\"toolsListChanged\": true}.");
            }
            Set<Change.Kind> kinds = new LinkedHashSet<>();
            for (Change.Kind kind : Change.Kind.values()) {
                JsonNode flag = wanted.path(kind.filterName());
                if (!flag.isMissingNode() && !flag.isBoolean()) {
                    throw new ProtocolException(
                            ErrorCode.INVALID_PARAMS, "notifications." + kind.filterName() + " must be true or false.");
                }
                if (flag.asBoolean(false)) {
                    kinds.add(kind);
                }
            }
            return new Filter(kinds, resources(wanted.path("resourceSubscriptions"), watchable));
        }

        private static Set<String> resources(JsonNode given, Predicate<String> watchable) {
            if (!given.isMissingNode() && !given.isArray()) {
                throw new ProtocolException(
                        ErrorCode.INVALID_PARAMS, "notifications.resourceSubscriptions must be an array of URIs.");
            }
            if (given.size() > MAX_RESOURCES) {
                throw new ProtocolException(
                        ErrorCode.INVALID_PARAMS,
                        "notifications.resourceSubscriptions names " + given.size() + " resources; at most "
                                + MAX_RESOURCES + " are accepted.");
            }
            Set<String> resources = new LinkedHashSet<>();
            for (JsonNode uri : given) {
                if (uri.isTextual() && watchable.test(uri.textValue())) {
                    resources.add(uri.textValue());
                }
            }
            return resources;
        }

        private ObjectNode toJson() {
            ObjectNode json = Json.object();
            kinds.forEach(kind -> json.put(kind.filterName(), true));
            if (!resources.isEmpty()) {
                ArrayNode uris = json.putArray("resourceSubscriptions");
                resources.forEach(uris::add);
            }
            return json;
        }
    }

    /**
     * Opens the stream with the acknowledgement, which must be its first message.
     *
     * @param enter enters it where changes are told; done first, so that none is missed once the client has heard
     */
    static Subscription open(RequestId requestId, Filter filter, EventSink sink, Consumer<Subscription> enter) {
        Subscription subscription = new Subscription(requestId, filter, sink);
        ObjectNode params = Json.object();
        params.set("notifications", filter.toJson());
        subscription.lock.lock();
        try {
            enter.accept(subscription);
            subscription.send("notifications/subscriptions/acknowledged", params);
        } finally {
            subscription.lock.unlock();
        }
        return subscription;
    }

    boolean wants(Change change) {
        return change.uri() == null ? kinds.contains(change.kind()) : resources.contains(change.uri());
    }

    void send(String method, ObjectNode params) {
        lock.lock();
        try {
            params.putObject("_meta").set(RequestMeta.SUBSCRIPTION_ID, id);
            sink.event(null, Messages.notification(method, params));
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream in order, with the request's result. */
    void end(byte[] serverInfoMeta) {
        lock.lock();
        try {
            ObjectNode result = Json.object().put("resultType", "complete");
            ObjectNode meta = result.putObject("_meta");
            meta.setAll((ObjectNode) Json.MAPPER.readTree(serverInfoMeta));
            meta.set(RequestMeta.SUBSCRIPTION_ID, id);
            sink.event(null, Messages.result(requestId, Json.bytes(result)).json());
            sink.end();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }
}
