package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.idOr;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;

import dev.gitlabmcp.tool.Param;

/** Which issues are meant: the filters that lists and counts of issues share. */
final class IssueFilters {
    static final Param<String> SCOPE = choice("scope", "Whose.", "created_by_me", "assigned_to_me", "all");
    static final Param<String> TYPE =
            choice("issue_type", "Type.", "issue", "incident", "test_case", "requirement", "task", "ticket");

    private IssueFilters() {}

    /** What both lists and counts filter by, beside {@link #SCOPE}. */
    static Param<?>[] common() {
        return new Param<?>[] {
            text("search", "Words to find."),
            textList("labels", "All of them; None, Any.").commaSeparated(),
            text("milestone", "Title.").unless("milestone_id"),
            textList("assignee_username", "Assignees.").unless("assignee_id"),
            text("author_username", "Author.").unless("author_id"),
            dateTime("created_after", "ISO 8601.").unlisted(),
            dateTime("updated_after", "ISO 8601."),
            dateTime("created_before", "ISO 8601.").unlisted(),
            dateTime("updated_before", "ISO 8601.").unlisted(),
            choice("in", "Where to search.", "title", "description", "title,description")
                    .unlisted(),
            choice("milestone_id", "Kind of milestone.", "Any", "None", "Upcoming", "Started")
                    .unlisted(),
            integerList("iids", "Numbers.").commaSeparated().unlisted(),
            bigInteger("author_id", "Author.").unlisted(),
            idOr("assignee_id", "User id, None, Any.", "None", "Any").unlisted(),
            text("my_reaction_emoji", "One's own emoji; None, Any.").unlisted(),
            flag("confidential", "Only, or none, confidential.").unlisted(),
            idOr("weight", "Weight, None, Any.", "None", "Any").unlisted(),
            choice("health_status", "Health.", "on_track", "needs_attention", "at_risk", "none", "any")
                    .unlisted(),
            idOr("epic_id", "Epic id, None, Any.", "None", "Any").unlisted(),
            idOr("iteration_id", "Iteration id, None, Any, Current.", "None", "Any", "Current")
                    .unlisted(),
            text("iteration_title", "Iteration title.").unless("iteration_id").unlisted(),
            excluded()
        };
    }

    private static Param<?> excluded() {
        return fields(
                        "not",
                        "Leave out what these filters match.",
                        textList("labels", "").wire("not[labels]").commaSeparated(),
                        text("milestone", "").wire("not[milestone]"),
                        choice("milestone_id", "", "Any", "None", "Upcoming", "Started")
                                .wire("not[milestone_id]"),
                        integerList("iids", "").wire("not[iids]"),
                        bigInteger("author_id", "").wire("not[author_id]"),
                        text("author_username", "").wire("not[author_username]"),
                        bigInteger("assignee_id", "").wire("not[assignee_id]"),
                        textList("assignee_username", "").wire("not[assignee_username]"),
                        integer("weight", "").wire("not[weight]"),
                        idOr("iteration_id", "", "Current").wire("not[iteration_id]"),
                        text("iteration_title", "").wire("not[iteration_title]"))
                .unlisted();
    }

    /** What only lists filter and sort by. */
    static Param<?>[] ofLists() {
        return new Param<?>[] {
            choice(
                            "order_by",
                            "Order.",
                            "created_at",
                            "due_date",
                            "label_priority",
                            "milestone_due",
                            "popularity",
                            "priority",
                            "relative_position",
                            "title",
                            "updated_at",
                            "weight")
                    .unlisted(),
            choice("sort", "Direction.", "asc", "desc"),
            TYPE.unlisted(),
            bigInteger("closed_by_id", "Who closed it.").unlisted(),
            choice(
                            "due_date",
                            "Due; 0: no date.",
                            "0",
                            "any",
                            "today",
                            "tomorrow",
                            "overdue",
                            "week",
                            "month",
                            "next_month_and_previous_two_weeks")
                    .unlisted(),
            flag("with_labels_details", "Labels in detail.").unlisted(),
            flag("non_archived", "false: also of archived projects.")
                    .unless("project_id")
                    .unlisted()
        };
    }
}
