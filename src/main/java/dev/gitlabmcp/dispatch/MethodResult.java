package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * The result of a method before its era's additions.
 *
 * @param json a JSON object; shared, so it must not be changed
 * @param caching how long a modern client may keep it; null for results that must not be cached
 * @param repeated the whole result of either era, where it is given again and again
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
record MethodResult(
        byte[] json, @Nullable Caching caching, @Nullable Repeated repeated) {

    /** {@code {}}, the answer of legacy methods that only acknowledge. */
    static final MethodResult EMPTY = new MethodResult(new byte[] {'{', '}'}, null, null);

    /**
     * Freshness of a result.
     *
     * @param ttlMs milliseconds
     * @param isPublic whether other principals may be given the same copy
     * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/caching">Caching</a>
     */
    record Caching(long ttlMs, boolean isPublic) {}

    /**
     * A result of each era.
     *
     * @param legacy without additions
     * @param modern with those of the modern era
     */
    record Repeated(RepeatedJson legacy, RepeatedJson modern) {}

    static MethodResult of(Object value) {
        return new MethodResult(Json.bytes(value), null, null);
    }

    static MethodResult cacheable(byte[] json, Caching caching) {
        return new MethodResult(json, caching, null);
    }

    /** A result that is given again and again, with what it takes for either era made once. */
    static MethodResult shared(byte[] json, Caching caching) {
        byte[] modern = ModernEncoder.complete(cacheable(json, caching));
        return new MethodResult(json, caching, new Repeated(new RepeatedJson(json), new RepeatedJson(modern)));
    }

    /** The answer to this request of the legacy era. */
    JsonMessage legacyAnswer(RequestId id) {
        return repeated == null ? JsonMessage.of(Messages.result(id, json)) : Messages.result(id, repeated.legacy());
    }

    /** The answer to this request of the modern era. */
    JsonMessage modernAnswer(RequestId id) {
        return repeated == null
                ? JsonMessage.of(Messages.result(id, ModernEncoder.complete(this)))
                : Messages.result(id, repeated.modern());
    }
}
