package dev.gitlabmcp.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Pattern;

/**
 * Which tools are offered and which of them clients see listed, section {@code tools.listing} of {@code config.yml}.
 *
 * @param toolsets toolsets that are offered, with commas; empty or "all" for all
 * @param tools tools that are offered beside these toolsets, with commas
 * @param surface what {@code tools/list} shows: "core": the most used tools, from which the others are found; "all": all that
 *     are offered; "grouped": one tool for reading and one for changing each kind of thing; "find": only the search for
 *     tools; empty: "all" when toolsets or tools are named, else "core"
 * @param structuredContent whether results are also given as {@code structuredContent}, and their schemas listed
 */
public record ListingConfiguration(
        @JsonProperty String toolsets,
        @JsonProperty String tools,

        @JsonProperty @Pattern(regexp = "|core|all|grouped|find", message = "must be core, all, grouped, find or empty")
        String surface,

        @JsonProperty Boolean structuredContent) {

    public ListingConfiguration {
        toolsets = toolsets == null ? "" : toolsets;
        tools = tools == null ? "" : tools;
        surface = surface == null ? "" : surface;
        structuredContent = structuredContent == null ? Boolean.FALSE : structuredContent;
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static ListingConfiguration defaults() {
        return new ListingConfiguration(null, null, null, null);
    }
}
