package dev.gitlabmcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.Content;
import dev.gitlabmcp.protocol.Json;
import dev.gitlabmcp.protocol.ProtocolVersion;
import dev.gitlabmcp.protocol.ResourceContents;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContentVersionsTest {
    private static final Content LINK =
            new Content.ResourceLink("gitlab://file", "README.md", "Read me", null, "text/markdown");
    private static final Content AUDIO = new Content.Audio("AAAA", "audio/wav");

    @ParameterizedTest
    @CsvSource({
        "V2024_11_05, false, false, false",
        "V2025_03_26, true, false, false",
        "V2025_06_18, true, true, true",
        "V2025_11_25, true, true, true",
        "V2026_07_28, true, true, true"
    })
    void fit_newerKinds_becomeWordsForOlderVersions(
            ProtocolVersion version, boolean audio, boolean link, boolean structured) {
        CallToolResult result =
                new CallToolResult(List.of(AUDIO, LINK), Json.object().put("a", 1), true);

        CallToolResult fitted = ContentVersions.fit(result, version);

        assertThat(fitted.content())
                .containsExactly(
                        audio ? AUDIO : new Content.Text("(audio, audio/wav)"),
                        link ? LINK : new Content.Text("README.md: gitlab://file"));
        assertThat(fitted.structuredContent() != null).isEqualTo(structured);
        assertThat(fitted.isError()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void fit_kindsOfTheFirstVersion_stay(ProtocolVersion version) {
        List<Content> content = List.of(
                new Content.Text("text"),
                new Content.Image("AAAA", "image/png"),
                new Content.EmbeddedResource(ResourceContents.text("gitlab://x", "text/plain", "x")));

        assertThat(ContentVersions.fit(new CallToolResult(content, null, false), version)
                        .content())
                .isEqualTo(content);
    }

    @Test
    void fit_structuredContentThatIsNoObject_isForModernClientsOnly() {
        CallToolResult result = new CallToolResult(
                List.of(), JsonNodeFactory.instance.arrayNode().add(1), false);

        assertThat(ContentVersions.fit(result, ProtocolVersion.V2025_11_25).structuredContent())
                .isNull();
        assertThat(ContentVersions.fit(result, ProtocolVersion.V2026_07_28).structuredContent())
                .isNotNull();
    }
}
