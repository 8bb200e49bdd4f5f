package dev.gitlabmcp.sandbox;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headers that all answers carry: request id, rate limit, caching; and 304 for an answer the client has. */
final class StandardHeaders {
    private static final int RATE_LIMIT = 2_000;
    private static final String ULID = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final World world;
    private final Map<String, Integer> observed = new HashMap<>();
    private long window;
    private long counter;

    StandardHeaders(World world) {
        this.world = world;
    }

    SandboxResponse complete(RecordedRequest request, SandboxResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        String id = requestId();
        headers.put("Server", "nginx");
        headers.put("Vary", "Origin");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "SAMEORIGIN");
        headers.put("X-Gitlab-Meta", "{\"correlation_id\":\"" + id + "\",\"version\":\"1\"}");
        headers.put("X-Request-Id", id);
        headers.put("X-Runtime", "0.0" + (10_000 + counter % 50_000));
        headers.putAll(rateLimit(request));
        boolean reading = request.method().equals("GET") || request.method().equals("HEAD");
        boolean cacheable = response.status() == 200 || response.status() == 201;
        headers.put("Cache-Control", cacheable ? "max-age=0, private, must-revalidate" : "no-cache");
        headers.putAll(response.headers());
        if (!cacheable || headers.getOrDefault("Cache-Control", "").contains("no-store")) {
            return new SandboxResponse(response.status(), headers, response.body());
        }
        String etag = "W/\"" + GitHash.md5(response.body()) + "\"";
        headers.put("ETag", etag);
        boolean known = reading
                && request.headers().getOrDefault("If-None-Match", List.of()).stream()
                        .anyMatch(value -> value.contains(etag.substring(2)) || value.equals("*"));
        if (known) {
            headers.remove("Content-Type");
            return new SandboxResponse(304, headers, new byte[0]);
        }
        return new SandboxResponse(response.status(), headers, response.body());
    }

    /** What the strictest edge throttle would say; only a scripted fault ever refuses. */
    private Map<String, String> rateLimit(RecordedRequest request) {
        long minute = world.now().getEpochSecond() / 60;
        if (minute != window) {
            window = minute;
            observed.clear();
        }
        String caller = request.header("PRIVATE-TOKEN")
                .or(() -> request.header("Authorization"))
                .or(() -> request.header("JOB-TOKEN"))
                .orElse("");
        String name = caller.isEmpty() ? "throttle_unauthenticated_api" : "throttle_authenticated_api";
        int count = observed.merge(caller, 1, Integer::sum);
        return Map.of(
                "RateLimit-Limit", Integer.toString(RATE_LIMIT),
                "RateLimit-Name", name,
                "RateLimit-Observed", Integer.toString(count),
                "RateLimit-Remaining", Integer.toString(Math.max(0, RATE_LIMIT - count)),
                "RateLimit-Reset", Long.toString((minute + 1) * 60));
    }

    private String requestId() {
        counter++;
        StringBuilder id = new StringBuilder();
        long time = world.now().toEpochMilli();
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(ULID.charAt((int) (time >> shift & 31)));
        }
        String tail = Long.toString(counter, 32).toUpperCase(Locale.ROOT).replaceAll("[ILOU]", "Z");
        return id + "0".repeat(Math.max(0, 16 - tail.length())) + tail;
    }
}
