/**
 * Sessions of the legacy era and their resumable event streams: creation, look-up, expiry, calls in flight, the server's own
 * requests awaiting an answer, and the log of events that a client may ask for again; and which session goes when there is no
 * room. No HTTP here: an open connection is an {@link dev.gitlabmcp.session.EventSink}. Everything is thread-safe; a stream's
 * lock is held while its sink writes, so whoever serves many sessions calls only what does not wait for it. The locks shared between sessions are the event log's, and the store's, which is taken
 * to open and end sessions but not to find or use them.
 */
@NullMarked
package dev.gitlabmcp.session;

import org.jspecify.annotations.NullMarked;
