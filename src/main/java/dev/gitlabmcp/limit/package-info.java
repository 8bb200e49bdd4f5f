/**
 * How much a caller may ask for: token buckets for requests, for refused credentials and for new GitLab instances, the keys
 * they are kept under, and the gate that shares a few permits fairly among those who wait. What to do with a caller over its limit is the edge's business, and whether a credential
 * is proven is known elsewhere: nothing here looks at HTTP, credentials or sessions. Every map is bounded, since callers
 * choose its keys. Everything is thread-safe, and no lock is shared by all calls.
 */
@NullMarked
package dev.gitlabmcp.limit;

import org.jspecify.annotations.NullMarked;
