package dev.gitlabmcp.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void of_wellFormed_readsItsParts() {
        TraceContext context = TraceContext.of(PARENT, "vendor=value");

        assertThat(context).isEqualTo(new TraceContext(TRACE, SPAN, 1, "vendor=value"));
        assertThat(context.traceparent()).isEqualTo(PARENT);
        assertThat(context.flags()).isEqualTo(1);
    }

    @Test
    void of_laterVersion_isReadAsFarAsItIsKnown() {
        TraceContext context = TraceContext.of("cc-" + TRACE + "-" + SPAN + "-0d-what-comes-later", null);

        assertThat(context.traceparent()).isEqualTo(PARENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-01 ",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00_" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "\n" + SPAN + "-01",
                "cc-" + TRACE + "-" + SPAN + "-01more"
            })
    void of_malformed_isNothing(String traceparent) {
        assertThat(TraceContext.of(traceparent, "vendor=value")).isNull();
    }

    @Test
    void of_missing_isNothing() {
        assertThat(TraceContext.of(null, "vendor=value")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "a=1,b=2", "a=1, b=2 ,", "0tenant@vendor=x y!~", "a-b_c*d/e=1"})
    void of_wellFormedState_keepsIt(String state) {
        assertThat(TraceContext.of(PARENT, state).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a", "=1", "a=", "A=1", "a=b=c", "a=1\r\nx: y", "a=\u2028", "a=\u00e4", "-a=1"})
    void of_malformedState_dropsItAlone(String state) {
        assertThat(TraceContext.of(PARENT, state).state()).isNull();
    }

    @Test
    void of_longState_dropsIt() {
        assertThat(TraceContext.of(PARENT, "a=" + "x".repeat(257)).state()).isNull();
        assertThat(TraceContext.of(PARENT, "a=1,".repeat(33)).state()).isNull();
        assertThat(TraceContext.of(PARENT, ("a=" + "x".repeat(200) + ",").repeat(3))
                        .state())
                .isNull();
    }
}
