package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static dev.gitlabmcp.tool.ToolBuilder.put;

import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolGroup;

/** Comments on wiki pages: https://docs.gitlab.com/api/notes/#project-wikis */
final class WikiNoteTools {
    private static final String OF_PROJECT = "/projects/{project_id}/wiki_pages/{wiki_page_meta_id}/notes";
    private static final String OF_GROUP = "/groups/{group_id}/wiki_pages/{wiki_page_meta_id}/notes";
    private static final String NOTE_PATH = "/{note_id}";

    private static final Param<String> GROUP = GROUP_ID.unless("project_id");
    private static final Param<Long> META_ID = id("wiki_page_meta_id", "Its wiki_page_meta_id, as get_wiki_page shows.")
            .required();
    private static final Param<Long> NOTE_ID = SnippetNoteTools.NOTE_ID.required();

    static final ToolDefinition LIST_NOTES = get("list_wiki_page_notes", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("List wiki comments")
            .description("Lists the comments on a wiki page, newest first.")
            .path(PROJECT_ID, GROUP, META_ID)
            .query(SnippetNoteTools.ACTIVITY_FILTER, SnippetNoteTools.ORDER_BY, SnippetNoteTools.SORT)
            .paginated()
            .returns(IssueNoteTools.NOTE_SUMMARY.wholeFrom("get_wiki_page_note"))
            .define();

    static final ToolDefinition GET_NOTE = get("get_wiki_page_note", OF_PROJECT + NOTE_PATH)
            .orAt(OF_GROUP + NOTE_PATH)
            .title("Get wiki comment")
            .description("Shows one comment on a wiki page.")
            .path(PROJECT_ID, GROUP, META_ID, NOTE_ID)
            .returns(IssueNoteTools.NOTE)
            .define();

    static final ToolDefinition CREATE_NOTE = post("create_wiki_page_note", OF_PROJECT)
            .orAt(OF_GROUP)
            .title("Comment on wiki page")
            .description("Adds a comment to a wiki page.")
            .path(PROJECT_ID, GROUP, META_ID)
            .body(SnippetNoteTools.BODY.required(), SnippetNoteTools.INTERNAL, SnippetNoteTools.CREATED_AT)
            .returns(IssueNoteTools.NOTE.wholeFrom("get_wiki_page_note"))
            .define();

    static final ToolDefinition UPDATE_NOTE = put("update_wiki_page_note", OF_PROJECT + NOTE_PATH)
            .orAt(OF_GROUP + NOTE_PATH)
            .title("Edit wiki comment")
            .description("Replaces the text of a comment on a wiki page.")
            .path(PROJECT_ID, GROUP, META_ID, NOTE_ID)
            .body(SnippetNoteTools.BODY.required())
            .returns(IssueNoteTools.NOTE.wholeFrom("get_wiki_page_note"))
            .define();

    static final ToolDefinition DELETE_NOTE = delete("delete_wiki_page_note", OF_PROJECT + NOTE_PATH)
            .orAt(OF_GROUP + NOTE_PATH)
            .title("Delete wiki comment")
            .description("Deletes a comment on a wiki page.")
            .path(PROJECT_ID, GROUP, META_ID, NOTE_ID)
            .returns(Shape.EVERYTHING)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of(
            "wiki_page_notes", "Comments on wiki pages", LIST_NOTES, GET_NOTE, CREATE_NOTE, UPDATE_NOTE, DELETE_NOTE);

    private WikiNoteTools() {}
}
