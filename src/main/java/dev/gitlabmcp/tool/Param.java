package dev.gitlabmcp.tool;

import dev.gitlabmcp.gitlab.GitLabRequest;
import dev.gitlabmcp.shaping.JsonText;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a tool: what it is called, what it takes, and how it is sent. Made by {@link Params}; immutable, so
 * that one constant may serve many tools.
 *
 * @param <T> what a handler gets
 */
public final class Param<T> {
    private final String name;
    private final String description;
    private final Kind<T> kind;
    private final @Nullable T defaultValue;
    private final Traits traits;

    /** What is rarely said of a parameter. */
    private enum Flag {
        REQUIRED,
        COMMA_SEPARATED,
        UNLISTED,
        SECRET,
        DELETES,
        NUMERIC
    }

    /**
     * What is rarely set.
     *
     * @param wireName the name GitLab knows it by
     * @param unless the parameters beside which it makes no sense
     * @param beside the parameter without which it makes no sense
     * @param otherNames names that other servers have for it
     */
    private record Traits(
            Set<Flag> flags,
            String wireName,
            List<String> unless,
            @Nullable String beside,
            List<String> otherNames) {
        private Traits with(Flag flag) {
            Set<Flag> more = EnumSet.of(flag);
            more.addAll(flags);
            return new Traits(Collections.unmodifiableSet(more), wireName, unless, beside, otherNames);
        }
    }

    Param(String name, String description, Kind<T> kind) {
        this(name, description, kind, null, new Traits(Set.of(), name, List.of(), null, List.of()));
    }

    private Param(String name, String description, Kind<T> kind, @Nullable T defaultValue, Traits traits) {
        this.name = name;
        this.description = description;
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.traits = traits;
    }

    /** A call without it is refused. */
    public Param<T> required() {
        return with(traits.with(Flag.REQUIRED));
    }

    /** A list is sent as one value with commas instead of {@code name[]} for each. */
    public Param<T> commaSeparated() {
        return with(traits.with(Flag.COMMA_SEPARATED));
    }

    /** GitLab knows it by another name, such as {@code not[labels]}. */
    public Param<T> wire(String wireName) {
        return with(new Traits(traits.flags, wireName, traits.unless, traits.beside, traits.otherNames));
    }

    /**
     * Taken and documented, but left out of the lists of tools, whose every word costs a model context: for what
     * hardly anybody sets.
     */
    public Param<T> unlisted() {
        return with(traits.with(Flag.UNLISTED));
    }

    /** Its value never comes back in a result: neither in the call that goes on after a cut nor in a refusal. */
    public Param<T> secret() {
        return with(traits.with(Flag.SECRET));
    }

    /**
     * A value other than {@code false} removes something for good, so that a call with one is permitted only where deleting
     * is.
     */
    public Param<T> deletes() {
        return with(traits.with(Flag.DELETES));
    }

    /** Names that are taken for it, too, such as those of other servers; they are listed nowhere. */
    public Param<T> also(String... names) {
        return with(new Traits(traits.flags, traits.wireName, traits.unless, traits.beside, List.of(names)));
    }

    /** GitLab takes the number of a project or group alone: one given by path or URL is asked for. */
    public Param<T> numeric() {
        return with(traits.with(Flag.NUMERIC));
    }

    /** A call that also gives one of these parameters is refused. */
    public Param<T> unless(String... others) {
        return with(new Traits(traits.flags, traits.wireName, List.of(others), traits.beside, traits.otherNames));
    }

    /** A call that gives it without that other parameter is refused. */
    public Param<T> beside(String other) {
        return with(new Traits(traits.flags, traits.wireName, traits.unless, other, traits.otherNames));
    }

    /** The value when a call gives none; it is sent to GitLab, too. */
    public Param<T> orElse(T value) {
        return new Param<>(name, description, kind, value, traits);
    }

    /** The smallest number. */
    public Param<T> min(long min) {
        return new Param<>(name, description, kind.atLeast(min), defaultValue, traits);
    }

    /** The largest number, the longest text in characters, or the most values of a list. */
    public Param<T> max(long max) {
        return new Param<>(name, description, kind.atMost(max), defaultValue, traits);
    }

    /** The same parameter with another description. */
    public Param<T> describedAs(String newDescription) {
        return new Param<>(name, newDescription, kind, defaultValue, traits);
    }

    private Param<T> with(Traits newTraits) {
        return new Param<>(name, description, kind, defaultValue, newTraits);
    }

    /** The name callers use, in snake case. */
    public String name() {
        return name;
    }

    /** What it means, for a model. */
    public String description() {
        return description;
    }

    /** Whether a call must give it. */
    public boolean isRequired() {
        return traits.flags.contains(Flag.REQUIRED);
    }

    /** Whether lists of tools leave it out. */
    public boolean isUnlisted() {
        return traits.flags.contains(Flag.UNLISTED);
    }

    /** Whether its value must never come back in a result. */
    public boolean isSecret() {
        return traits.flags.contains(Flag.SECRET);
    }

    /** The name GitLab knows it by. */
    public String wireName() {
        return traits.wireName;
    }

    boolean isCommaSeparated() {
        return traits.flags.contains(Flag.COMMA_SEPARATED);
    }

    List<String> otherNames() {
        return traits.otherNames;
    }

    boolean isNumeric() {
        return traits.flags.contains(Flag.NUMERIC);
    }

    boolean isDeleting() {
        return traits.flags.contains(Flag.DELETES);
    }

    List<String> unless() {
        return traits.unless;
    }

    @Nullable
    String beside() {
        return traits.beside;
    }

    @Nullable
    T defaultValue() {
        return defaultValue;
    }

    Kind<T> kind() {
        return kind;
    }

    @SuppressWarnings("unchecked") // Arguments keeps what this kind read.
    T cast(Object value) {
        return (T) value;
    }

    void addTo(GitLabRequest.Builder request, Object value) {
        T typed = cast(value);
        // Models give "" and [] for filters they do not want.
        if (!"".equals(typed) && !(typed instanceof List<?> list && list.isEmpty())) {
            kind.query(typed, this, request);
        }
    }

    void writeTo(JsonText out, Object value) {
        out.name(traits.wireName);
        if (isNumeric() && value instanceof String text && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            out.number(text);
        } else {
            kind.json(cast(value), out);
        }
    }

    String text(Object value) {
        return kind.text(cast(value));
    }
}
