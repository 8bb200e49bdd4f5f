package dev.gitlabmcp.shaping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.gitlabmcp.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of GitLab's answers is shown: compiled once, applied to the stream of each answer in one pass. Fields
 * that are unknown, missing, null or of another type never make it fail. Immutable and thread-safe.
 *
 * <p>One object becomes an object; a list becomes {@code {"items":[…],"page":1,"next_page":2,"total":57}}. What does
 * not fit into {@link ResultLimits} is cut between items, or inside long texts, and the result says what was cut and
 * which call goes on. A result with text written by GitLab's users says so in its first member, {@code untrusted}.
 */
public final class Shape {
    /** Everything but nulls, {@code _links} and secrets. */
    public static final Shape EVERYTHING = new Shape(null, null, null, false, List.of(), Set.of());

    /** Reads GitLab's answers; texts of up to 20 million characters. */
    public static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(Json.buffers())
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(200).build())
            .build();

    private final @Nullable ShapeNode root;
    private final @Nullable ItemWriter coded;
    private final @Nullable String wholeFrom;
    private final boolean longTexts;
    private final List<String> names;
    private final Set<String> revealed;

    private Shape(
            @Nullable ShapeNode root,
            @Nullable ItemWriter coded,
            @Nullable String wholeFrom,
            boolean longTexts,
            List<String> names,
            Set<String> revealed) {
        this.revealed = revealed;
        this.root = root;
        this.coded = coded;
        this.wholeFrom = wholeFrom;
        this.longTexts = longTexts;
        this.names = List.copyOf(names);
    }

    /** Whether a member of this name may be masked because it is called so, or makes another one be. */
    public static boolean isMaskedByName(String member) {
        return Secrets.isSecret(member)
                || Secrets.marksVariable(member)
                || Secrets.mayCarryLogin(member)
                || member.equals("value");
    }

    /** A shape of these fields, shown in the order in which GitLab gives them. */
    public static Shape of(Field... fields) {
        boolean longTexts = false;
        for (Field field : fields) {
            longTexts |= field.userText && field.maxChars < Integer.MAX_VALUE;
        }
        List<String> names = Arrays.stream(fields).map(field -> field.name).toList();
        return new Shape(ShapeNode.compile(List.of(fields)), null, null, longTexts, names, Set.of());
    }

    /** A shape that code writes; it looks the same in full detail. */
    public static Shape coded(ItemWriter writer) {
        return new Shape(null, writer, null, false, List.of(), Set.of());
    }

    /** The same shape, whose cut texts name the tool that shows them whole. */
    public Shape wholeFrom(String tool) {
        return new Shape(root, coded, tool, longTexts, names, revealed);
    }

    /** The same shape for what exists to hand out a secret: members of these names that it does not choose are shown. */
    public Shape revealing(String... members) {
        return new Shape(root, coded, wholeFrom, longTexts, names, Set.of(members));
    }

    /** The names of the members it shows, in order; empty where code or GitLab decides. */
    public List<String> names() {
        return names;
    }

    /** Whether full detail shows more than this shape does. */
    public boolean hasDetail() {
        return root != null;
    }

    /** Whether texts in here may be cut. */
    public boolean hasLongTexts() {
        return longTexts;
    }

    /**
     * Shows a whole answer; an empty one as {@code {"ok":true}}.
     *
     * @throws IOException when the answer breaks off or is no JSON
     */
    public String render(InputStream body, ListPage page, View view) throws IOException {
        JsonText out = new JsonText();
        try (JsonParser parser = JSON.createParser(body)) {
            ShapeRun run = new ShapeRun(parser, out, view, this);
            JsonToken first = parser.nextToken();
            if (first == null) {
                out.beginObject().field("ok", true).endObject();
            } else if (first == JsonToken.START_ARRAY) {
                run.list(page);
            } else {
                run.single(first);
            }
        }
        return out.finished();
    }

    /**
     * Writes one answer, object or list, as the next value of a larger result.
     *
     * @return how many items of a list did not fit
     * @throws IOException when the answer breaks off or is no JSON
     */
    public int write(InputStream body, JsonText out, View view) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            ShapeRun run = new ShapeRun(parser, out, view, this);
            if (first == JsonToken.START_ARRAY) {
                return run.plainList();
            }
            run.single(first == null ? JsonToken.VALUE_NULL : first);
            return 0;
        }
    }

    @Nullable
    ShapeNode root() {
        return root;
    }

    @Nullable
    ItemWriter coded() {
        return coded;
    }

    Set<String> revealed() {
        return revealed;
    }

    @Nullable
    String wholeFrom() {
        return wholeFrom;
    }
}
