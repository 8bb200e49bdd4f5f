/**
 * What operators read: the access log, the audit log, and the form of all log lines, as text or JSON. Listens to the features;
 * no feature uses this package, and none needs it to write a line. Thread-safe.
 */
@NullMarked
package dev.gitlabmcp.logs;

import org.jspecify.annotations.NullMarked;
