package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.sha;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Packages of projects and groups, of any kind: https://docs.gitlab.com/api/packages/ */
final class PackageTools {
    private static final String PACKAGES = "/projects/{project_id}/packages";
    private static final String ONE = PACKAGES + "/{package_id}";
    private static final String FILES = ONE + "/package_files";

    static final Shape PACKAGE_SUMMARY = Shape.of(
            field("id"),
            text("name"),
            field("version"),
            field("package_type"),
            field("status"),
            field("project_path"),
            text("tags[].name"),
            time("created_at"));

    static final Shape PACKAGE = Shape.of(
            field("id"),
            text("name"),
            field("version"),
            field("package_type"),
            field("status"),
            text("tags[].name"),
            field("_links.web_path").as("web_path"),
            field("pipelines").of(field("id"), field("status"), text("ref"), sha("sha")),
            field("versions").of(field("id"), field("version"), time("created_at")),
            time("created_at"),
            time("last_downloaded_at"));

    static final Shape PACKAGE_FILE = Shape.of(
            field("id"),
            text("file_name"),
            field("size"),
            field("file_sha256"),
            field("pipelines[].id"),
            time("created_at"));

    static final Param<Long> PACKAGE_ID = id("package_id", "Id.");
    static final Param<Long> PACKAGE_FILE_ID = id("package_file_id", "Id of list_package_files.");
    private static final Param<String> SORT = choice("sort", "Direction.", "asc", "desc");

    static final ToolDefinition LIST_PACKAGES = get("list_packages", PACKAGES)
            .orAt("/groups/{group_id}/packages")
            .title("List packages")
            .description("Lists the packages of a project, or of a group's projects: Maven, npm, generic and others.")
            .aliases("list_project_packages", "list_group_packages")
            .path(PROJECT_ID, GROUP_ID.unless("project_id"))
            .query(
                    choice(
                            "package_type",
                            "Kind.",
                            "maven",
                            "npm",
                            "conan",
                            "nuget",
                            "pypi",
                            "composer",
                            "generic",
                            "golang",
                            "debian",
                            "rubygems",
                            "helm",
                            "terraform_module",
                            "rpm",
                            "ml_model",
                            "cargo"),
                    Params.text("package_name", "Part of the name."),
                    Params.text("package_version", "Exact version."),
                    choice(
                            "status",
                            "Status.",
                            "default",
                            "hidden",
                            "processing",
                            "error",
                            "pending_destruction",
                            "deprecated"),
                    flag("include_versionless", "Also those without version.").unlisted(),
                    flag("exclude_subgroups", "Of a group: its own projects only.")
                            .unless("project_id")
                            .unlisted(),
                    choice("order_by", "Order.", "created_at", "name", "version", "type", "project_path"),
                    SORT)
            .paginated()
            .returns(PACKAGE_SUMMARY)
            .define();

    static final ToolDefinition GET_PACKAGE = get("get_package", ONE)
            .title("Get package")
            .description("Shows a package with its other versions and the pipelines that published it.")
            .path(PROJECT_ID, PACKAGE_ID)
            .returns(PACKAGE)
            .define();

    static final ToolDefinition DELETE_PACKAGE = delete("delete_package", ONE)
            .title("Delete package")
            .description("Deletes a package (this version of it) with its files for good.")
            .path(PROJECT_ID, PACKAGE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolDefinition LIST_PACKAGE_PIPELINES = get("list_package_pipelines", ONE + "/pipelines")
            .title("List package pipelines")
            .description("Lists the pipelines that published a package, newest first; per_page is at most 20.")
            .path(PROJECT_ID, PACKAGE_ID)
            .keyset()
            .returns(PipelineTools.PIPELINE_SUMMARY)
            .define();

    static final ToolDefinition LIST_PACKAGE_FILES = get("list_package_files", FILES)
            .title("List package files")
            .description("Lists the files of a package. Their content: get_package_file.")
            .path(PROJECT_ID, PACKAGE_ID)
            .query(choice("order_by", "Order.", "id", "created_at", "file_name"), SORT)
            .paginated()
            .returns(PACKAGE_FILE)
            .define();

    static final ToolDefinition DELETE_PACKAGE_FILE = delete("delete_package_file", FILES + "/{package_file_id}")
            .title("Delete package file")
            .description("Deletes one file of a package for good, which may break the package.")
            .path(PROJECT_ID, PACKAGE_ID, PACKAGE_FILE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "packages",
            "Packages",
            LIST_PACKAGES,
            GET_PACKAGE,
            DELETE_PACKAGE,
            LIST_PACKAGE_PIPELINES,
            LIST_PACKAGE_FILES,
            PackageFileTools.GET_FILE,
            PackageFileTools.PUBLISH_FILE,
            DELETE_PACKAGE_FILE);

    private PackageTools() {}
}
