package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.io.SerializedString;

/** One resource that is listed by itself. Immutable. */
public final class ResourceDefinition {
    private final String uri;
    private final boolean watchable;
    private final ResourceHandler handler;
    private final SerializedString listEntry;

    /**
     * A resource.
     *
     * @param watchable whether its changes are told to those who subscribe to it
     */
    public ResourceDefinition(String uri, ResourceTexts texts, boolean watchable, ResourceHandler handler) {
        this.uri = uri;
        this.watchable = watchable;
        this.handler = handler;
        this.listEntry = ListEntry.ofResource("uri", uri, texts);
    }

    /** Its address. */
    public String uri() {
        return uri;
    }

    /** Whether its changes are told to those who subscribe to it. */
    public boolean isWatchable() {
        return watchable;
    }

    /** How it is read. */
    public ResourceHandler handler() {
        return handler;
    }

    /** Its entry in {@code resources/list}, serialised once. */
    public SerializedString listEntry() {
        return listEntry;
    }
}
