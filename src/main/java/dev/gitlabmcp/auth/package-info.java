/**
 * Who calls: reads the credential of a request and turns it into a {@link dev.gitlabmcp.gitlab.Principal}. Whether GitLab
 * accepts the credential is found out by the first call, not here. Immutable and thread-safe.
 */
@NullMarked
package dev.gitlabmcp.auth;

import org.jspecify.annotations.NullMarked;
