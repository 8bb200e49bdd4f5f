/**
 * The kernel from which every tool is made: definitions, parameters, schema, catalogue, validation, execution and policy;
 * beside tools also prompts, resources and completion. Knows no single GitLab operation and no transport. Definitions and
 * the catalogue are immutable; the executor is thread-safe.
 */
@NullMarked
package dev.gitlabmcp.tool;

import org.jspecify.annotations.NullMarked;
