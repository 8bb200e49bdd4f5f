package dev.gitlabmcp.tool;

import org.jspecify.annotations.Nullable;

/**
 * What a list says about a resource or a template.
 *
 * @param mimeType null when it differs from one to the other
 */
public record ResourceTexts(
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable String mimeType) {}
