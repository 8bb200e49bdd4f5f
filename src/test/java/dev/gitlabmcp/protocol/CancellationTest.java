package dev.gitlabmcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final List<String> ran = new ArrayList<>();

    @Test
    void cancel_runsEachActionOnce() {
        cancellation.onCancel(() -> ran.add("a"));
        cancellation.onCancel(() -> ran.add("b"));
        cancellation.cancel("first");
        cancellation.cancel("second");
        assertThat(ran).containsExactly("a", "b");
        assertThat(cancellation.reason()).isEqualTo("first");
    }

    @Test
    void onCancel_afterwards_runsAtOnce() {
        cancellation.cancel("gone");
        cancellation.onCancel(() -> ran.add("late"));
        assertThat(ran).containsExactly("late");
    }

    @Test
    void onCancel_forgotten_doesNotRun() {
        Runnable forget = cancellation.onCancel(() -> ran.add("a"));
        forget.run();
        cancellation.cancel("gone");
        forget.run();
        assertThat(ran).isEmpty();
    }
}
