package dev.gitlabmcp.dispatch;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of the server's, in pages that were serialised once. Immutable.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/pagination">Pagination</a>
 */
final class ListPages {
    /** The lists never change while the server runs, but may differ after an update. */
    private static final MethodResult.Caching CACHING = new MethodResult.Caching(300_000, false);

    private final String member;
    private final List<MethodResult> pages;
    private final int size;

    private ListPages(String member, List<MethodResult> pages, int size) {
        this.member = member;
        this.pages = List.copyOf(pages);
        this.size = size;
    }

    /**
     * Serialises a list.
     *
     * @param member name of the array in the result
     * @param pageSize entries of a page at most
     */
    static ListPages of(String member, List<? extends SerializableString> entries, int pageSize) {
        List<MethodResult> pages = new ArrayList<>();
        int size = 0;
        for (int start = 0; start == 0 || start < entries.size(); start += pageSize) {
            int end = Math.min(start + pageSize, entries.size());
            String next = end < entries.size() ? cursor(member, pages.size() + 1) : null;
            byte[] page = page(member, entries.subList(start, end), next);
            pages.add(MethodResult.shared(page, CACHING));
            size += 5 * page.length / 2;
        }
        return new ListPages(member, pages, size);
    }

    /** Bytes of all pages together, in both eras, and compressed to about a quarter. */
    int size() {
        return size;
    }

    private static byte[] page(String member, List<? extends SerializableString> entries, @Nullable String next) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(("{\"" + member + "\":[").getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < entries.size(); i++) {
            if (i > 0) {
                page.write(',');
            }
            page.writeBytes(entries.get(i).asUnquotedUTF8());
        }
        page.write(']');
        if (next != null) {
            page.writeBytes((",\"nextCursor\":\"" + next + "\"").getBytes(StandardCharsets.US_ASCII));
        }
        page.write('}');
        return page.toByteArray();
    }

    /**
     * The page that a request asks for.
     *
     * @throws ProtocolException when its cursor is none of this list's
     */
    MethodResult page(ObjectNode params) {
        JsonNode cursor = params.path("cursor");
        if (cursor.isMissingNode()) {
            return pages.get(0);
        }
        for (int i = 1; i < pages.size(); i++) {
            if (cursor.isTextual() && cursor.textValue().equals(cursor(member, i))) {
                return pages.get(i);
            }
        }
        throw new ProtocolException(
                ErrorCode.INVALID_PARAMS, "The cursor is unknown; leave it out to begin at the first page.");
    }

    private static String cursor(String member, int page) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((member + ":" + page).getBytes(StandardCharsets.US_ASCII));
    }
}
