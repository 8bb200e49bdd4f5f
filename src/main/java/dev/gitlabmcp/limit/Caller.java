package dev.gitlabmcp.limit;

import org.jspecify.annotations.Nullable;

/**
 * Who sends a message.
 *
 * @param principal id of the principal
 * @param proven whether GitLab has accepted its credential
 * @param session id of the live session the message belongs to, which must be this principal's; null for none, and for an id
 *     that is not known to be such
 * @param address key of the client address, see {@link AddressKey}; counts only while the principal is unproven
 */
public record Caller(
        String principal, boolean proven, @Nullable String session, String address) {}
