/**
 * MCP over HTTP on Jersey: the resources, the reply that is JSON or an event stream, header, Host and Origin checks, and
 * errors as JSON. Decides nothing about methods; that is {@code dispatch}. Thread-safe; an open stream holds no thread.
 */
@NullMarked
package dev.gitlabmcp.transport;

import org.jspecify.annotations.NullMarked;
