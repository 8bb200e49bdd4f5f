/**
 * What operators see and steer: the admin port with its checks, reports, metrics, dashboard and tasks, readiness, draining,
 * health. The features count; what is shown of that, and how, is decided here. Uses the features; no feature uses it. Thread-safe.
 */
@NullMarked
package dev.gitlabmcp.ops;

import org.jspecify.annotations.NullMarked;
