package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Calls a tool on behalf of another one, under the same rules as a call of the client's own. */
@FunctionalInterface
interface ToolRunner {

    /** The result of that tool of the catalogue, with further calls in that form; an unknown one is a failed result. */
    ToolOutput run(String name, ObjectNode arguments, CallContext context, CallForm form);
}
