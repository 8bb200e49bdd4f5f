/**
 * Everything between a tool and GitLab: instances, credentials, the connection pool of each instance, requests and their
 * encoding, paging headers, retries, deadlines, cancellation, circuit breakers, statistics, and GitLab's errors as typed
 * problems. The only package that knows Apache HttpClient and resilience4j. Nothing here knows MCP. All public services
 * are thread-safe; values are immutable.
 */
@NullMarked
package dev.gitlabmcp.gitlab;

import org.jspecify.annotations.NullMarked;
