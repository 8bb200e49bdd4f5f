package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.protocol.Json;
import org.jspecify.annotations.Nullable;

/**
 * The result of a method before its era's additions.
 *
 * @param json a JSON object; shared, so it must not be changed
 * @param caching how long a modern client may keep it; null for results that must not be cached
 * @param modern the same with the additions of the modern era, where it was made before
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
record MethodResult(byte[] json, @Nullable Caching caching, byte @Nullable [] modern) {

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

    static MethodResult of(Object value) {
        return new MethodResult(Json.bytes(value), null, null);
    }

    static MethodResult cacheable(byte[] json, Caching caching) {
        return new MethodResult(json, caching, null);
    }

    /** A result that is given again and again, with what it takes for either era made once. */
    static MethodResult shared(byte[] json, Caching caching) {
        return new MethodResult(json, caching, ModernEncoder.complete(cacheable(json, caching)));
    }
}
