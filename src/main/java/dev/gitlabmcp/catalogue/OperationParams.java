package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes the parameters of one operation of what the table says about them; the form is described in the script that writes
 * the table. For one operation and one thread.
 */
final class OperationParams {
    /** Members of bodies in which GitLab runs quick actions. */
    private static final Set<String> MARKDOWN = Set.of("body", "note", "description");

    private final Set<String> taken = new HashSet<>();
    private final boolean markdown;

    /** One parameter as the table has it. */
    record Entry(String name, boolean required, String type, String since) {
        /** The parameters of a column. */
        static List<Entry> of(String column) {
            return split(column, ' ').stream().map(Entry::parse).toList();
        }

        private static Entry parse(String text) {
            int end = 0;
            while (end < text.length() && "!:@".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            int at = text.lastIndexOf('@');
            boolean version = at >= end && text.substring(at + 1).matches("[\\d.]+");
            String head = version ? text.substring(0, at) : text;
            boolean required = end < head.length() && head.charAt(end) == '!';
            int colon = required ? end + 1 : end;
            return new Entry(
                    head.substring(0, end),
                    required,
                    colon < head.length() ? head.substring(colon + 1) : "s",
                    version ? text.substring(at + 1) : "");
        }
    }

    /** The operation that has this path. */
    OperationParams(String path) {
        this.markdown = path.matches(".*/(issues|merge_requests|epics|notes|discussions|draft_notes|comments)(/.*)?");
    }

    /** Splits where no bracket is open; nothing gives nothing. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : separator;
            depth += "({".indexOf(c) >= 0 ? 1 : ")}".indexOf(c) >= 0 ? -1 : 0;
            if (c == separator && depth == 0) {
                if (i > start) {
                    parts.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return parts;
    }

    /** Keeps a name for a parameter that is made elsewhere. */
    String take(String name) {
        String free = name;
        while (!taken.add(free)) {
            free = "other_" + free;
        }
        return free;
    }

    /** A parameter of the path; its name is that of the placeholder from now on. */
    Param<?> path(String name, String type) {
        String does = "Part of the path.";
        return type.equals("i")
                ? Params.bigInteger(name, does)
                : type.startsWith("(") ? choice(name, type, does) : Params.text(name, does);
    }

    /** A parameter of the query. */
    Param<?> query(Entry entry) {
        return finished(entry, made(entry, take(snake(entry.name)), true));
    }

    /** A member of the body. */
    Param<?> body(Entry entry) {
        return finished(entry, made(entry, take(snake(entry.name)), false));
    }

    private static Param<?> finished(Entry entry, Param<?> made) {
        Param<?> param = made.wire(entry.name);
        param = entry.required ? param.required() : param;
        param = entry.type.startsWith(",") ? param.commaSeparated() : param;
        return isSecret(entry.name) ? param.secret() : param;
    }

    private static boolean isSecret(String name) {
        return name.matches("(.*_)?(token|password|secret|private_key|api_key|access_key|credentials)")
                || name.equals("key");
    }

    private Param<?> made(Entry entry, String name, boolean query) {
        String does = description(entry);
        String type = entry.type.startsWith(",") ? entry.type.substring(1) : entry.type;
        if (type.startsWith("[")) {
            Entry element = new Entry(entry.name, false, type.substring(1, type.length() - 1), "");
            return list(name, does, made(element, name, query));
        }
        if (type.startsWith("{")) {
            return Params.fields(name, does, members(type));
        }
        if (type.startsWith("(")) {
            return choice(name, type, does);
        }
        if (type.startsWith("i(")) {
            List<Integer> numbers = split(type.substring(2, type.length() - 1), '|').stream()
                    .map(Integer::valueOf)
                    .toList();
            return Params.numberChoice(name, does, numbers);
        }
        return switch (type) {
            case "i" -> Params.bigInteger(name, does);
            case "n" -> Params.number(name, does);
            case "b" -> Params.flag(name, does);
            case "d" -> query ? Params.date(name, does) : Params.clearableDate(name, does);
            case "t" -> Params.dateTime(name, does);
            case "o" -> Params.object(name, does);
            case "x" -> Params.anyValue(name, does);
            default -> text(entry.name, name, does, query);
        };
    }

    private Param<String> text(String wireName, String name, String does, boolean query) {
        if (query) {
            return Params.text(name, does);
        }
        return markdown && MARKDOWN.contains(wireName) ? Params.markdown(name, does) : Params.longText(name, does);
    }

    private static <E> Param<List<E>> list(String name, String does, Param<E> element) {
        return Params.listOf(name, does, element);
    }

    private Param<?>[] members(String type) {
        OperationParams inner = new OperationParams(markdown ? "/notes" : "");
        return Entry.of(type.substring(1, type.length() - 1)).stream()
                .map(inner::body)
                .toArray(Param<?>[]::new);
    }

    private static Param<String> choice(String name, String type, String does) {
        return Params.choice(
                name, does, split(type.substring(1, type.length() - 1), '|').toArray(String[]::new));
    }

    private static String description(Entry entry) {
        String words = OperationWords.plain(entry.name);
        String kind = entry.type.equals("t") ? ": a time" : entry.type.equals("d") ? ": a date" : "";
        String since = entry.since.isEmpty() ? "" : " (GitLab " + entry.since + ")";
        String text = words.isEmpty() ? "Value" : words;
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + kind + since + ".";
    }

    /** GitLab's name as one that every client takes. */
    static String snake(String name) {
        String plain = OperationWords.plain(name).replace(' ', '_');
        return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "value_" + plain : plain;
    }
}
