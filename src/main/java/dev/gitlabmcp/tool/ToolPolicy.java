package dev.gitlabmcp.tool;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which tools the operator permits; asked on every call, whatever is listed. Immutable. */
final class ToolPolicy {
    private final Access most;
    private final @Nullable Pattern denied;

    private ToolPolicy(Access most, @Nullable Pattern denied) {
        this.most = most;
        this.denied = denied;
    }

    /**
     * The policy of these settings.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, when the pattern is none
     */
    static ToolPolicy of(ToolConfiguration configuration) {
        Access most = configuration.readOnly() ? Access.READ : mostOf(configuration.permissionMode());
        String pattern = configuration.deniedTools();
        try {
            return new ToolPolicy(most, pattern.isBlank() ? null : Pattern.compile(pattern));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "tools.deniedTools (GITLAB_DENIED_TOOLS_REGEX) is no regular expression: " + e.getDescription()
                            + ".");
        }
    }

    /** How much any tool may do. */
    Access most() {
        return most;
    }

    private static Access mostOf(String mode) {
        return switch (mode) {
            case "readonly" -> Access.READ;
            case "modify" -> Access.MODIFY;
            default -> Access.DELETE;
        };
    }

    /** Why a tool must not be called, as a sentence without its beginning; empty when it may. */
    Optional<String> refusal(ToolDefinition tool) {
        // An alias is as good as the name, so neither gets past a pattern that was written for the other.
        boolean isDenied = isDenied(tool.name()) || tool.aliases().stream().anyMatch(this::isDenied);
        return refusal(tool.name(), tool.access(), isDenied);
    }

    /** The same for a tool of the catalogue, of which the operator named some to be offered. */
    Optional<String> refusal(ToolDefinition tool, Set<String> named) {
        boolean around = denied != null && tool.reachesEverything() && !named.contains(tool.name());
        return around
                ? Optional.of("its operator has denied tools by name, which " + tool.name()
                        + " could get around; GITLAB_TOOLS may name it all the same.")
                : refusal(tool);
    }

    /** As for tools. */
    Optional<String> refusal(Operation operation) {
        return refusal(operation.name(), operation.access(), isDenied(operation.name()));
    }

    private Optional<String> refusal(String name, Access access, boolean isDenied) {
        if (access.compareTo(most) > 0) {
            return Optional.of(
                    most == Access.READ
                            ? name + " changes something, and this server only reads."
                            : name + " deletes something, which this server does not do.");
        }
        return isDenied ? Optional.of("its operator has denied the tool " + name + ".") : Optional.empty();
    }

    /** Whether nothing is forbidden but by name. */
    boolean isFull() {
        return most == Access.DELETE;
    }

    /** Whether the operator's pattern matches this name. */
    boolean isDenied(String name) {
        return denied != null && denied.matcher(name).find();
    }
}
