/**
 * Tests of the packaged jar in a process of its own, driven by clients that others wrote: the conformance suite, the
 * TypeScript SDKs, the Java SDK, curl. What needs the server in this process does not belong here. Nothing in this
 * package is shared between threads.
 */
@NullMarked
package dev.gitlabmcp.acceptance;

import org.jspecify.annotations.NullMarked;
