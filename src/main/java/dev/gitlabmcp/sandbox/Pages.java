package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages and says so in the headers of {@code doc/api/rest/_index.md}. */
final class Pages {
    private static final int MOST_ROWS_COUNTED = 10_000;
    private static final int OFFSET_LIMIT = 50_000;

    private final SandboxRequest request;

    private Pages(SandboxRequest request) {
        this.request = request;
    }

    /** One page by offset, with totals. */
    static <T> SandboxResponse offset(SandboxRequest request, List<T> rows, Function<? super T, JsonNode> renderer) {
        return new Pages(request).byOffset(rows, renderer, true);
    }

    /** One page by offset without totals, as commits have it. */
    static <T> SandboxResponse uncounted(SandboxRequest request, List<T> rows, Function<? super T, JsonNode> renderer) {
        return new Pages(request).byOffset(rows, renderer, false);
    }

    /** As {@link #either}, but a page by offset has no totals, as a project's jobs have it. */
    static <T> SandboxResponse eitherUncounted(
            SandboxRequest request, List<T> rows, Function<? super T, JsonNode> renderer, Function<T, String> key) {
        boolean keyset = "keyset".equals(request.params().text("pagination"));
        return keyset ? new Pages(request).byCursor(rows, renderer, key) : uncounted(request, rows, renderer);
    }

    /** One page by offset, or by cursor where the caller asks for {@code pagination=keyset}. */
    static <T> SandboxResponse either(
            SandboxRequest request, List<T> rows, Function<? super T, JsonNode> renderer, Function<T, String> key) {
        Pages pages = new Pages(request);
        if ("keyset".equals(request.params().text("pagination"))) {
            return pages.byCursor(rows, renderer, key);
        }
        if (request.params().integer("page", 1) * (long) pages.size() > OFFSET_LIMIT) {
            throw ApiError.error(
                    405,
                    "Offset pagination has a maximum allowed offset of " + OFFSET_LIMIT
                            + " for requests that return objects of this type. Remaining records can be retrieved using "
                            + "keyset pagination.");
        }
        return pages.byOffset(rows, renderer, true);
    }

    /** One page by keyset whose next link carries this parameter with the last row's key. */
    static <T> SandboxResponse keyset(
            SandboxRequest request,
            List<T> rows,
            Function<? super T, JsonNode> renderer,
            String parameter,
            Function<T, String> key) {
        Pages pages = new Pages(request);
        List<T> page = rows.subList(0, Math.min(rows.size(), pages.size()));
        Map<String, String> headers = new LinkedHashMap<>();
        if (page.size() < rows.size()) {
            String last = key.apply(page.get(page.size() - 1));
            headers.put("Link", "<" + pages.url(Map.of(parameter, last)) + ">; rel=\"next\"");
        }
        return SandboxResponse.ok(Json.array(page, renderer)).with(headers);
    }

    /** The page size the caller asks for, at most 100. */
    static int size(SandboxRequest request) {
        return new Pages(request).size();
    }

    private int size() {
        int size = request.params().integer("per_page", 20);
        if (size == 0) {
            throw ApiError.error(400, "per_page has a value not allowed");
        }
        return size < 0 ? 20 : Math.min(size, 100);
    }

    private <T> SandboxResponse byOffset(List<T> rows, Function<? super T, JsonNode> renderer, boolean counted) {
        int size = size();
        int page = Math.max(1, request.params().integer("page", 1));
        int from = (int) Math.min(rows.size(), (page - 1L) * size);
        int to = Math.min(rows.size(), from + size);
        boolean totals = counted && rows.size() <= MOST_ROWS_COUNTED;
        int pages = Math.max(1, (rows.size() + size - 1) / size);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Page", Integer.toString(page));
        headers.put("X-Per-Page", Integer.toString(size));
        headers.put("X-Next-Page", to < rows.size() ? Integer.toString(page + 1) : "");
        headers.put("X-Prev-Page", page > 1 && page <= pages + 1 ? Integer.toString(page - 1) : "");
        if (totals) {
            headers.put("X-Total", Integer.toString(rows.size()));
            headers.put("X-Total-Pages", Integer.toString((rows.size() + size - 1) / size));
        }
        headers.put("Link", links(page, size, pages, to < rows.size(), totals));
        ArrayNode body = Json.array(rows.subList(from, to), renderer);
        return SandboxResponse.ok(body).with(headers);
    }

    private String links(int page, int size, int pages, boolean more, boolean totals) {
        List<String> links = new ArrayList<>();
        if (page > 1) {
            links.add(link(page - 1, size, "prev"));
        }
        if (more) {
            links.add(link(page + 1, size, "next"));
        }
        links.add(link(1, size, "first"));
        if (totals) {
            links.add(link(pages, size, "last"));
        }
        return String.join(", ", links);
    }

    private String link(int page, int size, String relation) {
        Map<String, String> changed = Map.of("page", Integer.toString(page), "per_page", Integer.toString(size));
        return "<" + url(changed) + ">; rel=\"" + relation + "\"";
    }

    private <T> SandboxResponse byCursor(
            List<T> rows, Function<? super T, JsonNode> renderer, Function<T, String> key) {
        String after = cursorKey(request.params().filled("cursor"));
        int from = 0;
        if (after != null) {
            while (from < rows.size() && !key.apply(rows.get(from)).equals(after)) {
                from++;
            }
            from = Math.min(rows.size(), from + 1);
        }
        int to = Math.min(rows.size(), from + size());
        Map<String, String> headers = new LinkedHashMap<>();
        if (to < rows.size()) {
            String next = cursor(key.apply(rows.get(to - 1)), "n");
            headers.put("Link", "<" + url(Map.of("cursor", next)) + ">; rel=\"next\"");
            headers.put("X-NEXT-CURSOR", next);
        }
        if (from > 0 && from < rows.size()) {
            headers.put("X-PREV-CURSOR", cursor(key.apply(rows.get(from)), "p"));
        }
        return SandboxResponse.ok(Json.array(rows.subList(from, to), renderer)).with(headers);
    }

    private static String cursor(String key, String direction) {
        byte[] json = Json.bytes(Json.object().put("id", key).put("_kd", direction));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    private static @Nullable String cursorKey(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return Json.MAPPER
                    .readTree(Base64.getUrlDecoder().decode(cursor))
                    .path("id")
                    .asText();
        } catch (IOException | IllegalArgumentException e) {
            throw Params.invalid("cursor");
        }
    }

    /** This request's URL on GitLab's own host, with some parameters replaced. */
    private String url(Map<String, String> changed) {
        Map<String, String> query = new TreeMap<>();
        flatten("", request.params().values(), query);
        query.putAll(changed);
        if (changed.containsKey("cursor") || changed.containsKey("id_after") || changed.containsKey("id_before")) {
            query.remove("page");
        }
        List<String> pairs = new ArrayList<>();
        query.forEach((name, value) -> {
            for (String single : value.split("\u0000", -1)) {
                pairs.add(encode(name) + "=" + encode(single));
            }
        });
        return request.world().baseUrl() + request.recorded().rawPath() + "?" + String.join("&", pairs);
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(entry -> flatten(
                            prefix.isEmpty() ? entry.getKey() : prefix + "[" + entry.getKey() + "]",
                            entry.getValue(),
                            into));
        } else if (node instanceof ArrayNode array) {
            List<String> items = new ArrayList<>();
            array.forEach(item -> items.add(item.asText()));
            into.put(prefix + "[]", String.join("\u0000", items));
        } else {
            into.put(prefix, node.asText());
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
