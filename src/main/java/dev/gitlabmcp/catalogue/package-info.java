/**
 * What GitLab offers, as tools, prompts and resources: one {@code …Tools} class per domain of GitLab with its shapes,
 * and {@link dev.gitlabmcp.catalogue.GitLabCatalogue}, which puts them in their order; and the
 * operations of GitLab's REST API, which are made of a table. Makes no connection of its own:
 * everything goes through the call's scope. Holds no state; everything is thread-safe.
 */
@NullMarked
package dev.gitlabmcp.catalogue;

import org.jspecify.annotations.NullMarked;
