/**
 * An embedded GitLab REST v4 on loopback for the {@code demo} command and for tests: a small believable world, stateful
 * writes, GitLab's paging headers and error shapes, tokens with scopes, and faults that a test can script. It knows
 * nothing of MCP and uses none of the other packages; GraphQL, OAuth and Git itself are not here. The public types are
 * safe for use by many threads; everything that belongs to the world is guarded by the world's one lock.
 */
@NullMarked
package dev.gitlabmcp.sandbox;

import org.jspecify.annotations.NullMarked;
