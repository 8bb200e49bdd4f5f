package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.tool.ToolException;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL document of a caller's, read as far as is needed to say what it does. Immutable.
 *
 * @param changes whether it is a mutation
 * @param fields the names of the fields of its operation, which for a mutation say what it changes
 * @param texts the texts that are written out in it
 * @see <a href="https://spec.graphql.org/September2025/">GraphQL specification</a>
 */
record GraphQlText(boolean changes, List<String> fields, List<String> texts) {
    /** What GitLab takes: https://docs.gitlab.com/api/graphql/#limits */
    static final int MAX_CHARACTERS = 10_000;

    private static final int MAX_DEPTH = 20;
    private static final int MAX_TOKENS = 5_000;
    private static final String DOCUMENT = "query";

    GraphQlText {
        fields = List.copyOf(fields);
        texts = List.copyOf(texts);
    }

    /**
     * Reads a document.
     *
     * @param operation the operation to be run; needed where there are several
     * @throws ToolException when it is no document, too large or too deep, or has no such operation
     */
    static GraphQlText read(String text, Optional<String> operation) {
        if (text.length() > MAX_CHARACTERS) {
            throw ToolException.invalid(
                    DOCUMENT, "has " + text.length() + " characters; GitLab takes " + MAX_CHARACTERS + " at most");
        }
        Document document = parse(text);
        OperationDefinition chosen = choose(document, operation);
        if (chosen.getOperation() == Operation.SUBSCRIPTION) {
            throw ToolException.invalid(DOCUMENT, "must be a query or a mutation; there are no subscriptions here");
        }
        Map<String, FragmentDefinition> fragments = document.getDefinitionsOfType(FragmentDefinition.class).stream()
                .collect(Collectors.toMap(FragmentDefinition::getName, Function.identity(), (one, other) -> one));
        Reading reading = new Reading(fragments);
        reading.into(chosen.getSelectionSet(), 1);
        List<String> texts = new ArrayList<>();
        addTexts(document, texts);
        return new GraphQlText(chosen.getOperation() == Operation.MUTATION, reading.top, texts);
    }

    private static void addTexts(Node<?> node, List<String> texts) {
        if (node instanceof StringValue text) {
            texts.add(text.getValue());
        }
        node.getChildren().forEach(child -> addTexts(child, texts));
    }

    private static Document parse(String text) {
        ParserOptions options = ParserOptions.newParserOptions()
                .maxCharacters(MAX_CHARACTERS)
                .maxTokens(MAX_TOKENS)
                .captureSourceLocation(true)
                .captureIgnoredChars(false)
                .captureLineComments(false)
                .build();
        try {
            return Parser.parse(ParserEnvironment.newParserEnvironment()
                    .document(text)
                    .parserOptions(options)
                    .build());
        } catch (InvalidSyntaxException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLine() + ", column "
                            + e.getLocation().getColumn() + ")";
            throw ToolException.invalid(DOCUMENT, "is no GraphQL document" + where);
        }
    }

    private static OperationDefinition choose(Document document, Optional<String> name) {
        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        for (Definition<?> definition : document.getDefinitions()) {
            if (!(definition instanceof OperationDefinition) && !(definition instanceof FragmentDefinition)) {
                throw ToolException.invalid(DOCUMENT, "may hold operations and fragments alone");
            }
        }
        if (name.isEmpty() && operations.size() == 1) {
            return operations.get(0);
        }
        List<String> names =
                operations.stream().map(one -> String.valueOf(one.getName())).toList();
        return operations.stream()
                .filter(one -> name.isPresent() && name.get().equals(one.getName()))
                .findFirst()
                .orElseThrow(() -> operations.isEmpty()
                        ? ToolException.invalid(DOCUMENT, "holds no operation")
                        : ToolException.invalid("operation_name", "must be one of " + String.join(", ", names)));
    }

    /** Goes through an operation, fragments included. */
    private static final class Reading {
        private final Map<String, FragmentDefinition> fragments;
        private final Deque<String> inside = new ArrayDeque<>();
        private final List<String> top = new ArrayList<>();
        private int selections;

        Reading(Map<String, FragmentDefinition> fragments) {
            this.fragments = fragments;
        }

        void into(@Nullable SelectionSet set, int depth) {
            if (set == null) {
                return;
            }
            if (depth > MAX_DEPTH) {
                throw ToolException.invalid(DOCUMENT, "is deeper than " + MAX_DEPTH + " levels");
            }
            for (Selection<?> selection : set.getSelections()) {
                // Fragments that use each other can stand for far more than was written.
                if (++selections > MAX_TOKENS) {
                    throw ToolException.invalid(DOCUMENT, "asks for more than " + MAX_TOKENS + " fields");
                }
                if (selection instanceof Field field) {
                    if (depth == 1) {
                        top.add(field.getName());
                    }
                    into(field.getSelectionSet(), depth + 1);
                } else if (selection instanceof InlineFragment fragment) {
                    into(fragment.getSelectionSet(), depth);
                } else if (selection instanceof FragmentSpread spread) {
                    into(spread.getName(), depth);
                }
            }
        }

        private void into(String name, int depth) {
            FragmentDefinition fragment = fragments.get(name);
            if (fragment == null) {
                throw ToolException.invalid(DOCUMENT, "has no fragment " + name);
            }
            if (inside.contains(name)) {
                throw ToolException.invalid(DOCUMENT, "has the fragment " + name + " inside itself");
            }
            inside.push(name);
            into(fragment.getSelectionSet(), depth);
            inside.pop();
        }
    }
}
