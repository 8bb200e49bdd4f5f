/**
 * The commands beside Dropwizard's own. They print to standard output, being what a person runs by hand. What they start is
 * handed to them by the application.
 */
@NullMarked
package dev.gitlabmcp.cli;

import org.jspecify.annotations.NullMarked;
