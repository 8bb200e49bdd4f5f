package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PIPELINE_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/**
 * Packages that a project uses, as its scans found them: https://docs.gitlab.com/api/dependencies/,
 * https://docs.gitlab.com/api/dependency_list_export/
 */
final class DependencyTools {
    private static final String EXPORTS = "/dependency_list_exports";
    private static final String EXPORT = EXPORTS + "/{export_id}";

    static final Shape DEPENDENCY = Shape.of(
            text("name"),
            field("version"),
            field("package_manager"),
            field("dependency_file_path").as("file"),
            field("malware").ifSet(),
            field("vulnerabilities").of(field("id"), field("severity"), text("name")),
            field("licenses[].name").as("licenses"));

    static final Shape DEPENDENCY_EXPORT =
            Shape.of(field("id"), field("status"), field("has_finished"), field("export_type"), time("expires_at"));

    private static final Param<Long> EXPORT_ID = bigInteger(
                    "export_id", "Id; create_dependency_list_export and create_sbom_export give it.")
            .required();
    private static final Param<Boolean> SEND_EMAIL =
            flag("send_email", "Mail oneself when it is ready.").unlisted();

    static final ToolDefinition LIST_DEPENDENCIES = get("list_dependencies", "/projects/{project_id}/dependencies")
            .title("List dependencies")
            .description("Lists the libraries a project depends on, with licences and vulnerabilities (Ultimate).")
            .path(PROJECT_ID)
            .query(textList("package_manager", "Only of these: npm, maven, go, pip, bundler…")
                    .commaSeparated())
            .paginated()
            .returns(DEPENDENCY)
            .define();

    static final ToolDefinition CREATE_EXPORT = post(
                    "create_dependency_list_export", "/projects/{project_id}" + EXPORTS)
            .orAt("/groups/{group_id}" + EXPORTS)
            .title("Export dependency list")
            .description("Starts the export of the dependencies of a project or group (Ultimate); then"
                    + " get_dependency_list_export.")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .body(
                    choice(
                                    "export_type",
                                    "Projects: dependency_list, csv, cyclonedx_1_6_json; groups: json_array, csv.",
                                    "dependency_list",
                                    "csv",
                                    "cyclonedx_1_6_json",
                                    "json_array")
                            .orElse("csv"),
                    SEND_EMAIL)
            .returns(DEPENDENCY_EXPORT)
            .define();

    static final ToolDefinition CREATE_SBOM = post("create_sbom_export", "/pipelines/{pipeline_id}" + EXPORTS)
            .title("Export SBOM")
            .description("Starts the export of a pipeline's software bill of materials, SBOM, in CycloneDX (Ultimate);"
                    + " then get_dependency_list_export.")
            .path(PIPELINE_ID)
            .body(choice("export_type", "Format.", "sbom").orElse("sbom").unlisted(), SEND_EMAIL)
            .returns(DEPENDENCY_EXPORT)
            .define();

    static final ToolDefinition GET_EXPORT = get("get_dependency_list_export", EXPORT)
            .title("Get dependency list export")
            .description("Shows whether an export of dependencies has finished; then download_dependency_list_export.")
            .path(EXPORT_ID)
            .returns(DEPENDENCY_EXPORT)
            .define();

    static final ToolDefinition DOWNLOAD_EXPORT = get("download_dependency_list_export", EXPORT + "/download")
            .title("Download dependency list export")
            .description("Shows an exported list of dependencies, JSON or CSV, once it is finished.")
            .path(EXPORT_ID)
            .arguments(
                    OperationAnswers.OFFSET.describedAs("Where a CSV goes on.").unlisted())
            .handledBy(call -> call.send(call.request(), answer -> OperationAnswers.show(call, answer)))
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "dependencies", "Dependencies", LIST_DEPENDENCIES, CREATE_EXPORT, CREATE_SBOM, GET_EXPORT, DOWNLOAD_EXPORT);

    private DependencyTools() {}
}
