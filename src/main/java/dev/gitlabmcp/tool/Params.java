package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.List;

/**
 * Makes parameters. Each takes the name callers use and a description for a model; what a parameter takes beyond its
 * type (digits as text, {@code "true"}, a list in one text with commas) is taken to spare a model a second try.
 */
public final class Params {
    private Params() {}

    /** A short text, at most 2,000 characters. */
    public static Param<String> text(String name, String description) {
        return new Param<>(name, description, new ScalarKinds.Text(ScalarKinds.TEXT_CHARS, false));
    }

    /** A long text such as a description, at most 1,048,576 characters. */
    public static Param<String> longText(String name, String description) {
        return new Param<>(name, description, new ScalarKinds.Text(ScalarKinds.LONG_TEXT_CHARS, false));
    }

    /**
     * A text in which GitLab runs quick actions ({@code /close} at the start of a line), such as a comment; refused
     * with one unless the operator allows them. At most 1,048,576 characters.
     */
    public static Param<String> markdown(String name, String description) {
        return new Param<>(name, description, new Markdown(ScalarKinds.LONG_TEXT_CHARS));
    }

    /** A whole number. */
    public static Param<Integer> integer(String name, String description) {
        return new Param<>(name, description, new ScalarKinds.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** A whole number beyond {@code int}, such as an id of a user or a milestone. */
    public static Param<Long> bigInteger(String name, String description) {
        return new Param<>(name, description, new ScalarKinds.Big());
    }

    /** A number with decimals. */
    public static Param<Double> number(String name, String description) {
        return new Param<>(name, description, new ScalarKinds.Decimal());
    }

    /** True or false. */
    public static Param<Boolean> flag(String name, String description) {
        return new Param<>(name, description, new ScalarKinds.Flag());
    }

    /** One of these words. */
    public static Param<String> choice(String name, String description, String... words) {
        return new Param<>(name, description, new ScalarKinds.Choice(List.of(words), false));
    }

    /** One of these whole numbers. */
    public static Param<Integer> numberChoice(String name, String description, List<Integer> numbers) {
        return new Param<>(name, description, new ScalarKinds.NumberChoice(List.copyOf(numbers)));
    }

    /**
     * A whole number of 0 or more, or one of GitLab's magic words such as {@code None}; name them in the description.
     */
    public static Param<String> idOr(String name, String description, String... words) {
        return new Param<>(name, description, new ScalarKinds.Choice(List.of(words), true));
    }

    /** A day. */
    public static Param<String> date(String name, String description) {
        return new Param<>(name, description, new ScalarKinds.Time(false, false));
    }

    /** A day that an empty text removes. */
    public static Param<String> clearableDate(String name, String description) {
        return new Param<>(name, description, new ScalarKinds.Time(false, true));
    }

    /** A moment, ISO 8601; a day is taken for its start. */
    public static Param<String> dateTime(String name, String description) {
        return new Param<>(name, description, new ScalarKinds.Time(true, false));
    }

    /** Several texts. */
    public static Param<List<String>> textList(String name, String description) {
        return new Param<>(name, description, NestedKinds.Many.of(new ScalarKinds.Text(ScalarKinds.TEXT_CHARS, false)));
    }

    /** Several whole numbers, such as ids. */
    public static Param<List<Long>> integerList(String name, String description) {
        return new Param<>(name, description, NestedKinds.Many.of(new ScalarKinds.Big()));
    }

    /** Several of these words. */
    public static Param<List<String>> choiceList(String name, String description, String... words) {
        return new Param<>(name, description, NestedKinds.Many.of(new ScalarKinds.Choice(List.of(words), false)));
    }

    /** A regular expression (RE2), at most 500 characters. */
    public static Param<Pattern> regex(String name, String description) {
        return new Param<>(name, description, new ScalarKinds.Regex());
    }

    /** Several regular expressions (RE2), each of at most 500 characters. */
    public static Param<List<Pattern>> regexList(String name, String description) {
        return new Param<>(name, description, NestedKinds.Many.of(new ScalarKinds.Regex()));
    }

    /** A project: number, full path or URL. */
    public static Param<String> projectId(String name, String description) {
        return new Param<>(name, description, new LinkKinds.Namespace("project"));
    }

    /** A group: number, full path or URL. */
    public static Param<String> groupId(String name, String description) {
        return new Param<>(name, description, new LinkKinds.Namespace("group"));
    }

    /** An id: number, or the URL of one of these pages ({@code pipelines}), from which the project is taken, too. */
    public static Param<Long> id(String name, String description, String... pages) {
        return new Param<>(name, description, new LinkKinds.Id(List.of(pages)));
    }

    /**
     * A number within a project, or the URL of one of these pages ({@code issues}), from which the project is taken,
     * too.
     */
    public static Param<Integer> iid(String name, String description, String... pages) {
        return new Param<>(name, description, new LinkKinds.Iid(new LinkKinds.Id(List.of(pages))));
    }

    /** As {@link #iid}, for a second thing, whose project a URL gives to that parameter instead of the first. */
    public static Param<Integer> iidIn(String projectIn, String name, String description, String... pages) {
        return new Param<>(name, description, new LinkKinds.Iid(new LinkKinds.Id(List.of(pages), projectIn)));
    }

    /** A commit: id, branch, tag, or the URL of its page, from which the project is taken, too. */
    public static Param<String> commit(String name, String description) {
        return new Param<>(name, description, new LinkKinds.Commit());
    }

    /**
     * The path of a file or directory in a repository, or the URL of its page, from which the project and, unless
     * given, {@code ref} are taken, too.
     */
    public static Param<String> filePath(String name, String description) {
        return new Param<>(name, description, new LinkKinds.FilePath());
    }

    /**
     * One object of these fields, in a query none of which is an object itself. Fields that mean what the parameter of the same
     * name means, as those of {@code not} do, need no description of their own.
     */
    public static Param<Arguments> fields(String name, String description, Param<?>... fields) {
        return new Param<>(name, description, new NestedKinds.Fields(ParamSet.of(List.of(fields))));
    }

    /** An object whose members GitLab alone knows, such as the inputs of a pipeline; sent as it is. */
    public static Param<JsonNode> object(String name, String description) {
        return new Param<>(name, description, new NestedKinds.Free(true));
    }

    /** Any value, sent as it is: for fields of {@link #fieldsList} whose type GitLab decides. */
    public static Param<JsonNode> anyValue(String name, String description) {
        return new Param<>(name, description, new NestedKinds.Free(false));
    }

    /** Several of what that parameter takes. */
    public static <E> Param<List<E>> listOf(String name, String description, Param<E> element) {
        return new Param<>(name, description, NestedKinds.Many.of(element.kind()));
    }

    /** Several objects of these fields, none of which is an object itself. */
    public static Param<List<Arguments>> fieldsList(String name, String description, Param<?>... fields) {
        return new Param<>(
                name, description, NestedKinds.Many.of(new NestedKinds.Fields(ParamSet.of(List.of(fields)))));
    }
}
