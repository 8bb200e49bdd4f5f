package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
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
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.Map;

/** Files for jobs that belong in no repository, such as signing keys: https://docs.gitlab.com/api/secure_files/ */
final class SecureFileTools {
    private static final String FILES = "/projects/{project_id}/secure_files";
    private static final String ONE = FILES + "/{secure_file_id}";

    static final Shape SECURE_FILE = Shape.of(
            field("id"),
            text("name"),
            field("checksum"),
            field("checksum_algorithm"),
            text("metadata"),
            time("expires_at"),
            time("created_at"));

    private static final Param<Long> SECURE_FILE_ID = id("secure_file_id", "Id.");
    private static final Param<String> NAME =
            Params.text("name", "Its name, unique in the project.").max(255).required();
    private static final Param<String> CONTENT =
            longText("content", "The file, in base64.").required().secret();

    static final ToolDefinition LIST_FILES = get("list_secure_files", FILES)
            .title("List secure files")
            .description("Lists the files a project keeps for its jobs, such as signing keys, without their content.")
            .path(PROJECT_ID)
            .paginated()
            .returns(SECURE_FILE)
            .define();

    static final ToolDefinition GET_FILE = get("get_secure_file", ONE)
            .title("Get secure file")
            .description("Shows name, checksum and expiry of a secure file, never its content.")
            .path(PROJECT_ID, SECURE_FILE_ID)
            .returns(SECURE_FILE)
            .define();

    static final ToolDefinition CREATE_FILE = post("create_secure_file", FILES)
            .title("Create secure file")
            .description("Stores a file, 5 MB at most, for a project's jobs.")
            .path(PROJECT_ID)
            .arguments(NAME, CONTENT)
            .returns(SECURE_FILE)
            .handledBy(SecureFileTools::create)
            .define();

    static final ToolDefinition DELETE_FILE = delete("delete_secure_file", ONE)
            .title("Delete secure file")
            .description("Deletes a secure file for good; jobs that need it fail.")
            .path(PROJECT_ID, SECURE_FILE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("secure_files", "Secure files", LIST_FILES, GET_FILE, CREATE_FILE, DELETE_FILE);

    private SecureFileTools() {}

    private static ToolOutput create(ToolCall call) {
        String name = call.get(NAME);
        GitLabRequest request = GitLabRequest.post(FILES)
                .path("project_id", call.get(PROJECT_ID))
                .file("file", name, UploadTools.decoded(call.get(CONTENT)), Map.of("name", name))
                .build();
        return call.answer(request, SECURE_FILE);
    }
}
