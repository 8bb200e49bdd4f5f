package dev.gitlabmcp.tool;

import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;

import java.util.List;

/** The parameters that the kernel itself adds and understands. */
public final class CommonParams {
    /** Which page of a list. */
    public static final Param<Integer> PAGE = integer("page", "From 1.").min(1);
    /** How many items on a page; GitLab takes 100 at most and gives 20 by default. */
    public static final Param<Integer> PER_PAGE =
            integer("per_page", "Default 20.").min(1).max(100).also("first", "page_size");
    /** Where a list that knows no page numbers goes on. */
    public static final Param<String> CURSOR =
            text("cursor", "next_cursor of the page before.").also("page_token", "after");
    /** Chosen fields, or all. */
    public static final Param<String> DETAIL = choice("detail", "full: all fields.", "brief", "full");
    /** The members to show. */
    public static final Param<List<String>> FIELDS =
            textList("fields", "Only these members of the result.").max(50).unlisted();
    /** Where long texts go on after a cut. */
    public static final Param<Integer> TEXT_OFFSET =
            integer("text_offset", "Long texts from this character on.").min(0).unlisted();

    private CommonParams() {}
}
