package dev.gitlabmcp.shaping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One application of a shape to one answer. */
final class ShapeRun {
    /** Room kept for what is said about a cut, the paging facts and the mark of untrusted text. */
    private static final int RESERVE = 1024;

    private final JsonParser parser;
    private final JsonText out;
    private final View view;
    private final Shape shape;
    private final TextWriter texts;
    private final int limit;
    private final List<String> omitted = new ArrayList<>(0);
    private final FieldChoice choice;

    ShapeRun(JsonParser parser, JsonText out, View view, Shape shape) {
        this.parser = parser;
        this.out = out;
        this.view = view;
        this.shape = shape;
        this.choice = new FieldChoice(view, shape);
        this.limit = view.limits().maxBytes() - RESERVE;
        this.texts = new TextWriter(out, view, limit, shape);
    }

    /** The whole answer is one value. */
    void single(JsonToken first) throws IOException {
        if (first == JsonToken.START_OBJECT && shape.coded() == null) {
            out.beginObject();
            members();
            if (!omitted.isEmpty()) {
                out.field("cut", "left out because of the size limit: " + omitted());
            }
            choice.sayUnmet(out);
            out.endObject();
        } else if (first == JsonToken.START_OBJECT) {
            item();
        } else {
            out.beginObject();
            value("\"value\":", first, "value", false);
            out.endObject();
        }
    }

