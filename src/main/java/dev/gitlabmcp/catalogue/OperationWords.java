package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.gitlab.GitLabRequest.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Says in words what an operation of GitLab's API does, made of its method, path and group alone. Stateless. */
final class OperationWords {
    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");

    private OperationWords() {}

    /** A sentence such as "Lists the links of assets of a release of a project." with what else is to be known. */
    static String sentence(Method method, String path, String group, String tier) {
        List<String> segments = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
        segments.removeIf(segment -> segment.equals("-"));
        boolean one = isPlaceholder(segments.get(segments.size() - 1));
        while (segments.size() > 1 && isPlaceholder(segments.get(segments.size() - 1))) {
            segments.remove(segments.size() - 1);
        }
        String last = plain(segments.remove(segments.size() - 1));
        boolean several = !one && isPlural(last);
        StringBuilder out = new StringBuilder(verb(method, one, several)).append(' ');
        boolean creates = method == Method.POST && several;
        out.append(one || creates ? "one " + singular(last) : several ? last : "the " + last);
        holders(segments, out);
        if (!mentions(out, group)) {
            out.append(" (").append(group).append(')');
        }
        if (!tier.isEmpty() && !tier.equals("Free")) {
            out.append(" [").append(tier).append(']');
        }
        return out.append('.').toString();
    }

    private static String verb(Method method, boolean one, boolean several) {
        return switch (method) {
            case GET -> one || !several ? "Shows" : "Lists";
            case HEAD -> "Checks for";
            case POST -> one ? "Adds" : several ? "Creates" : "Does";
            case PUT, PATCH -> "Updates";
            case DELETE -> "Deletes";
        };
    }

    /** What holds the thing, from the inside out. */
    private static void holders(List<String> segments, StringBuilder out) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            boolean holder = isPlaceholder(segments.get(i));
            while (i > 0 && isPlaceholder(segments.get(i))) {
                i--;
            }
            String word = plain(segments.get(i));
            out.append(" of ").append(holder ? article(singular(word)) : word);
        }
    }

    private static boolean mentions(StringBuilder sentence, String group) {
        String said = sentence.toString().toLowerCase(Locale.ROOT);
        for (String word : NO_LETTERS.split(group.toLowerCase(Locale.ROOT), -1)) {
            if (word.length() > 3 && !said.contains(singular(word))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlaceholder(String segment) {
        return segment.startsWith("{") && segment.indexOf('}') == segment.length() - 1;
    }

    /** A segment of a path as words. */
    static String plain(String segment) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            boolean word = Character.isLetterOrDigit(c);
            boolean inner = word && Character.isUpperCase(c) && i > 0 && Character.isLowerCase(segment.charAt(i - 1));
            if ((!word || inner) && !out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
            if (word) {
                out.append(Character.toLowerCase(c));
            }
        }
        return out.toString().stripTrailing();
    }

    private static String article(String words) {
        return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
    }

    private static boolean isPlural(String words) {
        return !singular(words).equals(words);
    }

    /** The same words, the last one in the singular. */
    static String singular(String words) {
        if (words.endsWith("ies") && words.length() > 4) {
            return words.substring(0, words.length() - 3) + "y";
        }
        if (words.endsWith("sses") || words.endsWith("ches") || words.endsWith("shes") || words.endsWith("xes")) {
            return words.substring(0, words.length() - 2);
        }
        boolean plural = words.endsWith("s")
                && !words.endsWith("ss")
                && !words.endsWith("us")
                && !words.endsWith("is")
                && words.length() > 3;
        return plural ? words.substring(0, words.length() - 1) : words;
    }
}
