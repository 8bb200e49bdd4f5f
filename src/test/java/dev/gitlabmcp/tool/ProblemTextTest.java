package dev.gitlabmcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitlabmcp.gitlab.GitLabException;
import dev.gitlabmcp.gitlab.GitLabProblem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProblemTextTest {

    @Test
    void circuitOpen_saysWhatHappenedAndWhenToTryAgain() {
        ToolProblem problem = translated(new GitLabProblem.CircuitOpen("git.test", Duration.ofMillis(12_100)));
        assertThat(problem.kind()).isEqualTo("circuit_open");
        assertThat(ProblemText.of(problem, true))
                .isEqualTo("GitLab at git.test has failed most of the last calls, so this one was not sent to it."
                        + " Nothing was changed. Try again in 13 seconds.");
    }

    @Test
    void capacity_isNamed() {
        ToolProblem problem = translated(new GitLabProblem.CapacityReached("instances"));
        assertThat(problem.kind()).isEqualTo("capacity_reached");
        assertThat(ProblemText.of(problem, false))
                .isEqualTo("Server capacity reached: no free instances. Try again in a few seconds.");
    }

    @Test
    void unauthorizedWrite_mayBeAMissingRight() {
        ToolProblem problem = translated(new GitLabProblem.Refused(401, "401 Unauthorized", null, null, null));
        assertThat(ProblemText.of(problem, true)).contains("may not do this").contains("needs a higher role");
        assertThat(ProblemText.of(problem, false))
                .contains("the user must give a valid one")
                .doesNotContain("role");
    }

    @Test
    void serverError_saysWhenToTryAgain() {
        assertThat(ProblemText.of(unavailable(Duration.ofSeconds(90)), false))
                .isEqualTo("GitLab answered 503: Busy. The fault is on GitLab's side. Try again in 90 seconds.");
        assertThat(ProblemText.of(unavailable(Duration.ZERO), false)).endsWith("GitLab's side: try again later.");
        assertThat(ProblemText.of(unavailable(null), false)).endsWith("GitLab's side: try again later.");
    }

    private static ToolProblem unavailable(@Nullable Duration retryAfter) {
        return translated(new GitLabProblem.Refused(503, "Busy", null, null, retryAfter));
    }

    private static ToolProblem translated(GitLabProblem problem) {
        return ToolException.of(new GitLabException(problem)).problem();
    }
}
