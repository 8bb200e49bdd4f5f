package dev.gitlabmcp.shaping;

import java.util.LinkedHashMap;
import java.util.Map;

/** Says that a page of a list was cut, and finds the call with which the list goes on without a gap. Stateless. */
final class ListCut {
    private ListCut() {}

    /**
     * Writes the members {@code cut} and {@code next}.
     *
     * @param shown items of this page that were shown, 1 or more
     * @param seen items of this page
     */
    static void say(int shown, int seen, ListPage page, NextCall next, JsonText out) {
        String said = "size limit: " + shown + " of the " + seen + " items of this page shown";
        if (page.page().isEmpty()) {
            // A cursor counts in pages of the size it was made with, so only a smaller page leads on.
            out.field("cut", said).field("next", next.with(Map.of("per_page", shown)));
            return;
        }
        long before = (long) (page.page().getAsInt() - 1) * page.perPage().orElse(seen) + shown;
        int size = pageSizeFor(before, shown);
        long repeats = before % size;
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("page", before / size + 1);
        changes.put("per_page", size);
        out.field("cut", repeats > 0 ? said + "; the next call repeats " + repeats : said);
        out.field("next", next.with(changes));
    }

    /** The page size, at least half of what fitted, with which a page begins closest before the next item. */
    private static int pageSizeFor(long before, int shown) {
        int best = shown;
        for (int size = shown; size >= Math.max(1, shown / 2); size--) {
            if (before % size < before % best) {
                best = size;
            }
        }
        return best;
    }
}
