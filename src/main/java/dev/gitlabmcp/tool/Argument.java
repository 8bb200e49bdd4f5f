package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.gitlab.GitLabInstance;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The argument that is being read: its name for messages, and what it says about others. For one thread. */
final class Argument {
    private final GitLabInstance instance;
    private final boolean quickActions;
    private String name = "";
    private final Map<String, String> elsewhere = new HashMap<>(0);
    private final Map<String, Integer> lines = new LinkedHashMap<>(0);
    private @Nullable String project;
    private @Nullable String ref;
    private @Nullable String givenRef;
    private boolean hidden;

    Argument(GitLabInstance instance, boolean quickActions) {
        this.instance = instance;
        this.quickActions = quickActions;
    }

    /** Whether texts may hold GitLab's quick actions. */
    boolean allowsQuickActions() {
        return quickActions;
    }

    /** Turns to the argument of that name; the former one, to come back to. */
    String enter(String newName) {
        String before = name;
        name = newName;
        return before;
    }

    /** Keeps values out of messages if so told, or told before; returns what was so before, to come back to. */
    boolean hide(boolean more) {
        boolean before = hidden;
        hidden |= more;
        return before;
    }

    /** Ends what {@link #hide} began. */
    void restore(boolean before) {
        hidden = before;
    }

    /** The name for messages, such as {@code actions[2].file_path}. */
    String name() {
        return name;
    }

    /** The project that a URL among the arguments named. */
    @Nullable
    String project() {
        return project;
    }

    /** The page of GitLab that a URL names. */
    GitLabLink link(String url) {
        try {
            return GitLabLink.parse(url, instance);
        } catch (IllegalArgumentException e) {
            throw refuse(String.valueOf(e.getMessage()));
        }
    }

    /** Notes the project that a URL named. */
    void foundProject(String path) {
        if (project != null && !project.equals(path)) {
            throw refuse("names another project (" + path + ") than another argument does (" + project + ")");
        }
        project = path;
    }

    /** Projects that URLs named for other parameters than the project's own, by the parameter's name. */
    Map<String, String> elsewhere() {
        return elsewhere;
    }

    /** Lines that a URL marked, by the parameters they are for. */
    Map<String, Integer> lines() {
        return lines;
    }

    /** The branch, tag or commit that a URL among the arguments named. */
    @Nullable
    String ref() {
        return ref;
    }

    /** The branch, tag or commit that the call names itself. */
    @Nullable
    String givenRef() {
        return givenRef;
    }

    /** Notes the branch, tag or commit that the call names itself. */
    void give(String newRef) {
        givenRef = newRef;
    }

    /** Notes the branch, tag or commit that a URL named. */
    void foundRef(String newRef) {
        ref = newRef;
    }

    /** The failure that says what is wrong with this argument; to be thrown. */
    ToolException refuse(String what) {
        return ToolException.invalid(name, what);
    }

    /** The failure that says which type would be right; to be thrown. */
    ToolException expected(String what, JsonNode found) {
        return expected(what, found, "");
    }

    /** As above, with an afterthought. */
    ToolException expected(String what, JsonNode found, String hint) {
        if (hidden) {
            return refuse("must be " + what + hint);
        }
        String text = found.isTextual() ? found.textValue() : found.toString();
        String shown = text.length() > 60 ? text.substring(0, 57) + "..." : text;
        return refuse("must be " + what + ", but is " + (found.isTextual() ? "\"" + shown + "\"" : shown) + hint);
    }
}
