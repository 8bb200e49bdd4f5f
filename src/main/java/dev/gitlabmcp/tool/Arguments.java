package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of one call, read and checked. Parameters are found by name, so a constant serves in any variation. */
public final class Arguments {
    private final ParamSet params;
    private final @Nullable Object[] values;

    Arguments(ParamSet params, @Nullable Object[] values) {
        this.params = params;
        this.values = values;
    }

    /**
     * The value of a parameter that is required, has a default, or is known to be given.
     *
     * @throws IllegalStateException when there is none: the definition promises more than it holds
     */
    public <T> T get(Param<T> param) {
        Object value = raw(param);
        if (value == null) {
            throw new IllegalStateException("The parameter " + param.name() + " has no value");
        }
        return param.cast(value);
    }

    /** The value of an optional parameter. */
    public <T> Optional<T> find(Param<T> param) {
        Object value = raw(param);
        return value == null ? Optional.empty() : Optional.of(param.cast(value));
    }

    /** Whether there is a value, given or by default. */
    public boolean has(Param<?> param) {
        return raw(param) != null;
    }

    /** The same values with another one for this parameter. */
    <T> Arguments with(Param<T> param, T value) {
        Integer at = params.indexOf(param.name());
        if (at == null) {
            throw new IllegalArgumentException("This tool has no parameter " + param.name());
        }
        @Nullable Object[] changed = values.clone();
        changed[at] = value;
        return new Arguments(params, changed);
    }

    List<Param<?>> params() {
        return params.params();
    }

    /** The same with another value for a parameter, of the type that its kind reads. */
    Arguments withRaw(Param<?> param, Object value) {
        @Nullable Object[] others = values.clone();
        Integer at = params.indexOf(param.name());
        if (at == null) {
            throw new IllegalArgumentException("This tool has no parameter " + param.name());
        }
        others[at] = value;
        return new Arguments(params, others);
    }

    /** Refuses values that delete where that is not permitted. */
    void requirePermitted(CallScope scope) {
        for (int i = 0; i < values.length; i++) {
            Param<?> param = params.params().get(i);
            if (param.isDeleting() && values[i] != null && !Boolean.FALSE.equals(values[i])) {
                scope.requireDeleting("the argument " + param.name());
            }
        }
    }

    @Nullable
    Object raw(Param<?> param) {
        Integer at = params.indexOf(param.name());
        if (at == null) {
            throw new IllegalArgumentException("This tool has no parameter " + param.name());
        }
        return values[at];
    }

    /** Adds all values to a query. */
    void addTo(GitLabRequest.Builder request) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                params.params().get(i).addTo(request, value);
            }
        }
    }

    /** Writes all values as members of the object that is open. */
    void writeTo(JsonText out) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                params.params().get(i).writeTo(out, value);
            }
        }
    }
}
