package dev.gitlabmcp.tool;

import com.fasterxml.jackson.core.io.SerializedString;

/** A family of resources whose addresses follow one template. Immutable. */
public final class ResourceTemplateDefinition {
    private final UriTemplate template;
    private final ResourceHandler handler;
    private final SerializedString listEntry;

    /**
     * A family of resources.
     *
     * @throws IllegalArgumentException when the template is malformed
     */
    public ResourceTemplateDefinition(String uriTemplate, ResourceTexts texts, ResourceHandler handler) {
        this.template = UriTemplate.of(uriTemplate);
        this.handler = handler;
        this.listEntry = ListEntry.ofResource("uriTemplate", uriTemplate, texts);
    }

    /** Which addresses belong to it. */
    public UriTemplate template() {
        return template;
    }

    /** How one of them is read. */
    public ResourceHandler handler() {
        return handler;
    }

    /** Its entry in {@code resources/templates/list}, serialised once. */
    public SerializedString listEntry() {
        return listEntry;
    }
}
