package dev.gitlabmcp.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Takes texts apart into the words that are compared: in lower case, without words that say nothing, and without endings.
 * Immutable.
 */
final class SearchWords {
    private static final String SYNONYMS = "/find/synonyms.txt";
    private static final Set<String> SAY_NOTHING = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "been", "by", "can", "did", "do", "does", "for", "from", "has",
            "have", "how", "i", "if", "in", "is", "it", "its", "me", "my", "still", "any", "since", "into", "same",
            "after", "before", "now", "yet", "only", "also", "of", "on", "one", "or", "our", "so", "than", "that",
            "the", "their", "them", "then", "there", "these", "this", "those", "to", "us", "was", "we", "where",
            "which", "will", "with", "you", "your");

    /** Words with which people ask rather than tell. */
    private static final Set<String> ASKING = Set.of(
            "what", "which", "who", "whose", "where", "when", "why", "how", "is", "are", "does", "did", "do", "was",
            "has", "have", "show", "list", "find", "tell", "read", "look", "see", "all");

    private final Map<String, List<List<String>>> meanings;

    private SearchWords(Map<String, List<List<String>>> meanings) {
        this.meanings = meanings;
    }

    /** With the meanings that come with the server. */
    static SearchWords load() {
        Map<String, List<List<String>>> meanings = new HashMap<>();
        try (InputStream in = SearchWords.class.getResourceAsStream(SYNONYMS)) {
            if (in == null) {
                throw new IllegalStateException(SYNONYMS + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    addLine(line, meanings);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SearchWords(meanings);
    }

    /** A line is {@code asked asked: meant, meant two}: whoever says one of the first may mean one of the others. */
    private static void addLine(String line, Map<String, List<List<String>>> meanings) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            for (String asked : split(line.substring(0, colon))) {
                List<List<String>> all = meanings.computeIfAbsent(asked, word -> new ArrayList<>());
                for (String meant : line.substring(colon + 1).split(",", -1)) {
                    all.add(split(meant));
                }
            }
        }
    }

    /** The words of a text, in order. */
    List<String> of(String text) {
        return split(text);
    }

    /** What somebody who uses this word may mean, each in one word or several. */
    List<List<String>> meanings(String word) {
        return meanings.getOrDefault(word, List.of());
    }

    /** Whether a text asks for something rather than tells to do it, by its first two words. */
    boolean asks(String text) {
        String[] first = text.strip().toLowerCase(Locale.ROOT).split("[^a-z]+", 3);
        for (int i = 0; i < Math.min(2, first.length); i++) {
            if (ASKING.contains(first[i])) {
                return true;
            }
        }
        return text.strip().endsWith("?");
    }

    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        int start = -1;
        for (int i = 0; i <= lower.length(); i++) {
            boolean inside = i < lower.length() && Character.isLetterOrDigit(lower.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                String word = lower.substring(start, i);
                start = -1;
                if (!SAY_NOTHING.contains(word)) {
                    words.add(stem(word));
                }
            }
        }
        return words;
    }

    /** Without the commonest endings, so that {@code protected}, {@code protects} and {@code protecting} are one word. */
    static String stem(String word) {
        String stem = word;
        if (stem.endsWith("ies") && stem.length() > 4) {
            stem = stem.substring(0, stem.length() - 3) + "y";
        } else if (stem.endsWith("sses") || stem.endsWith("ches") || stem.endsWith("shes") || stem.endsWith("xes")) {
            stem = stem.substring(0, stem.length() - 2);
        } else if (stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us") && stem.length() > 3) {
            stem = stem.substring(0, stem.length() - 1);
        }
        for (String ending : List.of("ing", "ed")) {
            if (stem.endsWith(ending) && stem.length() - ending.length() >= 3) {
                stem = stem.substring(0, stem.length() - ending.length());
                int last = stem.length() - 1;
                if (stem.charAt(last) == stem.charAt(last - 1) && "lsz".indexOf(stem.charAt(last)) < 0) {
                    stem = stem.substring(0, last);
                }
                break;
            }
        }
        return stem.endsWith("e") && stem.length() > 4 ? stem.substring(0, stem.length() - 1) : stem;
    }
}
