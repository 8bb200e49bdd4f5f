package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Topics that projects are filed under: https://docs.gitlab.com/api/topics/. To write them takes an administrator. */
final class TopicTools {
    private static final String TOPICS = "/topics";
    private static final String ONE = TOPICS + "/{topic_id}";

    static final Shape TOPIC = Shape.of(
            field("id"),
            field("name"),
            text("title"),
            text("description").max(1_000),
            field("total_projects_count"),
            field("organization_id"));

    private static final Param<Long> TOPIC_ID = id("topic_id", "Id.");
    private static final Param<String> NAME =
            Params.text("name", "Name as in addresses.").max(255);
    private static final Param<String> TITLE = Params.text("title", "Title.").max(255);
    private static final Param<String> DESCRIPTION = longText("description", "What it is about.");
    private static final Param<Long> ORGANIZATION_ID =
            bigInteger("organization_id", "Organization.").unlisted();

    static final ToolDefinition LIST_TOPICS = get("list_topics", TOPICS)
            .title("List topics")
            .description("Lists the instance's topics, those of most projects first. Their projects: list_projects.")
            .query(
                    Params.text("search", "Words in name or title."),
                    flag("without_projects", "Only those without projects."),
                    ORGANIZATION_ID)
            .paginated()
            .returns(TOPIC)
            .define();

    static final ToolDefinition GET_TOPIC = get("get_topic", ONE)
            .title("Get topic")
            .description("Shows one topic.")
            .path(TOPIC_ID)
            .returns(TOPIC)
            .define();

    static final ToolDefinition CREATE_TOPIC = post("create_topic", TOPICS)
            .title("Create topic")
            .description("Creates a topic (admin).")
            .body(NAME.required(), TITLE.required(), DESCRIPTION, ORGANIZATION_ID)
            .returns(TOPIC)
            .define();

    static final ToolDefinition UPDATE_TOPIC = put("update_topic", ONE)
            .title("Update topic")
            .description("Changes a topic (admin).")
            .path(TOPIC_ID)
            .body(NAME, TITLE, DESCRIPTION)
            .returns(TOPIC)
            .define();

    static final ToolDefinition DELETE_TOPIC = delete("delete_topic", ONE)
            .title("Delete topic")
            .description("Deletes a topic, which takes it off its projects (admin).")
            .path(TOPIC_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition MERGE_TOPICS = post("merge_topics", TOPICS + "/merge")
            .title("Merge topics")
            .description("Gives a topic's projects to another topic and deletes it (admin).")
            .deletes("the first topic is gone")
            .body(
                    bigInteger("source_topic_id", "Topic that goes.").required(),
                    bigInteger("target_topic_id", "Topic that stays.").required())
            .returns(TOPIC)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "topics", "Topics", LIST_TOPICS, GET_TOPIC, CREATE_TOPIC, UPDATE_TOPIC, DELETE_TOPIC, MERGE_TOPICS);

    private TopicTools() {}
}
