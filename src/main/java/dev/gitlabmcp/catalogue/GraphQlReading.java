package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.GraphQlText.DOCUMENT;

import com.google.re2j.Pattern;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.ToolException;
import graphql.language.Argument;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Node;
import graphql.language.ObjectField;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.language.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through an operation, fragments included, and says what it asks for. For one operation and one thread. */
final class GraphQlReading {
    static final int MAX_DEPTH = 20;

    /** Fields that hold CI/CD variables, whose values are never shown. */
    private static final Pattern VARIABLES = Pattern.compile("(?i)variable");

    /** Arguments that are true where a branch shall go. */
    private static final Pattern REMOVES = Pattern.compile("(?i)removesourcebranch$");

    private final Map<String, FragmentDefinition> fragments;
    private final Deque<String> inside = new ArrayDeque<>();
    private final Set<String> used = new LinkedHashSet<>();
    private final List<String> fields = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private int selections;
    private boolean deletes;

    GraphQlReading(Map<String, FragmentDefinition> fragments) {
        this.fragments = fragments;
    }

    /**
     * Reads it.
     *
     * @throws ToolException when it is too large or too deep, lacks a fragment, or would show what is masked
     */
    void read(OperationDefinition operation) {
        into(operation.getSelectionSet(), 1, false);
        addTexts(operation);
        used.forEach(name -> addTexts(fragments.get(name)));
    }

    /** The names of its own fields. */
    List<String> fields() {
        return fields;
    }

    /** The texts that are written out. */
    List<String> texts() {
        return texts;
    }

    /** The fragments it uses. */
    Set<String> used() {
        return used;
    }

    /** Whether an argument says, or may say by a variable, that something shall be deleted. */
    boolean deletes() {
        return deletes;
    }

    private void addTexts(@Nullable Node<?> node) {
        if (node instanceof StringValue literal) {
            String text = String.valueOf(literal.getValue());
            texts.add(text);
            deletes |= isDelete(text);
        } else if (node instanceof EnumValue word) {
            deletes |= isDelete(word.getName());
        } else if (node instanceof ObjectField member) {
            deletes |= removes(member.getName(), member.getValue());
        } else if (node instanceof Argument argument) {
            deletes |= removes(argument.getName(), argument.getValue());
        }
        if (node != null) {
            node.getChildren().forEach(this::addTexts);
        }
    }

    /** Whether a value of an argument asks for something to be deleted, as actions on files do. */
    static boolean isDelete(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.equals("delete") || lower.equals("destroy");
    }

    /** Whether a member of a variable with that name and value asks for something to be deleted. */
    static boolean removes(String name, boolean value) {
        return value && REMOVES.matcher(name).find();
    }

    private static boolean removes(String name, Value<?> value) {
        return REMOVES.matcher(name).find() && !(value instanceof BooleanValue flag && !flag.isValue());
    }

    private void into(@Nullable SelectionSet set, int depth, boolean ofVariables) {
        if (set == null) {
            return;
        }
        if (depth > MAX_DEPTH) {
            throw ToolException.invalid(DOCUMENT, "is deeper than " + MAX_DEPTH + " levels");
        }
        for (Selection<?> selection : set.getSelections()) {
            // Fragments that use each other can stand for far more than was written.
            if (++selections > GraphQlText.MAX_TOKENS) {
                throw ToolException.invalid(DOCUMENT, "asks for more than " + GraphQlText.MAX_TOKENS + " fields");
            }
            if (selection instanceof Field field) {
                into(field, depth, ofVariables);
            } else if (selection instanceof InlineFragment fragment) {
                into(fragment.getSelectionSet(), depth, ofVariables);
            } else if (selection instanceof FragmentSpread spread) {
                into(spread.getName(), depth, ofVariables);
            }
        }
    }

    private void into(Field field, int depth, boolean ofVariables) {
        if (depth == 1) {
            fields.add(field.getName());
        }
        if (ofVariables && field.getName().equals("value")) {
            throw ToolException.invalid(DOCUMENT, "asks for the value of a CI/CD variable, which is never shown");
        }
        if (field.getAlias() != null && Shape.isMaskedByName(field.getName())) {
            throw ToolException.invalid(
                    DOCUMENT,
                    "gives " + field.getName()
                            + " another name, by which it could not be masked; ask for it by its own");
        }
        boolean variables = ofVariables || VARIABLES.matcher(field.getName()).find();
        into(field.getSelectionSet(), depth + 1, variables);
    }

    private void into(String name, int depth, boolean ofVariables) {
        FragmentDefinition fragment = fragments.get(name);
        if (fragment == null) {
            throw ToolException.invalid(DOCUMENT, "has no fragment " + name);
        }
        if (inside.contains(name)) {
            throw ToolException.invalid(DOCUMENT, "has the fragment " + name + " inside itself");
        }
        used.add(name);
        inside.push(name);
        into(fragment.getSelectionSet(), depth, ofVariables);
        inside.pop();
    }
}
