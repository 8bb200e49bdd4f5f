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
 * @param operations which operations of GitLab's API can be reached through find_tool and call_tool beside the tools: "none";
 *     "main": those that agents need for their work; "all": administration and internals, too
 * @param structuredContent whether results are also given as {@code structuredContent}, and their schemas listed
 */
public record ListingConfiguration(
        @JsonProperty String toolsets,
        @JsonProperty String tools,

        @JsonProperty @Pattern(regexp = "|core|all|grouped|find", message = "must be core, all, grouped, find or empty")
        String surface,

        @JsonProperty @Pattern(regexp = "none|main|all", message = "must be none, main or all")
        String operations,

        @JsonProperty Boolean structuredContent) {

    public ListingConfiguration {
        toolsets = toolsets == null ? "" : toolsets;
        tools = tools == null ? "" : tools;
        surface = surface == null ? "" : surface;
        operations = operations == null ? "main" : operations;
        structuredContent = structuredContent == null ? Boolean.FALSE : structuredContent;
    }

    /** This surface over these toolsets and tools; all else by default. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static ListingConfiguration of(String toolsets, String tools, String surface) {
        return new ListingConfiguration(toolsets, tools, surface, null, null);
    }

    /** The same with these operations. */
    public ListingConfiguration with(String newOperations) {
        return new ListingConfiguration(toolsets, tools, surface, newOperations, structuredContent);
    }

    /** The defaults. */
    @SuppressWarnings("NullAway") // the constructor puts a default wherever configuration gives nothing
    public static ListingConfiguration defaults() {
        return new ListingConfiguration(null, null, null, null, null);
    }
}
