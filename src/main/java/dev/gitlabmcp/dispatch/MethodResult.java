package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.protocol.Json;
import org.jspecify.annotations.Nullable;

/**
 * The result of a method before its era's additions.
 *
 * @param json a JSON object; shared, so it must not be changed
 * @param caching how long a modern client may keep it; null for results that must not be cached
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
record MethodResult(byte[] json, @Nullable Caching caching) {

    /** {@code {}}, the answer of legacy methods that only acknowledge. */
    static final MethodResult EMPTY = new MethodResult(new byte[] {'{', '}'}, null);

    /**
     * Freshness of a result.
     *
     * @param ttlMs milliseconds
     * @param isPublic whether other principals may be given the same copy
     * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/caching">Caching</a>
     */
    record Caching(long ttlMs, boolean isPublic) {}

    static MethodResult of(Object value) {
        return new MethodResult(Json.bytes(value), null);
    }

    static MethodResult cacheable(byte[] json, Caching caching) {
        return new MethodResult(json, caching);
    }
}
