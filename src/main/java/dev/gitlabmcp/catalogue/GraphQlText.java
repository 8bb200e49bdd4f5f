package dev.gitlabmcp.catalogue;

import dev.gitlabmcp.tool.ToolException;
import graphql.language.AstPrinter;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The operation of a caller's GraphQL document that is to run, read as far as is needed to say what it does. What is sent is
 * written anew from what was read, since parsers differ in where they see a comment end. Immutable.
 *
 * @param document that operation with its fragments, as it is to be sent
 * @param changes whether it is a mutation
 * @param fields the names of the fields of its operation, which for a mutation say what it changes
 * @param texts the texts that are written out in it
 * @param deletes whether an argument says that something shall be deleted, or may say so by a variable
 * @see <a href="https://spec.graphql.org/September2025/">GraphQL specification</a>
 */
record GraphQlText(String document, boolean changes, List<String> fields, List<String> texts, boolean deletes) {
    /** What GitLab takes: https://docs.gitlab.com/api/graphql/#limits */
    static final int MAX_CHARACTERS = 10_000;

    static final int MAX_TOKENS = 5_000;
    static final String DOCUMENT = "query";

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
        Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();
        for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
            if (fragments.put(fragment.getName(), fragment) != null) {
                throw ToolException.invalid(DOCUMENT, "has two fragments " + fragment.getName());
            }
        }
        GraphQlReading reading = new GraphQlReading(fragments);
        reading.read(chosen);
        Document.Builder sent = Document.newDocument().definition(chosen);
        reading.used().forEach(name -> sent.definition(fragments.get(name)));
        return new GraphQlText(
                AstPrinter.printAstCompact(sent.build()),
                chosen.getOperation() == Operation.MUTATION,
                reading.fields(),
                reading.texts(),
                reading.deletes());
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
        } catch (ParseCancelledTooDeepException e) {
            throw ToolException.invalid(DOCUMENT, "is deeper than " + GraphQlReading.MAX_DEPTH + " levels");
        } catch (ParseCancelledException e) {
            throw ToolException.invalid(DOCUMENT, "has more than " + MAX_TOKENS + " words");
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
        List<String> names = operations.stream()
                .map(OperationDefinition::getName)
                .filter(Objects::nonNull)
                .toList();
        if (names.size() < operations.size() || Set.copyOf(names).size() < names.size()) {
            throw ToolException.invalid(DOCUMENT, "has several operations, each of which needs a name of its own");
        }
        return operations.stream()
                .filter(one -> name.isPresent() && name.get().equals(one.getName()))
                .findFirst()
                .orElseThrow(() -> operations.isEmpty()
                        ? ToolException.invalid(DOCUMENT, "holds no operation")
                        : ToolException.invalid("operation_name", "must be one of " + String.join(", ", names)));
    }
}
