package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.date;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;

import dev.gitlabmcp.tool.Param;
import java.util.List;
import java.util.stream.Stream;

/** Which projects are meant, and in which order: what lists of projects share. */
final class ProjectFilters {
    static final Param<String> SEARCH = text("search", "Words to find.").also("query");
    static final Param<String> VISIBILITY = choice("visibility", "Visibility.", "private", "internal", "public");
    static final Param<Boolean> ARCHIVED = flag("archived", "Only, or no, archived ones.");
    static final Param<Boolean> ACTIVE = flag("active", "Neither archived nor to be deleted.");
    private static final Param<Boolean> MEMBERSHIP = flag("membership", "Only where one is a member.");
    static final Param<Boolean> OWNED = flag("owned", "Only one's own.");
    static final Param<Boolean> STARRED = flag("starred", "Only starred ones.");
    static final Param<Boolean> WITH_ISSUES = flag("with_issues_enabled", "With issues.");
    static final Param<Boolean> WITH_MERGE_REQUESTS = flag("with_merge_requests_enabled", "With merge requests.");
    static final Param<List<String>> TOPIC =
            textList("topic", "Having all these topics.").commaSeparated();
    static final Param<Boolean> SIMPLE = flag("simple", "Only id, path and URLs; faster.");
    static final Param<Boolean> STATISTICS = flag("statistics", "Add sizes and commit count.");
    static final Param<Boolean> CUSTOM_ATTRIBUTES =
            flag("with_custom_attributes", "Add custom attributes (admin).").unlisted();
    static final Param<String> ORDER_BY = choice(
            "order_by",
            "Sizes: admin; similarity: with search.",
            "id",
            "name",
            "path",
            "created_at",
            "updated_at",
            "last_activity_at",
            "similarity",
            "star_count",
            "storage_size",
            "repository_size",
            "wiki_size",
            "packages_size");
    static final Param<String> SORT = choice("sort", "Direction.", "asc", "desc");

    private ProjectFilters() {}

    /** What the list of all projects takes; little of it is listed. */
    static Param<?>[] ofAll() {
        return Stream.concat(Stream.of(SEARCH, MEMBERSHIP, OWNED, ARCHIVED, VISIBILITY, TOPIC), rare())
                .toArray(Param<?>[]::new);
    }

    /** The same for the lists of a user's projects and of forks, where one's own role hardly matters. */
    static Param<?>[] ofSome() {
        return Stream.concat(
                        Stream.of(
                                SEARCH,
                                MEMBERSHIP.unlisted(),
                                OWNED.unlisted(),
                                ARCHIVED.unlisted(),
                                VISIBILITY.unlisted(),
                                TOPIC.unlisted()),
                        rare())
                .toArray(Param<?>[]::new);
    }

    private static Stream<Param<?>> rare() {
        return Stream.<Param<?>>of(
                        text("with_programming_language", "Using this language."),
                        STARRED,
                        flag("search_namespaces", "Also match the groups' names."),
                        flag("imported", "Only ones one imported."),
                        ACTIVE,
                        AccessLevels.MIN_ACCESS_LEVEL,
                        bigInteger("topic_id", "Having this topic."),
                        WITH_ISSUES,
                        WITH_MERGE_REQUESTS,
                        dateTime("last_activity_after", "ISO 8601."),
                        dateTime("last_activity_before", "ISO 8601."),
                        dateTime("updated_after", "ISO 8601."),
                        dateTime("updated_before", "ISO 8601."),
                        bigInteger("id_after", "Ids above."),
                        bigInteger("id_before", "Ids below."),
                        date("marked_for_deletion_on", "To be deleted since this day."),
                        flag("include_pending_delete", "Add those being deleted (admin)."),
                        flag("include_hidden", "Add hidden ones (admin)."),
                        text("repository_storage", "On this storage (admin)."),
                        flag("repository_checksum_failed", "With a failed check (admin)."),
                        flag("wiki_checksum_failed", "With a failed wiki check (admin)."),
                        ORDER_BY,
                        SORT,
                        SIMPLE,
                        STATISTICS,
                        CUSTOM_ATTRIBUTES)
                .map(Param::unlisted);
    }
}
