/**
 * JSON-RPC and MCP as they are on the wire: records, sealed unions, protocol versions, error codes, the envelope parser
 * and the pure classifier that tells the two eras apart. No I/O, no threads, no HTTP types; every type is immutable.
 */
@NullMarked
package dev.gitlabmcp.protocol;

import org.jspecify.annotations.NullMarked;
