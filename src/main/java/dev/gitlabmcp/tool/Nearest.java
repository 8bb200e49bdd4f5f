package dev.gitlabmcp.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that someone probably meant. Stateless. */
final class Nearest {
    private static final int MAX_LENGTH = 128;

    private Nearest() {}

    /** At most so many of the names, nearest first; none when nothing is near. */
    static List<String> to(String given, Collection<String> names, int limit) {
        if (given.length() > MAX_LENGTH) {
            return List.of();
        }
        record Candidate(String name, int distance) {}
        List<Candidate> near = new ArrayList<>();
        for (String name : names) {
            int distance = distance(given, name);
            if (distance <= Math.max(2, given.length() / 3) || sharesWords(given, name)) {
                near.add(new Candidate(name, distance));
            }
        }
        near.sort(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name));
        return near.stream().limit(limit).map(Candidate::name).toList();
    }

    private static boolean sharesWords(String given, String name) {
        return given.length() > 3 && name.length() > 3 && (name.contains(given) || given.contains(name));
    }

    /** Levenshtein distance, in which upper and lower case, '-' and '_' are the same. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (fold(a.charAt(i - 1)) == fold(b.charAt(j - 1)) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }

    private static char fold(char c) {
        return c == '-' ? '_' : Character.toLowerCase(c);
    }
}
