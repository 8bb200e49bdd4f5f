package dev.gitlabmcp.shaping;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where in a list a page stands, as far as GitLab tells.
 *
 * @param page counted from 1; empty with keyset paging
 * @param perPage items asked for per page
 * @param nextPage empty on the last page
 * @param total empty over 10,000 items, with keyset paging, and for commits
 * @param nextCursor what continues a list that is paged by keyset
 */
public record ListPage(
        OptionalInt page, OptionalInt perPage, OptionalInt nextPage, OptionalLong total, Optional<String> nextCursor) {
    /** A list of which GitLab says nothing. */
    public static final ListPage UNKNOWN = new ListPage(
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty(), Optional.empty());
}
