/** What the official conformance suite expects a server under test to offer; on test class paths only. */
@NullMarked
package dev.gitlabmcp.conformance;

import org.jspecify.annotations.NullMarked;
