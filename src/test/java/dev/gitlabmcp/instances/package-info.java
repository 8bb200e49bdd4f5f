/** Several instances and many callers behind one running server: whose token goes where, and who gets how much. */
@NullMarked
package dev.gitlabmcp.instances;

import org.jspecify.annotations.NullMarked;
