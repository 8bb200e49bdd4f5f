package dev.gitlabmcp.gitlab;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a page stands in its list, as far as GitLab tells: https://docs.gitlab.com/api/rest/#pagination. GitLab leaves the
 * totals out above 10,000 rows and for commits, and tells nothing but the next page in keyset lists.
 *
 * @param page this page, from 1
 * @param perPage rows a page may have, from 1 to 100
 * @param nextPage empty on the last page, and for keyset lists
 * @param prevPage empty on the first page, and for keyset lists
 * @param total rows of the whole list
 * @param totalPages pages of the whole list
 * @param nextQuery the encoded query, without question mark, that asks for the next page; the host that GitLab names with
 *     it is dropped, since behind a proxy it may be another
 */
public record Paging(
        OptionalInt page,
        OptionalInt perPage,
        OptionalInt nextPage,
        OptionalInt prevPage,
        OptionalLong total,
        OptionalLong totalPages,
        Optional<String> nextQuery) {

    /** What an answer without paging headers says. */
    public static final Paging NONE = new Paging(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty());

    /**
     * Reads the paging headers; malformed ones count as missing.
     *
     * @param header gives the first header of a name, in any case
     */
    public static Paging from(Function<String, Optional<String>> header) {
        return new Paging(
                positive(header.apply("X-Page")),
                positive(header.apply("X-Per-Page")),
                positive(header.apply("X-Next-Page")),
                positive(header.apply("X-Prev-Page")),
                count(header.apply("X-Total")),
                count(header.apply("X-Total-Pages")),
                header.apply("Link").flatMap(Paging::nextQuery));
    }

    private static OptionalInt positive(Optional<String> text) {
        long value = digits(text.orElse(""));
        return value >= 1 && value <= Integer.MAX_VALUE ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    private static OptionalLong count(Optional<String> text) {
        long value = digits(text.orElse(""));
        return value >= 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /** The number, or -1 where the text is none. */
    private static long digits(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || digits.length() > 18) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Finds the link with {@code rel="next"}: https://www.rfc-editor.org/rfc/rfc8288#section-3. */
    private static Optional<String> nextQuery(String link) {
        int from = 0;
        while (true) {
            int open = link.indexOf('<', from);
            int close = link.indexOf('>', open + 1);
            if (open < 0 || close < 0) {
                return Optional.empty();
            }
            int end = link.indexOf('<', close);
            if (isNext(link.substring(close + 1, end < 0 ? link.length() : end))) {
                return Optional.ofNullable(queryOf(link.substring(open + 1, close)));
            }
            from = close + 1;
        }
    }

    private static boolean isNext(String parameters) {
        int rel = parameters.indexOf("rel=");
        return rel >= 0 && (parameters.startsWith("\"next\"", rel + 4) || parameters.startsWith("next", rel + 4));
    }

    private static @Nullable String queryOf(String url) {
        int mark = url.indexOf('?');
        if (mark < 0) {
            return null;
        }
        int fragment = url.indexOf('#', mark);
        return url.substring(mark + 1, fragment < 0 ? url.length() : fragment);
    }
}
