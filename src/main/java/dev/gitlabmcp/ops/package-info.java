/**
 * What operators see and steer: readiness, draining, health. Uses the features; no feature uses it. Thread-safe.
 */
@NullMarked
package dev.gitlabmcp.ops;

import org.jspecify.annotations.NullMarked;
