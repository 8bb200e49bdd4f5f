package dev.gitlabmcp.dispatch;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Adds to a result what the modern era demands: result type, server, freshness. */
final class ModernEncoder {
    private static final String META = new String(ServerIdentity.META, StandardCharsets.UTF_8);
    private static final byte[] COMPLETE = bytes("{\"resultType\":\"complete\",\"_meta\":" + META + "}");
    private static final byte[] INPUT_REQUIRED = bytes("{\"resultType\":\"input_required\",\"_meta\":" + META + "}");

    private ModernEncoder() {}

    static byte[] complete(byte[] json, MethodResult.@Nullable Caching caching) {
        if (caching == null) {
            return Messages.merge(COMPLETE, json);
        }
        byte[] prefix = bytes("{\"resultType\":\"complete\",\"_meta\":" + META + ",\"ttlMs\":" + caching.ttlMs()
                + ",\"cacheScope\":\"" + (caching.isPublic() ? "public" : "private") + "\"}");
        return Messages.merge(prefix, json);
    }

    static byte[] inputRequired(byte[] json) {
        return Messages.merge(INPUT_REQUIRED, json);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
