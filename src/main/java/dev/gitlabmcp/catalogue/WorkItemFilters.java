package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.choiceList;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.iid;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolCall;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What narrows a list of work items: https://docs.gitlab.com/api/graphql/reference/#projectworkitems */
final class WorkItemFilters {
    private static final Param<List<String>> TYPES = choiceList(
            "types",
            "Only these types.",
            "issue",
            "task",
            "epic",
            "incident",
            "objective",
            "key_result",
            "ticket",
            "test_case",
            "requirement");
    private static final Param<String> STATE = choice("state", "State.", "opened", "closed", "all");
    private static final Param<String> SEARCH = text("search", "Words to find.");
    private static final Param<List<String>> SEARCH_IN = choiceList(
                    "search_in", "Where to search.", "title", "description")
            .also("in")
            .unlisted();
    private static final Param<List<String>> ASSIGNEES =
            textList("assignee_usernames", "Assigned to all of these; any or none.");
    private static final Param<String> AUTHOR = text("author_username", "Author.");
    private static final Param<List<String>> LABELS =
            textList("label_names", "With all of these; Any or None.").also("labels");
    private static final Param<String> MILESTONE =
            text("milestone_title", "Title; any, none, started or upcoming.").also("milestone");
    private static final Param<Integer> PARENT =
            iid("parent_iid", "Children of this one, by number.").unlisted();
    private static final Param<String> HEALTH = choice(
                    "health_status", "Health; Ultimate.", "onTrack", "needsAttention", "atRisk", "none", "any")
            .unlisted();
    private static final Param<String> ITERATION =
            text("iteration_id", "Id; any, none or current. Premium.").unlisted();
    private static final Param<String> WEIGHT =
            text("weight", "Number; any or none. Premium.").unlisted();
    private static final Param<String> STATUS =
            text("status", "Status by name; Premium.").unlisted();
    private static final Param<Boolean> CONFIDENTIAL =
            flag("confidential", "Only confidential ones, or only others.").unlisted();
    private static final Param<Boolean> DESCENDANTS = flag(
                    "include_descendants", "A group's subgroups and projects, too.")
            .orElse(true);
    private static final Param<List<String>> IIDS =
            textList("iids", "Only these numbers.").unlisted();
    private static final Param<String> REACTION =
            text("my_reaction_emoji", "That you reacted to so.").unlisted();
    private static final Param<String> SORT = choice(
                    "sort",
                    "Order; default created_desc.",
                    Stream.of(
                                    "created",
                                    "updated",
                                    "closed_at",
                                    "title",
                                    "start_date",
                                    "due_date",
                                    "milestone_due",
                                    "label_priority",
                                    "priority",
                                    "popularity",
                                    "blocking_issues",
                                    "weight",
                                    "health_status",
                                    "severity",
                                    "escalation_status",
                                    "status")
                            .flatMap(by -> Stream.of(by + "_desc", by + "_asc"))
                            .toArray(String[]::new))
            .unlisted();

    /** Lists of names within {@code not} or {@code or}. */
    private record Nested(Param<List<String>> param, String variable, String member) {
        static Nested of(String name, String description, String variable, String member) {
            return new Nested(textList(name, description).unlisted(), variable, member);
        }
    }

    /** A moment and its variable. */
    private record Moment(Param<String> param, String variable) {
        static Moment of(String name, String variable) {
            return new Moment(dateTime(name, "ISO 8601.").unlisted(), variable);
        }
    }

    private static final List<Nested> NESTED = List.of(
            Nested.of("not_label_names", "With none of these.", "not", "labelName"),
            Nested.of("not_assignee_usernames", "Assigned to none of these.", "not", "assigneeUsernames"),
            Nested.of("not_author_usernames", "By none of these.", "not", "authorUsername"),
            Nested.of("not_milestone_titles", "In none of these.", "not", "milestoneTitle"),
            Nested.of("or_label_names", "With one of these.", "or", "labelNames"),
            Nested.of("or_assignee_usernames", "Assigned to one of these.", "or", "assigneeUsernames"),
            Nested.of("or_author_usernames", "By one of these.", "or", "authorUsernames"));

    private static final List<Moment> MOMENTS = List.of(
            Moment.of("created_after", "createdAfter"),
            Moment.of("created_before", "createdBefore"),
            Moment.of("updated_after", "updatedAfter"),
            Moment.of("updated_before", "updatedBefore"),
            Moment.of("closed_after", "closedAfter"),
            Moment.of("closed_before", "closedBefore"),
            Moment.of("due_after", "dueAfter"),
            Moment.of("due_before", "dueBefore"));

    private static final Set<String> WILDCARDS = Set.of("ANY", "NONE", "CURRENT", "STARTED", "UPCOMING");

