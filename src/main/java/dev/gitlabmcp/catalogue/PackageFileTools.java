package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.RepositoryTools.BYTE_OFFSET;
import static dev.gitlabmcp.catalogue.RepositoryTools.END_LINE;
import static dev.gitlabmcp.catalogue.RepositoryTools.START_LINE;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.shaping.TextCleaner;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolOutput;
import java.nio.charset.StandardCharsets;

/**
 * Content of packages: https://docs.gitlab.com/api/packages/,
 * https://docs.gitlab.com/user/packages/generic_packages/
 */
final class PackageFileTools {
    private static final String BY_ID =
            "/projects/{project_id}/packages/{package_id}/package_files/{package_file_id}/download";
    private static final String GENERIC =
            "/projects/{project_id}/packages/generic/{package_name}/{package_version}/{file_name}";

    /** What GitLab says of a file that was just published. */
    private static final Shape PUBLISHED = Shape.of(
            field("message"),
            field("id"),
            field("package_id"),
            text("file_name"),
            field("size"),
            field("file_sha256"),
            time("created_at"));

    private static final Param<String> PACKAGE_NAME =
            Params.text("package_name", "Of a generic package.").max(255).unless("package_id");
    private static final Param<String> PACKAGE_VERSION =
            Params.text("package_version", "Its version.").max(255);
    private static final Param<String> FILE_NAME =
            Params.text("file_name", "Its file.").max(255);
    private static final Param<String> CONTENT = longText("content", "The file, in base64.");
    private static final Param<String> TEXT =
            longText("text", "Instead of content: a text, as it is.").unless("content");
    private static final Param<String> STATUS =
            choice("status", "hidden: not in lists.", "default", "hidden").unlisted();

    static final ToolDefinition GET_FILE = get("get_package_file", BY_ID)
            .orAt(GENERIC)
            .title("Get package file")
            .description(
                    "Shows a text file of a package, by its ids or, if generic, by name, version and file; of others"
                            + " the facts.")
            .path(
                    PROJECT_ID.required(),
                    PackageTools.PACKAGE_ID.describedAs("Package's id."),
                    PackageTools.PACKAGE_FILE_ID,
                    PACKAGE_NAME,
                    PACKAGE_VERSION,
                    FILE_NAME)
            .arguments(START_LINE, END_LINE, BYTE_OFFSET)
            .handledBy(PackageFileTools::show)
            .define();

    static final ToolDefinition PUBLISH_FILE = put("publish_package_file", GENERIC)
            .title("Publish package file")
            .description("Publishes a small file in a generic package, which is created where there is none.")
            .additive("files of the same name stay")
            .idempotent(false, "each call adds a file")
            .path(
                    PROJECT_ID,
                    PACKAGE_NAME.describedAs("Generic package's name."),
                    PACKAGE_VERSION.describedAs("Version, such as 1.2.0."),
                    FILE_NAME.describedAs("File's name."))
            .query(STATUS)
            .arguments(CONTENT, TEXT)
            .returns(PUBLISHED)
            .handledBy(PackageFileTools::publish)
            .define();

    private PackageFileTools() {}

    private static ToolOutput show(ToolCall call) {
        FileReading.checkPart(call);
        return call.send(call.request(), answer -> {
            JsonText facts = new JsonText().beginObject();
            call.find(FILE_NAME).ifPresent(name -> facts.field("file_name", TextCleaner.prose(name)));
            FileReading.size(answer, facts);
            return FileReading.content(call, answer, facts);
        });
    }

    private static ToolOutput publish(ToolCall call) {
        if (!call.has(CONTENT) && !call.has(TEXT)) {
            throw ToolException.invalid(CONTENT.name(), "is missing: give it, or text");
        }
        byte[] file = call.has(CONTENT)
                ? UploadTools.decoded(call.get(CONTENT))
                : call.get(TEXT).getBytes(StandardCharsets.UTF_8);
        GitLabRequest.Builder request = GitLabRequest.put(GENERIC)
                .path("project_id", call.get(PROJECT_ID))
                .path("package_name", call.get(PACKAGE_NAME))
                .path("package_version", call.get(PACKAGE_VERSION))
                .path("file_name", call.get(FILE_NAME))
                .bytes(file);
        call.find(STATUS).ifPresent(status -> request.query("status", status));
        // Without it GitLab says nothing of what it has stored.
        request.query("select", "package_file");
        return call.answer(request.build(), PUBLISHED);
    }
}
