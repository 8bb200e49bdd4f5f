/**
 * W3C trace context and the spans made of it: parses what callers send, hands it on to GitLab, and, where the operator has
 * named a collector, exports spans over OTLP. Knows nothing of MCP or GitLab beyond the names of their attributes; what is
 * logged of a trace is decided elsewhere. Thread-safe; the current trace belongs to the thread that serves the call.
 */
@NullMarked
package dev.gitlabmcp.trace;

import org.jspecify.annotations.NullMarked;
