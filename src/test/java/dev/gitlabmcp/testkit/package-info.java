/** What tests of several packages share: a server in this process or from the jar, raw HTTP, a clock to be set by hand. */
@NullMarked
package dev.gitlabmcp.testkit;

import org.jspecify.annotations.NullMarked;
