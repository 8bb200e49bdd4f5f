package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.catalogue.RepositoryTools.BYTE_OFFSET;
import static dev.gitlabmcp.catalogue.RepositoryTools.END_LINE;
import static dev.gitlabmcp.catalogue.RepositoryTools.START_LINE;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.Base64;

/** Files attached to descriptions and comments: https://docs.gitlab.com/api/project_markdown_uploads/ */
final class UploadTools {
    private static final String UPLOADS = "/projects/{project_id}/uploads";
    private static final String BY_SECRET = UPLOADS + "/{secret}/{filename}";
    private static final String BY_ID = UPLOADS + "/{upload_id}";

    static final Shape UPLOAD = Shape.of(
            field("id").as("upload_id"),
            field("markdown"),
            field("url"),
            field("full_path"),
            text("filename"),
            field("size"),
            field("uploaded_by.username"),
            time("created_at"));

    static final Param<String> FILENAME = Params.text("filename", "Its name.").max(255);
    private static final Param<String> SECRET =
            Params.text("secret", "Of a link /uploads/<secret>/<filename>.").max(255);
    private static final Param<Long> UPLOAD_ID =
            id("upload_id", "Instead: id of list_uploads (maintainers).").unless("secret");
    private static final Param<String> CONTENT =
            longText("content", "The file, in base64.").required();

    static final ToolDefinition UPLOAD_MARKDOWN = post("upload_markdown", UPLOADS)
            .title("Upload file")
            .description("Uploads a small file; the answer's markdown goes into a description or comment to show it.")
            .path(PROJECT_ID)
            .arguments(
                    CONTENT,
                    FILENAME.describedAs("Its name, such as chart.png.").required())
            .returns(UPLOAD)
            .handledBy(UploadTools::upload)
            .define();

    static final ToolDefinition DOWNLOAD_ATTACHMENT = get("download_attachment", BY_SECRET)
            .orAt(BY_ID)
            .title("Get attachment")
            .description("Shows a file attached to a text: text or picture; of others the facts.")
            .path(PROJECT_ID.required(), SECRET, FILENAME, UPLOAD_ID.unlisted())
            .arguments(START_LINE, END_LINE, BYTE_OFFSET)
            .handledBy(FileReading::attachment)
            .define();

    static final ToolDefinition LIST_UPLOADS = get("list_uploads", UPLOADS)
            .title("List uploads")
            .description("Lists the files attached to texts of a project (maintainers).")
            .path(PROJECT_ID)
            .paginated()
            .returns(UPLOAD)
            .define();

    static final ToolDefinition DELETE_UPLOAD = delete("delete_upload", BY_SECRET)
            .orAt(BY_ID)
            .title("Delete upload")
            .description("Deletes an attached file; texts that link to it stay as they are.")
            .path(PROJECT_ID.required(), SECRET, FILENAME, UPLOAD_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "uploads", "Files attached to texts", UPLOAD_MARKDOWN, DOWNLOAD_ATTACHMENT, LIST_UPLOADS, DELETE_UPLOAD);

    private UploadTools() {}

    private static ToolOutput upload(ToolCall call) {
        GitLabRequest request = GitLabRequest.post(UPLOADS)
                .path("project_id", call.get(PROJECT_ID))
                .file("file", call.get(FILENAME), decoded(call.get(CONTENT)))
                .build();
        return call.answer(request, UPLOAD);
    }

    /** The bytes that base64 stands for; white space in it is passed over. */
    static byte[] decoded(String content) {
        StringBuilder text = new StringBuilder(content.length());
        content.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> text.append((char) c));
        try {
            return Base64.getDecoder().decode(text.toString());
        } catch (IllegalArgumentException e) {
            throw ToolException.invalid(CONTENT.name(), "must be base64");
        }
    }
}
