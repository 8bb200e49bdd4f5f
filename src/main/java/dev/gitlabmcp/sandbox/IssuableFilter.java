package dev.gitlabmcp.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The filters and orders that the lists of issues and of merge requests share. */
final class IssuableFilter {
    private final SandboxRequest request;
    private final Params params;
    private final List<Predicate<Issuable>> conditions = new ArrayList<>();

    private IssuableFilter(SandboxRequest request) {
        this.request = request;
        this.params = request.params();
    }

    /**
     * The items of a list that pass.
     *
     * @param ownByDefault whether the list is the caller's own unless {@code scope=all}, as the global lists are
     */
    static <T extends Issuable> List<T> apply(SandboxRequest request, Stream<T> items, boolean ownByDefault) {
        IssuableFilter filter = new IssuableFilter(request);
        filter.addScope(ownByDefault);
        filter.addState();
        filter.addPositive();
        filter.addNegative();
        filter.addTimes();
        filter.addSearch();
        Comparator<Issuable> order = filter.order();
        boolean ascending =
                request.params().choiceOr("desc", "sort", "asc", "desc").equals("asc");
        return items.filter(item -> filter.conditions.stream().allMatch(condition -> condition.test(item)))
                .sorted(ascending ? order : order.reversed())
                .toList();
    }

    private void addScope(boolean ownByDefault) {
        String scope = params.choiceOr(
                ownByDefault ? "created_by_me" : "all",
                "scope",
                "created-by-me",
                "assigned-to-me",
                "created_by_me",
                "assigned_to_me",
                "reviews_for_me",
                "all");
        if (ownByDefault) {
            request.user();
        }
        User user = request.userOrNull();
        switch (scope.replace('-', '_')) {
            case "created_by_me" -> conditions.add(item -> item.author.equals(user));
            case "assigned_to_me" -> conditions.add(item -> user != null && item.assignees.contains(user));
            case "reviews_for_me" ->
                conditions.add(
                        item -> user != null && item instanceof MergeRequest merge && merge.reviewers.contains(user));
            default -> {
                // all
            }
        }
    }

    private void addState() {
        String state = params.choiceOr("all", "state", "opened", "closed", "locked", "merged", "all");
        if (!state.equals("all")) {
            conditions.add(item -> item.state.equals(state));
        }
    }

    private void addPositive() {
        List<Integer> iids = params.integers("iids");
        if (iids != null) {
            conditions.add(item -> iids.contains(item.iid));
        }
        Integer authorId = params.integer("author_id");
        if (authorId != null) {
            conditions.add(item -> item.author.id() == authorId);
        }
        String author = params.filled("author_username");
        if (author != null) {
            conditions.add(item -> item.author.username().equals(author));
        }
        addAssignees();
        List<String> labels = params.list("labels");
        if (labels != null && !labels.isEmpty()) {
            conditions.add(item -> labelsMatch(item, labels));
        }
        String milestone =
                params.filled("milestone_id") == null ? params.filled("milestone") : params.filled("milestone_id");
        if (milestone != null) {
            conditions.add(item -> milestoneMatches(item, milestone));
        }
        if (params.filled("my_reaction_emoji") != null) {
            conditions.add(item -> params.text("my_reaction_emoji", "").equalsIgnoreCase("None"));
        }
    }

    private void addAssignees() {
        String id = params.filled("assignee_id");
        if (id != null) {
            if (!id.matches("(?i)\\d+|none|any")) {
                throw Params.invalid("assignee_id");
            }
            conditions.add(item -> switch (id.toLowerCase(Locale.ROOT)) {
                case "none", "0" -> item.assignees.isEmpty();
                case "any" -> !item.assignees.isEmpty();
                default ->
                    item.assignees.stream()
                            .anyMatch(user -> Integer.toString(user.id()).equals(id));
            });
        }
        List<String> names = params.list("assignee_username");
        if (names != null && !names.isEmpty()) {
            conditions.add(
                    item -> item.assignees.stream().map(User::username).toList().containsAll(names));
        }
    }

    private static boolean labelsMatch(Issuable item, List<String> wanted) {
        if (wanted.get(0).equalsIgnoreCase("none")) {
            return item.labels.isEmpty();
        }
        if (wanted.get(0).equalsIgnoreCase("any")) {
            return !item.labels.isEmpty();
        }
        return item.labels.stream().map(Label::name).toList().containsAll(wanted);
    }

