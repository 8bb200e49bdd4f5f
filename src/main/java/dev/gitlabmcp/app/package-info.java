/** Composition: the application class, the root configuration and one small assembler per feature. Nobody uses this package. */
@NullMarked
package dev.gitlabmcp.app;

import org.jspecify.annotations.NullMarked;
