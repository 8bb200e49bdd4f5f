/**
 * Holds what runs the server, and not the server itself, to what it promises: the proxies' configurations, the compose file, the
 * scripts of the image and the commands of the documentation. What is checked here is checked without the proxies; their real
 * processes are elsewhere. Nothing here is shared between threads.
 */
@NullMarked
package dev.gitlabmcp.deployment;

import org.jspecify.annotations.NullMarked;