    private WorkItemFilters() {}

    /** The parameters, those that are listed first. */
    static Param<?>[] all() {
        Stream<Param<?>> plain = Stream.of(
                TYPES,
                STATE,
                SEARCH,
                ASSIGNEES,
                AUTHOR,
                LABELS,
                MILESTONE,
                DESCENDANTS,
                PARENT,
                SEARCH_IN,
                HEALTH,
                ITERATION,
                WEIGHT,
                STATUS,
                CONFIDENTIAL,
                IIDS,
                REACTION,
                SORT);
        Stream<Param<?>> more = Stream.concat(
                NESTED.stream().map(Nested::param), MOMENTS.stream().map(Moment::param));
        return Stream.concat(plain, more).toArray(Param<?>[]::new);
    }

    /** Adds the variables that a call's filters make; those it does not give are left out. */
    static void addTo(ObjectNode variables, ToolCall call, WorkItemPlace place) {
        upper(variables, "types", call.find(TYPES).orElse(List.of()));
        upper(variables, "in", call.find(SEARCH_IN).orElse(List.of()));
        call.find(STATE).ifPresent(state -> variables.put("state", state));
        put(variables, "search", call.find(SEARCH).orElse(""));
        put(variables, "authorUsername", call.find(AUTHOR).orElse(""));
        put(variables, "myReactionEmoji", call.find(REACTION).orElse(""));
        call.find(SORT).ifPresent(sort -> variables.put("sort", sort.toUpperCase(Locale.ROOT)));
        call.find(CONFIDENTIAL).ifPresent(only -> variables.put("confidential", only));
        list(variables, "labelName", call.find(LABELS).orElse(List.of()));
        list(variables, "iids", call.find(IIDS).orElse(List.of()));
        List<String> assignees = call.find(ASSIGNEES).orElse(List.of());
        if (assignees.size() == 1 && isWildcard(assignees.get(0))) {
            wildcard(variables, "assigneeWildcardId", assignees.get(0));
        } else {
            list(variables, "assigneeUsernames", assignees);
        }
        String milestone = call.find(MILESTONE).orElse("");
        if (isWildcard(milestone)) {
            wildcard(variables, "milestoneWildcardId", milestone);
        } else if (!milestone.isBlank()) {
            variables.putArray("milestoneTitle").add(milestone);
        }
        call.find(PARENT)
                .ifPresent(parent -> variables
                        .putArray("parentIds")
                        .add(place.item(call, parent).id()));
        addLicensed(variables, call);
        for (Nested nested : NESTED) {
            List<String> names = call.find(nested.param()).orElse(List.of());
            if (!names.isEmpty()) {
                ObjectNode of = variables.withObjectProperty(nested.variable());
                names.forEach(of.putArray(nested.member())::add);
            }
        }
        for (Moment moment : MOMENTS) {
            call.find(moment.param()).ifPresent(time -> variables.put(moment.variable(), time));
        }
        if (place.group()) {
            variables.put("includeDescendants", call.get(DESCENDANTS));
        }
    }

    private static void addLicensed(ObjectNode variables, ToolCall call) {
        call.find(HEALTH)
                .ifPresent(health -> variables.put(
                        "healthStatusFilter", isWildcard(health) ? health.toUpperCase(Locale.ROOT) : health));
        call.find(STATUS)
                .filter(name -> !name.isBlank())
                .ifPresent(name -> variables.putObject("status").put(GlobalIds.isGlobal(name) ? "id" : "name", name));
        String iteration = call.find(ITERATION).orElse("");
        if (isWildcard(iteration)) {
            wildcard(variables, "iterationWildcardId", iteration);
        } else if (!iteration.isBlank()) {
            variables.putArray("iterationId").add(GlobalIds.read("Iteration", iteration, ITERATION.name()));
        }
        String weight = call.find(WEIGHT).orElse("");
        if (isWildcard(weight)) {
            wildcard(variables, "weightWildcardId", weight);
        } else {
            put(variables, "weight", weight);
        }
    }

    private static boolean isWildcard(String text) {
        return WILDCARDS.contains(text.strip().toUpperCase(Locale.ROOT));
    }

    private static void wildcard(ObjectNode variables, String name, String word) {
        variables.put(name, word.strip().toUpperCase(Locale.ROOT));
    }

    private static void put(ObjectNode variables, String name, String value) {
        if (!value.isBlank()) {
            variables.put(name, value);
        }
    }

    private static void list(ObjectNode variables, String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(variables.putArray(name)::add);
        }
    }

    private static void upper(ObjectNode variables, String name, List<String> words) {
        list(
                variables,
                name,
                words.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList());
    }
}
