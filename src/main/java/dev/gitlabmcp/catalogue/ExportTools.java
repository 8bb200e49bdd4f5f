package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Exports of projects and groups, and how imports go: https://docs.gitlab.com/api/project_import_export/,
 * https://docs.gitlab.com/api/group_import_export/
 */
final class ExportTools {
    private static final String OF_PROJECT = "/projects/{project_id}/export";
    private static final String OF_GROUP = "/groups/{group_id}/export";

    private static final Shape EXPORT = Shape.of(
            field("path_with_namespace"),
            field("export_status"),
            field("_links.web_url").as("download_page"),
            time("created_at"));

    private static final Shape IMPORT = Shape.of(
            field("id"),
            field("path_with_namespace"),
            field("import_status"),
            field("import_type"),
            text("import_error").max(2_000),
            field("failed_relations")
                    .of(
                            field("relation_name"),
                            field("line_number"),
                            field("exception_class"),
                            text("exception_message").max(500)),
            field("stats"));

    private static final Shape RELATION = Shape.of(
            field("relation"),
            field("status"),
            text("error").max(500),
            field("batches_count").ifSet(),
            time("updated_at"));

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");

    static final ToolDefinition START_EXPORT = post("start_export", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Start export")
            .description("Exports a project or group to a file, in the background; then get_export_status.")
            .path(PROJECT_ID, GROUP)
            .body(
                    longText("description", "Project's description in the export.")
                            .unless("group_id")
                            .unlisted(),
                    fields(
                                    "upload",
                                    "Send the project's file there when done.",
                                    Params.text("url", "Address that takes it.")
                                            .required()
                                            .secret(),
                                    choice("http_method", "Method.", "PUT", "POST"))
                            .unless("group_id")
                            .secret()
                            .unlisted(),
                    textList("excluded_relations", "What of the project to leave out, such as issues.")
                            .unless("group_id")
                            .unlisted())
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition GET_EXPORT = get("get_export_status", OF_PROJECT)
            .title("Get export status")
            .description("Shows whether a project's export is finished, and where a person downloads it.")
            .path(PROJECT_ID)
            .returns(EXPORT)
            .define();

    static final ToolDefinition GET_IMPORT = get("get_import_status", "/projects/{project_id}/import")
            .title("Get import status")
            .description("Shows how a project's import goes, and what of it failed.")
            .path(PROJECT_ID)
            .returns(IMPORT)
            .define();

    static final ToolDefinition START_RELATIONS = post("start_relations_export", OF_PROJECT + "_relations")
            .orAt(OF_GROUP + "_relations")
            .title("Start export by relation")
            .description("Exports a project or group as one file for each kind of thing, as direct transfer needs it.")
            .path(PROJECT_ID, GROUP)
            .body(flag("batched", "In batches."))
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_RELATIONS = get("get_relations_export_status", OF_PROJECT + "_relations/status")
            .orAt(OF_GROUP + "_relations/status")
            .title("Get status of export by relation")
            .description("Lists how the export of each kind of thing goes: 0 started, 1 finished, -1 failed.")
            .path(PROJECT_ID, GROUP)
            .query(Params.text("relation", "Only this one, such as labels."))
            .returns(RELATION)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "exports", "Exports and imports", START_EXPORT, GET_EXPORT, GET_IMPORT, START_RELATIONS, LIST_RELATIONS);

    private ExportTools() {}
}
