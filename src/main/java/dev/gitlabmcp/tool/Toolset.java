package dev.gitlabmcp.tool;

import java.util.List;

/** The tools of one domain of GitLab. */
public interface Toolset {

    /** The name an operator chooses it by, in snake case, such as {@code merge_requests}. */
    String name();

    /** What its tools are about, in a few words. */
    String title();

    /** Its tools, in the order in which they are listed. */
    List<ToolDefinition> tools();
}
