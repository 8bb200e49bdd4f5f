package dev.gitlabmcp.dispatch;

import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.RequestId;
import org.jspecify.annotations.Nullable;

/** The result of a method, from which the answer of either era is made. Immutable. */
interface MethodResult {

    /** {@code {}}, the answer of legacy methods that only acknowledge. */
    MethodResult EMPTY = new Once(new byte[] {'{', '}'}, null);

    /** The answer to this request of the legacy era. */
    JsonMessage legacyAnswer(RequestId id);

    /** The answer to this request of the modern era. */
    JsonMessage modernAnswer(RequestId id);

    /**
     * Freshness of a result.
     *
     * @param ttlMs milliseconds
     * @param isPublic whether other principals may be given the same copy
     * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/caching">Caching</a>
     */
    record Caching(long ttlMs, boolean isPublic) {}

    /** A result that must not be cached. */
    static MethodResult of(Object value) {
        return new Once(Json.bytes(value), null);
    }

    /** A JSON object that modern clients may keep. */
    static MethodResult cacheable(byte[] json, Caching caching) {
        return new Once(json, caching);
    }

    /** The same of one that is given again and again, with what it takes for either era made once. */
    static MethodResult shared(byte[] json, Caching caching) {
        return new Repeated(new RepeatedJson(json), new RepeatedJson(ModernEncoder.complete(json, caching)));
    }

    /**
     * A result that is given once.
     *
     * @param json a JSON object
     * @param caching null for what must not be cached
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
    record Once(byte[] json, @Nullable Caching caching) implements MethodResult {
        @Override
        public JsonMessage legacyAnswer(RequestId id) {
            return Messages.result(id, json);
        }

        @Override
        public JsonMessage modernAnswer(RequestId id) {
            return Messages.result(id, ModernEncoder.complete(json, caching));
        }
    }

    /**
     * A result that is given again and again.
     *
     * @param legacy without additions
     * @param modern with those of the modern era
     */
    record Repeated(RepeatedJson legacy, RepeatedJson modern) implements MethodResult {
        @Override
        public JsonMessage legacyAnswer(RequestId id) {
            return Messages.result(id, legacy);
        }

        @Override
        public JsonMessage modernAnswer(RequestId id) {
            return Messages.result(id, modern);
        }
    }
}
