package dev.gitlabmcp.tool;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gitlabmcp.gitlab.GitLabInstance;
import dev.gitlabmcp.gitlab.GitLabRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Explains refusals of what an instance is too old for, or of another edition. Only a call that has failed asks for the
 * version, so that nothing is hidden by what is not known. Thread-safe.
 */
final class Requirements {
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final int MAX_INSTANCES = 10_000;
    private static final Set<Integer> REFUSALS = Set.of(403, 404, 405);
    private static final Set<String> PAID = Set.of("Premium", "Ultimate");

    private final Catalogue catalogue;
    private final Cache<GitLabInstance, InstanceVersion> versions = Caffeine.newBuilder()
            .maximumSize(MAX_INSTANCES)
            .expireAfterWrite(MEMORY)
            .build();

    Requirements(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The problem, with the reason where the instance cannot have what was asked for. */
    ToolProblem explain(ToolCall call, ToolProblem problem) {
        if (problem instanceof ToolProblem.RefusedByGraphQl refused && refused.lacking()) {
            return version(call).map(version -> lacking(problem, version)).orElse(problem);
        }
        if (!(problem instanceof ToolProblem.RefusedByGitLab refused)
                || !REFUSALS.contains(refused.status())
                || refused.missingScope() != null) {
            return problem;
        }
        Operation.Requirement needed = catalogue
                .operation(call.tool(), call.path())
                .map(Operation::requirement)
                .orElse(Operation.Requirement.NONE);
        boolean paid = PAID.contains(needed.tier());
        if (!paid && needed.since().isEmpty() && !refused.unknownAddress()) {
            return problem;
        }
        return version(call).map(version -> explain(refused, needed, version)).orElse(problem);
    }

    private static ToolProblem explain(
            ToolProblem.RefusedByGitLab refused, Operation.Requirement needed, InstanceVersion version) {
        if (version.isBefore(needed.since())) {
            return new ToolProblem.NotInThisGitLab(
                    refused,
                    "This exists since GitLab " + needed.since() + ", and this one is " + version.text() + ".");
        }
        if (PAID.contains(needed.tier()) && version.community()) {
            return new ToolProblem.NotInThisGitLab(
                    refused, "This is part of GitLab " + needed.tier() + ", and this one is the Community Edition.");
        }
        return refused.unknownAddress() ? lacking(refused, version) : refused;
    }

    private static ToolProblem lacking(ToolProblem problem, InstanceVersion version) {
        return new ToolProblem.NotInThisGitLab(
                problem,
                "This GitLab (" + version.text()
                        + ") lacks what the tool asks for: it is too old or too new for it, or of"
                        + " another edition.");
    }

    /** Empty when it cannot be told; asked again then when it is needed next. */
    private Optional<InstanceVersion> version(ToolCall call) {
        GitLabInstance instance = call.context().principal().instance();
        InstanceVersion known = versions.getIfPresent(instance);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Optional<InstanceVersion> asked =
                    call.send(GitLabRequest.get("/metadata").build(), InstanceVersion::read);
            asked.ifPresent(version -> versions.put(instance, version));
            return asked;
        } catch (ToolException e) {
            return Optional.empty();
        }
    }
}
