package dev.gitlabmcp.deployment;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/** A rule of a Traefik router, as far as ours use its language; expressions match anywhere in a value, as Go's do. */
final class TraefikRule {
    private static final java.util.regex.Pattern CALL =
            java.util.regex.Pattern.compile("\\s*([A-Z]\\w*)\\(((?:`[^`]*`(?:\\s*,\\s*)?)+)\\)");
    private static final java.util.regex.Pattern ARGUMENT = java.util.regex.Pattern.compile("`([^`]*)`");

    private final String text;
    private int position;
    private final Predicate<Request> predicate;

    /** What rules look at; header names in any case. */
    record Request(String host, String path, Map<String, String> headers, Map<String, String> query) {
        private boolean hasHeader(String name, Pattern pattern) {
            return headers.entrySet().stream()
                    .anyMatch(header -> header.getKey().equalsIgnoreCase(name)
                            && pattern.matcher(header.getValue()).find());
        }
    }

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException when it is none
     */
    TraefikRule(String text) {
        this.text = text;
        predicate = alternatives();
        if (!text.substring(position).isBlank()) {
            throw wrong();
        }
    }

    boolean fits(Request request) {
        return predicate.test(request);
    }

    private Predicate<Request> alternatives() {
        Predicate<Request> all = conjunction();
        while (accept("||")) {
            all = all.or(conjunction());
        }
        return all;
    }

    private Predicate<Request> conjunction() {
        Predicate<Request> all = operand();
        while (accept("&&")) {
            all = all.and(operand());
        }
        return all;
    }

    private Predicate<Request> operand() {
        if (accept("!")) {
            return operand().negate();
        }
        if (accept("(")) {
            Predicate<Request> inner = alternatives();
            if (!accept(")")) {
                throw wrong();
            }
            return inner;
        }
        Matcher call = CALL.matcher(text).region(position, text.length());
        if (!call.lookingAt()) {
            throw wrong();
        }
        position = call.end();
        List<String> arguments = new ArrayList<>();
        ARGUMENT.matcher(call.group(2)).results().forEach(found -> arguments.add(found.group(1)));
        return matcher(call.group(1), arguments);
    }

    private Predicate<Request> matcher(String name, List<String> arguments) {
        int wanted = name.endsWith("Regexp") ? 2 : 1;
        if (arguments.size() != wanted) {
            throw wrong();
        }
        String first = arguments.get(0);
        return switch (name) {
            case "Host" -> request -> request.host().equalsIgnoreCase(first);
            case "Path" -> request -> request.path().equals(first);
            case "PathPrefix" -> request -> request.path().startsWith(first);
            case "HeaderRegexp" -> {
                Pattern pattern = Pattern.compile(arguments.get(1));
                yield request -> request.hasHeader(first, pattern);
            }
            case "QueryRegexp" -> {
                Pattern pattern = Pattern.compile(arguments.get(1));
                yield request -> request.query().containsKey(first)
                        && pattern.matcher(request.query().get(first)).find();
            }
            default -> throw wrong();
        };
    }

    private boolean accept(String token) {
        int next = position;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (!text.startsWith(token, next)) {
            return false;
        }
        position = next + token.length();
        return true;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no rule from character " + position + " on: " + text);
    }
}
