package dev.gitlabmcp.tool;

import java.util.Optional;
import java.util.function.Function;

/**
 * What the operator and the request's narrowing leave of a call's rights. Immutable.
 *
 * @param quickActions whether texts may hold GitLab's quick actions
 * @param most how much the call may do to GitLab at most
 * @param instanceWide whether the call may act on the whole instance
 * @param refusals why a tool of the catalogue must not be used, as a sentence; empty when it may
 * @param denials why what it shows must not be shown by another tool either: it was left out by name, or does too much
 */
record CallRules(
        boolean quickActions,
        Access most,
        boolean instanceWide,
        Function<ToolDefinition, Optional<String>> refusals,
        Function<ToolDefinition, Optional<String>> denials) {}
