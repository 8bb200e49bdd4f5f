/**
 * Sessions of the legacy era and their resumable event streams: creation, look-up, expiry, calls in flight, the server's own
 * requests awaiting an answer, and the log of events that a client may ask for again. No HTTP here: an open connection is an
 * {@link dev.gitlabmcp.session.EventSink}. Everything is thread-safe; a stream's lock is held while its sink writes, no lock
 * is shared between sessions except the event log's.
 */
@NullMarked
package dev.gitlabmcp.session;

import org.jspecify.annotations.NullMarked;
