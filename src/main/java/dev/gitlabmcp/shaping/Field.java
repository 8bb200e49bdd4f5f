package dev.gitlabmcp.shaping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One member of a shape: where it stands in GitLab's answer, and how it is shown. Immutable.
 *
 * <p>A path is dotted: {@code author.username} lifts the user name out of {@code author}; {@code assignees[].username}
 * makes a list of names out of a list of users. It is shown under the path's first name unless {@link #as} says
 * otherwise.
 */
public final class Field {
    /** How a value is written. */
    enum Format {
        AS_IS,
        /** ISO 8601 without fractions of a second. */
        TIME,
        /** The first twelve digits, which GitLab accepts as a commit. */
        SHA,
        /** Code, of which nothing may vanish. */
        CODE,
        /** As it is, without the user and password that may stand in it. */
        URL,
        MASKED
    }

    final String path;
    final String name;
    final Format format;
    final boolean userText;
    final boolean onlyIfSet;
    final int maxChars;
    final @Nullable List<Field> members;

    private Field(
            String path,
            String name,
            Format format,
            boolean userText,
            boolean onlyIfSet,
            int maxChars,
            @Nullable List<Field> members) {
        this.path = path;
        this.name = name;
        this.format = format;
        this.userText = userText;
        this.onlyIfSet = onlyIfSet;
        this.maxChars = maxChars;
        this.members = members;
    }

    private static Field make(String path, Format format, boolean userText) {
        int end = path.indexOf('.');
        String first = end < 0 ? path : path.substring(0, end);
        String name = first.endsWith("[]") ? first.substring(0, first.length() - 2) : first;
        return new Field(path, name, format, userText, false, Integer.MAX_VALUE, null);
    }

    /** A value as GitLab gives it; a secret by its name is masked, and so is the login in a URL. */
    public static Field field(String path) {
        String member = path.substring(path.lastIndexOf('.') + 1);
        if (Secrets.isSecret(member)) {
            return make(path, Format.MASKED, false);
        }
        return make(path, Secrets.mayCarryLogin(member) ? Format.URL : Format.AS_IS, false);
    }

    /** Text that a user of GitLab wrote; it marks the result as untrusted. */
    public static Field text(String path) {
        return make(path, Format.AS_IS, true);
    }

    /** Code that a user of GitLab wrote: as {@link #text}, but the invisible is made visible instead of removed. */
    public static Field code(String path) {
        return make(path, Format.CODE, true);
    }

    /** A time, shown to the second. */
    public static Field time(String path) {
        return make(path, Format.TIME, false);
    }

    /** A commit id, shown with twelve digits. */
    public static Field sha(String path) {
        return make(path, Format.SHA, false);
    }

    /** A secret, of which only the existence is shown. */
    public static Field secret(String path) {
        return make(path, Format.MASKED, false);
    }

    /** A secret shown as it is, for a tool that exists to reveal it. */
    public static Field revealed(String path) {
        return make(path, Format.AS_IS, false);
    }

    /** Shown under another name. */
    public Field as(String newName) {
        return new Field(path, newName, format, userText, onlyIfSet, maxChars, members);
    }

    /** Texts longer than that many characters are cut, with a note. */
    public Field max(int chars) {
        return new Field(path, name, format, userText, onlyIfSet, chars, members);
    }

    /** Left out when it is {@code false} or zero. */
    public Field ifSet() {
        return new Field(path, name, format, userText, true, maxChars, members);
    }

    /** The value is an object, or a list of objects, of which these members are shown. */
    public Field of(Field... nested) {
        return new Field(path, name, format, userText, onlyIfSet, maxChars, List.of(nested));
    }
}