    private boolean milestoneMatches(Issuable item, String wanted) {
        Milestone milestone = item.milestone;
        var today = request.world().now().atZone(ZoneOffset.UTC).toLocalDate();
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "none" -> milestone == null;
            case "any" -> milestone != null;
            case "upcoming" ->
                milestone != null
                        && milestone.dueDate() != null
                        && milestone.dueDate().isAfter(today)
                        && milestone.state().equals("active");
            case "started" ->
                milestone != null
                        && milestone.startDate() != null
                        && !milestone.startDate().isAfter(today)
                        && milestone.state().equals("active");
            default -> milestone != null && milestone.title().equals(wanted);
        };
    }

    private void addNegative() {
        Params not = params.nested("not");
        List<String> labels = not.list("labels");
        if (labels != null) {
            conditions.add(item -> item.labels.stream().noneMatch(label -> labels.contains(label.name())));
        }
        String milestone = not.filled("milestone");
        if (milestone != null) {
            conditions.add(item -> !milestoneMatches(item, milestone));
        }
        String author = not.filled("author_username");
        if (author != null) {
            conditions.add(item -> !item.author.username().equals(author));
        }
        Integer authorId = not.integer("author_id");
        if (authorId != null) {
            conditions.add(item -> item.author.id() != authorId);
        }
        List<String> assignees = not.list("assignee_username");
        if (assignees != null) {
            conditions.add(item -> item.assignees.stream().noneMatch(user -> assignees.contains(user.username())));
        }
        Integer assigneeId = not.integer("assignee_id");
        if (assigneeId != null) {
            conditions.add(item -> item.assignees.stream().noneMatch(user -> user.id() == assigneeId));
        }
        List<Integer> iids = not.integers("iids");
        if (iids != null) {
            conditions.add(item -> !iids.contains(item.iid));
        }
    }

    private void addTimes() {
        Instant createdAfter = params.instant("created_after");
        Instant createdBefore = params.instant("created_before");
        Instant updatedAfter = params.instant("updated_after");
        Instant updatedBefore = params.instant("updated_before");
        conditions.add(item -> ProjectFilter.within(item.createdAt, createdAfter, createdBefore)
                && ProjectFilter.within(item.updatedAt, updatedAfter, updatedBefore));
    }

    private void addSearch() {
        String search = params.filled("search");
        if (search == null) {
            return;
        }
        Set<String> in =
                new HashSet<>(List.of(params.text("in", "title,description").split(",", -1)));
        conditions.add(item -> found(
                search, in.contains("title") ? item.title : "", in.contains("description") ? item.description : ""));
    }

    /** Whether every word of the search is somewhere in the texts, whatever its case. */
    static boolean found(String search, @Nullable String... texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            all.append(text == null ? "" : text.toLowerCase(Locale.ROOT)).append('\n');
        }
        return Stream.of(search.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
                .allMatch(all.toString()::contains);
    }

    private Comparator<Issuable> order() {
        String orderBy = params.choiceOr(
                "created_at",
                "order_by",
                "created_at",
                "due_date",
                "label_priority",
                "merged_at",
                "milestone_due",
                "popularity",
                "priority",
                "relative_position",
                "title",
                "updated_at",
                "weight");
        Comparator<Issuable> order = switch (orderBy) {
            case "updated_at" -> Comparator.comparing((Issuable item) -> item.updatedAt);
            case "title" -> Comparator.comparing((Issuable item) -> item.title.toLowerCase(Locale.ROOT));
            case "popularity" -> Comparator.comparing((Issuable item) -> item.upvotes);
            case "due_date" ->
                Comparator.comparing((Issuable item) ->
                        item instanceof Issue issue && issue.dueDate != null ? issue.dueDate.toString() : "9");
            case "milestone_due" ->
                Comparator.comparing((Issuable item) -> item.milestone != null && item.milestone.dueDate() != null
                        ? item.milestone.dueDate().toString()
                        : "9");
            case "weight" ->
                Comparator.comparing(
                        (Issuable item) -> item instanceof Issue issue && issue.weight != null ? issue.weight : -1);
            case "merged_at" ->
                Comparator.comparing((Issuable item) ->
                        item instanceof MergeRequest merge && merge.mergedAt != null ? merge.mergedAt : Instant.EPOCH);
            default -> Comparator.comparing((Issuable item) -> item.createdAt);
        };
        return order.thenComparing(item -> item.id);
    }
}
