package dev.gitlabmcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.gitlabmcp.gitlab.GitLabAnswer;
import java.io.IOException;
import java.util.Optional;

/**
 * What an instance says of itself: https://docs.gitlab.com/api/metadata/
 *
 * @param text the version as it says it, such as {@code 18.1.1-ee}
 * @param major its first number
 * @param minor its second number
 * @param community whether it is the edition without paid features; the other one may have no licence for them either
 */
record InstanceVersion(String text, int major, int minor, boolean community) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBERS = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4})");

    /** As it is read from the answer of {@code /metadata}; empty when that tells no version. */
    static Optional<InstanceVersion> read(GitLabAnswer answer) throws IOException {
        JsonNode metadata = JSON.readTree(answer.body());
        String text = metadata.path("version").asText();
        Matcher numbers = NUMBERS.matcher(text);
        if (text.length() > 50 || !numbers.find()) {
            return Optional.empty();
        }
        boolean community = metadata.path("enterprise").isBoolean()
                && !metadata.path("enterprise").booleanValue();
        return Optional.of(new InstanceVersion(
                text, Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), community));
    }

    /** Whether it is older than a version such as {@code 17.4}; false for what is no version. */
    boolean isBefore(String since) {
        Matcher numbers = NUMBERS.matcher(since);
        if (!numbers.find()) {
            return false;
        }
        int otherMajor = Integer.parseInt(numbers.group(1));
        int otherMinor = Integer.parseInt(numbers.group(2));
        return major < otherMajor || (major == otherMajor && minor < otherMinor);
    }
}
