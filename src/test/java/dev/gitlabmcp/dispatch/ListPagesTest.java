package dev.gitlabmcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.protocol.ErrorCode;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.ProtocolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListPagesTest {

    @ParameterizedTest
    @CsvSource({"5, 2, 3", "4, 2, 2", "1, 2, 1", "2, 2, 1", "3, 1, 3", "0, 2, 1"})
    void page_followingEveryCursor_givesEachEntryOnceInOrder(int entries, int pageSize, int pages) throws IOException {
        ListPages list = ListPages.of("tools", entries(entries), pageSize);
        List<String> names = new ArrayList<>();
        ObjectNode params = Json.object();
        int read = 0;
        while (params != null) {
            JsonNode page = Json.MAPPER.readTree(json(list.page(params)));
            page.path("tools").forEach(entry -> names.add(entry.path("name").asText()));
            read++;
            params = page.has("nextCursor")
                    ? Json.object().put("cursor", page.path("nextCursor").asText())
                    : null;
        }

        assertThat(read).isEqualTo(pages);
        assertThat(names)
                .isEqualTo(
                        IntStream.range(0, entries).mapToObj(i -> "grün-" + i).toList());
    }

    private static byte[] json(MethodResult page) {
        return ((MethodResult.Repeated) page).legacy().json();
    }

    @Test
    void page_emptyList_isAnEmptyArrayWithoutCursor() {
        assertThat(json(ListPages.of("prompts", List.of(), 10).page(Json.object())))
                .asString()
                .isEqualTo("{\"prompts\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"nonsense\"", "7", "null", "{}", "\"dG9vbHM6OQ\"", "\"dG9vbHM6MA\""})
    void page_unknownCursor_isRefused(String cursor) throws IOException {
        ObjectNode params = Json.object();
        params.set("cursor", Json.MAPPER.readTree(cursor));
        ListPages list = ListPages.of("tools", entries(5), 2);

        assertThatThrownBy(() -> list.page(params))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS));
    }

    @Test
    void page_cursorOfAnotherList_isRefused() throws IOException {
        ListPages tools = ListPages.of("tools", entries(5), 2);
        ListPages prompts = ListPages.of("prompts", entries(5), 2);
        String cursor = Json.MAPPER
                .readTree(json(tools.page(Json.object())))
                .path("nextCursor")
                .asText();

        assertThatThrownBy(() -> prompts.page(Json.object().put("cursor", cursor)))
                .isInstanceOf(ProtocolException.class);
    }

    private static List<SerializedString> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SerializedString("{\"name\":\"grün-" + i + "\"}"))
                .toList();
    }
}
