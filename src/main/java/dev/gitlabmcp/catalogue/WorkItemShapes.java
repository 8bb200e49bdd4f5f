package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;

import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.Shape;
import java.util.Arrays;
import java.util.stream.Stream;

/** How work items are shown, whose widgets {@link RestForm} has made members. */
final class WorkItemShapes {
    private static final Field[] FACTS = {
        field("iid"),
        field("work_item_type.name").as("type"),
        text("title"),
        field("state"),
        field("confidential").ifSet(),
        field("reference"),
        field("author.username"),
        field("assignees[].username"),
        text("labels[].title"),
        text("milestone.title"),
        field("iteration").of(field("id"), text("title"), field("start_date"), field("due_date")),
        field("weight"),
        field("health_status"),
        field("progress").ifSet(),
        field("start_date"),
        field("due_date"),
        field("parent").of(field("reference"), text("title")),
        time("updated_at")
    };

    private static final Field[] OTHER = {
        field("iid"), field("reference"), field("work_item_type.name").as("type"), text("title"), field("state")
    };

    static final Shape SUMMARY = Shape.of(FACTS);

    static final Shape WORK_ITEM = Shape.of(with(
            text("description").max(20_000),
            time("created_at"),
            time("closed_at"),
            field("children").of(OTHER),
            field("children_cut").ifSet(),
            field("linked_items")
                    .of(
                            field("link_type"),
                            field("work_item.iid").as("iid"),
                            field("work_item.reference").as("reference"),
                            field("work_item.work_item_type.name").as("type"),
                            text("work_item.title").as("title"),
                            field("work_item.state").as("state")),
            field("linked_items_cut").ifSet(),
            field("upvotes").ifSet(),
            field("downvotes").ifSet(),
            field("web_url"),
            field("status").of(text("name"), field("category"), field("id")),
            field("custom_field_values")
                    .of(
                            field("custom_field.id").as("custom_field_id"),
                            text("custom_field.name").as("name"),
                            text("text"),
                            field("number"),
                            field("date"),
                            text("selected_options[].value").as("selected"))
                    .as("custom_fields"),
            field("color"),
            field("time_estimate"),
            field("total_time_spent"),
            field("timelogs")
                    .of(
                            field("id"),
                            field("time_spent"),
                            time("spent_at"),
                            text("summary"),
                            field("user.username").as("user")),
            field("closing_merge_requests")
                    .of(
                            field("merge_request.reference").as("reference"),
                            text("merge_request.title").as("title"),
                            field("merge_request.state").as("state")),
            field("blocked"),
            field("blocked_by_count"),
            field("blocking_count"),
            field("ancestors").of(OTHER),
            field("participants[].username"),
            field("not_shown")));

    /** What a change made of it; where it took several requests, which of them were done. */
    static final Shape CHANGED = Shape.of(with(
            field("web_url"),
            field("done"),
            text("failed"),
            field("not_done"),
            field("severity"),
            field("escalation_status")));

    private WorkItemShapes() {}

    private static Field[] with(Field... more) {
        return Stream.concat(Arrays.stream(FACTS), Arrays.stream(more)).toArray(Field[]::new);
    }
}
