package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.gitlabmcp.shaping.JsonText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of parameter that hold one plain value. */
final class ScalarKinds {
    /** The longest text that is taken unless a parameter says otherwise. */
    static final int TEXT_CHARS = 2_000;
    /** As much as GitLab takes in a description. */
    static final int LONG_TEXT_CHARS = 1_048_576;

    private static final int REGEX_CHARS = 500;

    private ScalarKinds() {}

    /** Text of at most so many characters; the bound is only worth telling when GitLab set it. */
    record Text(int maxChars, boolean tellMax) implements Kind<String> {
        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "string");
            if (tellMax) {
                schema.put("maxLength", maxChars);
            }
        }

        @Override
        public String read(JsonNode value, Argument argument) {
            if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
                throw argument.expected("text", value);
            }
            String text = value.asText();
            if (text.length() > maxChars) {
                throw argument.refuse(
                        "is too long: " + text.length() + " characters, at most " + maxChars + " are taken");
            }
            return text;
        }

        @Override
        public void json(String value, JsonText out) {
            out.string(value);
        }

        @Override
        public Kind<String> atMost(long max) {
            return new Text(Math.toIntExact(max), true);
        }
    }

    /** A whole number within bounds; as text it is taken, too. */
    record Whole(int min, int max) implements Kind<Integer> {
        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "integer");
            // That a page or a count begins at 0 or 1 needs no telling in each of hundreds of schemas.
            if (min > 1) {
                schema.put("minimum", min);
            }
            if (max < Integer.MAX_VALUE) {
                schema.put("maximum", max);
            }
        }

        @Override
        public Integer read(JsonNode value, Argument argument) {
            long number = wholeNumber(value, argument);
            if (number < min || number > max) {
                throw argument.expected(range(), value);
            }
            return (int) number;
        }

        private String range() {
            return max == Integer.MAX_VALUE
                    ? "a whole number of at least " + min
                    : "a whole number from " + min + " to " + max;
        }

        @Override
        public void json(Integer value, JsonText out) {
            out.number(value);
        }

        @Override
        public Kind<Integer> atLeast(long newMin) {
            return new Whole(Math.toIntExact(newMin), max);
        }

        @Override
        public Kind<Integer> atMost(long newMax) {
            return new Whole(min, Math.toIntExact(newMax));
        }
    }

    /** A whole number without bounds, such as an id. */
    record Big() implements Kind<Long> {
        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "integer");
        }

        @Override
        public Long read(JsonNode value, Argument argument) {
            return wholeNumber(value, argument);
        }

        @Override
        public void json(Long value, JsonText out) {
            out.number(value);
        }
    }

    /** A number with decimals. */
    record Decimal() implements Kind<Double> {
        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "number");
        }

        @Override
        public Double read(JsonNode value, Argument argument) {
            if (value.isNumber()) {
                return value.doubleValue();
            }
            try {
                double number = Double.parseDouble(value.isTextual() ? value.textValue() : "");
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below, in the words for the model.
            }
            throw argument.expected("a number", value);
        }

        @Override
        public void json(Double value, JsonText out) {
            out.number(value.toString());
        }
    }

    /** True or false; as text they are taken, too. */
    record Flag() implements Kind<Boolean> {
        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "boolean");
        }

        @Override
        public Boolean read(JsonNode value, Argument argument) {
            String text =
                    value.isBoolean() || value.isTextual() ? value.asText().strip() : "";
            if (text.equalsIgnoreCase("true")) {
                return true;
            }
            if (text.equalsIgnoreCase("false")) {
                return false;
            }
            throw argument.expected("true or false", value);
        }

        @Override
        public void json(Boolean value, JsonText out) {
            out.bool(value);
        }
    }

    /** One of some words, in any case; where {@code orNumber}, also a whole number. */
    record Choice(List<String> words, boolean orNumber) implements Kind<String> {
        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "string");
            if (!orNumber) {
                ArrayNode values = schema.putArray("enum");
                words.forEach(values::add);
            }
        }

        @Override
        public String read(JsonNode value, Argument argument) {
            String text = value.isTextual() || value.isNumber() ? value.asText().strip() : "";
            for (String word : words) {
                if (word.equalsIgnoreCase(text)) {
                    return word;
                }
            }
            if (orNumber
                    && !text.isEmpty()
                    && text.length() < 19
                    && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return text;
            }
            List<String> near = Nearest.to(text.toLowerCase(Locale.ROOT), words, 1);
            String hint = near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?";
            throw argument.expected(
                    (orNumber ? "a number or one of " : "one of ") + String.join(", ", words), value, hint);
        }

        @Override
        public void json(String value, JsonText out) {
            out.string(value);
        }
    }

    /** One of some whole numbers, such as levels of access. */
    record NumberChoice(List<Integer> numbers) implements Kind<Integer> {
        @Override
        public void describe(ObjectNode schema) {
            ArrayNode values = schema.put("type", "integer").putArray("enum");
            numbers.forEach(values::add);
        }

        @Override
        public Integer read(JsonNode value, Argument argument) {
            long number = wholeNumber(value, argument);
            for (Integer known : numbers) {
                if (known == number) {
                    return known;
                }
            }
            throw argument.expected(
                    "one of " + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")), value);
        }

        @Override
        public void json(Integer value, JsonText out) {
            out.number(value);
        }
    }

    /** A day, or a moment; {@code clearable} ones take an empty text, which removes the value in GitLab. */
    record Time(boolean toTheSecond, boolean clearable) implements Kind<String> {
        @Override
        public void describe(ObjectNode schema) {
            // No format: "date-time" would rule out plain days, which are taken, too.
            schema.put("type", "string");
        }

        @Override
        public String read(JsonNode value, Argument argument) {
            String text = value.isTextual() ? value.textValue().strip() : "";
            if (clearable && value.isTextual() && text.isEmpty()) {
                return text;
            }
            if (text.length() > 40 || !isTime(text)) {
                throw argument.expected(
                        toTheSecond
                                ? "a time such as 2026-03-01T09:00:00Z or a date such as 2026-03-01"
                                : "a date such as 2026-03-01",
                        value);
            }
            return text;
        }

        private boolean isTime(String text) {
            try {
                if (text.length() == 10) {
                    LocalDate.parse(text);
                } else if (toTheSecond) {
                    DateTimeFormatter.ISO_DATE_TIME.parse(text);
                } else {
                    return false;
                }
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }

        @Override
        public void json(String value, JsonText out) {
            out.string(value);
        }
    }

    /** A regular expression of RE2, which takes time linear in the text whatever it is. */
    record Regex() implements Kind<Pattern> {
        @Override
        public void describe(ObjectNode schema) {
            schema.put("type", "string");
        }

        @Override
        public Pattern read(JsonNode value, Argument argument) {
            String text = value.isTextual() ? value.textValue() : "";
            if (text.isEmpty() || text.length() > REGEX_CHARS) {
                throw argument.expected("a regular expression of 1 to " + REGEX_CHARS + " characters", value);
            }
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw argument.refuse(
                        "is no regular expression of RE2 (no look-around, no back references): " + e.getDescription());
            }
        }

        @Override
        public String text(Pattern value) {
            return value.pattern();
        }

        @Override
        public void json(Pattern value, JsonText out) {
            out.string(value.pattern());
        }
    }

    /** The value as a whole number; digits in a text are taken, too. */
    static long wholeNumber(JsonNode value, Argument argument) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue()) && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isTextual()) {
            try {
                return Long.parseLong(value.textValue().strip());
            } catch (NumberFormatException e) {
                // Said below, in the words for the model.
            }
        }
        throw argument.expected("a whole number", value);
    }
}
