/**
 * What operators see and steer: the admin port with its checks, reports and tasks, readiness, draining, health. No counting of
 * its own. Uses the features; no feature uses it. Thread-safe.
 */
@NullMarked
package dev.gitlabmcp.ops;

import org.jspecify.annotations.NullMarked;