    /** The whole answer is a list; the parser stands at its start. */
    void list(ListPage page) throws IOException {
        out.beginObject().name("items").beginArray();
        int shown = 0;
        int seen = 0;
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
            seen++;
            if (shown < seen - 1) {
                parser.skipChildren();
                continue;
            }
            long mark = out.mark();
            element(token);
            boolean tooLarge = out.size() > limit || texts.wasCutForSize() || !omitted.isEmpty();
            if (tooLarge && shown > 0) {
                out.reset(mark);
            } else {
                shown++;
            }
        }
        out.endArray();
        if (shown > 0) {
            choice.sayUnmet(out);
        }
        page.page().ifPresent(p -> out.field("page", p));
        page.total().ifPresent(t -> out.field("total", t));
        if (shown < seen) {
            // GitLab's own next page would skip what was cut.
            ListCut.say(shown, seen, page, view.next(), out);
        } else {
            page.nextPage().ifPresent(p -> out.field("next_page", p));
            page.nextCursor().ifPresent(c -> out.field("next_cursor", c));
        }
        out.endObject();
    }

    /** A list inside a larger result; says, and returns, how many of its items did not fit. */
    int plainList() throws IOException {
        out.beginArray();
        int missing = 0;
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY && token != null) {
            long mark = out.mark();
            if (missing > 0) {
                parser.skipChildren();
                missing++;
            } else {
                element(token);
                if (out.size() > limit) {
                    out.reset(mark);
                    missing++;
                }
            }
        }
        if (missing > 0) {
            out.string(missing + " more cut because of the size limit");
        }
        out.endArray();
        return missing;
    }

    private void element(JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            item();
        } else {
            value(null, token, "", false);
        }
    }

    private void item() throws IOException {
        ItemWriter coded = shape.coded();
        if (coded != null) {
            out.markUserText();
            coded.write(parser, out);
            return;
        }
        out.beginObject();
        members();
        out.endObject();
    }

    private void members() throws IOException {
        ShapeNode root = shape.root();
        if (!view.only().isEmpty()) {
            only(root);
        } else if (root == null || view.full()) {
            out.markUserText();
            everyMember(root);
        } else {
            members(root);
        }
    }

    /** The members that the caller chose, as the shape shows them where it does. */
    private void only(@Nullable ShapeNode root) throws IOException {
        boolean variable = false;
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            variable |= Secrets.marksVariable(name);
            ShapeNode child = root == null ? null : root.child(name);
            boolean shaped = choice.wantsShaped(child);
            boolean wanted = shaped || choice.wantsRaw(name);
            choice.note(name, shaped ? child : null);
            if (!wanted || full(name)) {
                parser.skipChildren();
            } else if (child != null && (shaped || child.masks())) {
                member(child, token);
            } else {
                out.markUserText();
                value(JsonText.labelOf(name), token, name, variable && name.equals("value"));
            }
        }
    }

    /** The chosen members of the object in which the parser stands. */
    private void members(ShapeNode node) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            ShapeNode child = node.child(name);
            if (child == null) {
                parser.skipChildren();
            } else if (full(name)) {
                parser.skipChildren();
            } else {
                member(child, token);
            }
        }
    }

    private void member(ShapeNode node, JsonToken token) throws IOException {
        switch (node.kind) {
            case VALUE -> chosen(node, node.label, token);
            case LIFT -> {
                if (token == JsonToken.START_OBJECT) {
                    members(node);
                } else {
                    unexpected(node, token);
                }
            }
            case NESTED -> nested(node, node.label, token);
            case PLUCK -> pluck(node, token);
        }
    }

    /** Where an object was expected and something else came, it is shown rather than lost. */
    private void unexpected(ShapeNode node, JsonToken token) throws IOException {
        ShapeNode any = node.anyValue();
        if (any != null) {
            chosen(any, any.label, token);
        } else {
            parser.skipChildren();
        }
    }

    private void nested(ShapeNode node, @Nullable String label, JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            long mark = out.mark();
            open(label);
            out.beginObject();
            members(node);
            close(mark, false);
        } else if (token == JsonToken.START_ARRAY) {
            long mark = out.mark();
            open(label);
            out.beginArray();
            JsonToken element;
            while ((element = parser.nextToken()) != JsonToken.END_ARRAY && element != null) {
                if (full(node.label)) {
                    parser.skipChildren();
                } else {
                    nested(node, null, element);
                }
            }
            close(mark, true);
        } else {
            value(label, token, "", false);
        }
    }

    private void pluck(ShapeNode node, JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            if (token == JsonToken.START_OBJECT) {
                members(node);
            } else {
                unexpected(node, token);
            }
            return;
        }
        long mark = out.mark();
        out.label(node.label);
        out.beginArray();
        JsonToken element;
        while ((element = parser.nextToken()) != JsonToken.END_ARRAY && element != null) {
            if (element != JsonToken.START_OBJECT) {
                value(null, element, "", false);
                continue;
            }
            String name;
            while ((name = parser.nextFieldName()) != null) {
                JsonToken inner = parser.nextToken();
                ShapeNode child = node.child(name);
                if (child == null || full(name)) {
                    parser.skipChildren();
                } else {
                    chosen(child, null, inner);
                }
            }
        }
        close(mark, true);
    }

    /** A value that a field chose. */
    private void chosen(ShapeNode node, @Nullable String label, JsonToken token) throws IOException {
        Field field = node.field;
        if (field == null) {
            value(label, token, "", false);
            return;
        }
        if (field.onlyIfSet && (token == JsonToken.VALUE_FALSE || isZero(token))) {
            return;
        }
        if (field.userText
                && token != JsonToken.VALUE_NULL
                && (token != JsonToken.VALUE_STRING || parser.getTextLength() > 0)) {
            out.markUserText();
        }
        if (token == JsonToken.VALUE_STRING) {
            texts.chosen(label, parser, field);
        } else if (field.format == Field.Format.MASKED && token != JsonToken.VALUE_NULL && !token.isBoolean()) {
            parser.skipChildren();
            open(label);
            out.string(Secrets.MASK);
        } else {
            value(label, token, "", false);
        }
    }

    private boolean isZero(JsonToken token) throws IOException {
        return token.isNumeric() && parser.getDoubleValue() == 0;
    }

    /** Any value whole, without nulls, noise and secrets. */
    private void value(@Nullable String label, JsonToken token, String name, boolean secretValue) throws IOException {
        switch (token) {
            case VALUE_STRING -> texts.any(label, parser, name, secretValue);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                open(label);
                if (secretValue) {
                    out.string(Secrets.MASK);
                } else {
                    out.number(parser.getText());
                }
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                open(label);
                out.bool(token == JsonToken.VALUE_TRUE);
            }
            case START_OBJECT -> {
                long mark = out.mark();
                open(label);
                out.beginObject();
                everyMember(null);
                close(mark, false);
            }
            case START_ARRAY -> {
                long mark = out.mark();
                open(label);
                out.beginArray();
                JsonToken element;
                while ((element = parser.nextToken()) != JsonToken.END_ARRAY && element != null) {
                    if (full(name)) {
                        parser.skipChildren();
                    } else {
                        value(null, element, name, secretValue);
                    }
                }
                close(mark, true);
            }
            default -> {}
        }
    }

    private void everyMember(@Nullable ShapeNode node) throws IOException {
        boolean variable = false;
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            variable |= Secrets.marksVariable(name);
            ShapeNode child = node == null ? null : node.child(name);
            if (name.equals("_links") || full(name)) {
                parser.skipChildren();
            } else if (child != null && child.masks()) {
                member(child, token);
            } else {
                value(JsonText.labelOf(name), token, name, variable && name.equals("value"));
            }
        }
    }

    private boolean full(String name) {
        if (out.size() < limit) {
            return false;
        }
        if (omitted.size() < 12 && !omitted.contains(name)) {
            omitted.add(name);
        }
        return true;
    }

    private void open(@Nullable String label) {
        if (label != null) {
            out.label(label);
        }
    }

    /** Ends what was opened, or forgets it when nothing was written into it. */
    private void close(long mark, boolean array) {
        if (out.atStart()) {
            out.reset(mark);
        } else if (array) {
            out.endArray();
        } else {
            out.endObject();
        }
    }

    private String omitted() {
        return String.join(", ", omitted) + (omitted.size() == 12 ? " and more" : "");
    }
}
