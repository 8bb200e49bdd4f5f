package dev.gitlabmcp.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.ToolDefinition;
import graphql.GraphQLContext;
import graphql.GraphQLException;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Holds documents and variables against the schema of GitLab's GraphQL API. */
final class GraphQlContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GraphQLSchema schema;

    GraphQlContract() {
        try (var sdl = ReferenceData.open("graphql-18.9.graphql.gz")) {
            schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(
                    new SchemaParser().parse(new String(sdl.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a request; a document of the tool may go by its name. */
    List<String> violations(ToolDefinition tool, String body) {
        JsonNode request = tree(body);
        String query = request.path("query").asText();
        String text = tool.documents().stream()
                .filter(document -> document.name().equals(query))
                .map(GraphQlDocument::text)
                .findFirst()
                .orElse(query);
        Document document = new Parser().parseDocument(text);
        List<String> wrong = new ArrayList<>();
        new Validator().validateDocument(schema, document, Locale.ROOT).forEach(error -> wrong.add(error.getMessage()));
        if (wrong.isEmpty()) {
            operation(document, request.path("operationName").asText())
                    .ifPresentOrElse(
                            operation -> checkVariables(operation, request.path("variables"), wrong),
                            () -> wrong.add("does not say which of its operations"));
        }
        if (text.length() > 10_000) {
            wrong.add("has more than 10,000 characters");
        }
        return wrong;
    }

    /** The one of that name, or without a name the only one. */
    private static Optional<OperationDefinition> operation(Document document, String name) {
        List<OperationDefinition> all = document.getDefinitionsOfType(OperationDefinition.class);
        return name.isEmpty()
                ? all.stream().filter(one -> all.size() == 1).findFirst()
                : all.stream().filter(one -> name.equals(one.getName())).findFirst();
    }

    private void checkVariables(OperationDefinition operation, JsonNode given, List<String> wrong) {
        Map<String, Object> variables =
                given.isObject() ? JSON.convertValue(given, new TypeReference<Map<String, Object>>() {}) : Map.of();
        for (String name : variables.keySet()) {
            if (operation.getVariableDefinitions().stream()
                    .noneMatch(one -> one.getName().equals(name))) {
                wrong.add("has no variable " + name);
            }
        }
        try {
            ValuesResolver.coerceVariableValues(
                    schema,
                    operation.getVariableDefinitions(),
                    RawVariables.of(variables),
                    GraphQLContext.getDefault(),
                    Locale.ROOT);
        } catch (GraphQLException e) {
            wrong.add(e.getMessage());
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
