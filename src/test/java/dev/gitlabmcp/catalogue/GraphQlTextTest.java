package dev.gitlabmcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolProblem;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphQlTextTest {
    private static GraphQlText read(String text) {
        return GraphQlText.read(text, Optional.empty());
    }

    private static ToolProblem.InvalidArgument refusal(String text, String operation) {
        ToolException thrown =
                catchThrowableOfType(ToolException.class, () -> GraphQlText.read(text, Optional.ofNullable(operation)));
        return (ToolProblem.InvalidArgument) thrown.problem();
    }

    @Test
    void query_changesNothing() {
        GraphQlText text = read(
                "{ a: currentUser { username } ...more } fragment more on Query { b: project(fullPath: \"p\") { id } }");
        assertThat(text.changes()).isFalse();
        assertThat(text.fields()).containsExactly("currentUser", "project");
        assertThat(text.texts()).containsExactly("p");
    }

    @Test
    void mutation_isNamedByItsFields_notByItsAliases() {
        GraphQlText text = read(
                "mutation M { harmless: workItemDelete(input: {id: \"1\"}) { errors } ... { destroyNote { errors } } }");
        assertThat(text.changes()).isTrue();
        assertThat(text.fields()).containsExactly("workItemDelete", "destroyNote");
    }

    @Test
    void severalOperations_areChosenByName() {
        String text = "query A { a } mutation B { b }";
        assertThat(GraphQlText.read(text, Optional.of("A")).changes()).isFalse();
        assertThat(GraphQlText.read(text, Optional.of("B")).changes()).isTrue();
        assertThat(GraphQlText.read(text, Optional.of("A")).document()).doesNotContain("mutation");
        assertThat(refusal(text, null).what()).isEqualTo("must be one of A, B");
        assertThat(refusal(text, "C").argument()).isEqualTo("operation_name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subscription { a } | must be a query or a mutation",
                "query { a | is no GraphQL document (line 1, column",
                "fragment f on Query { a } | holds no operation",
                "{ ...f } | has no fragment f",
                "{ ...f } fragment f on Query { a { ...g } } fragment g on A { ...f } | inside itself",
                "type A { a: Int } | may hold operations and fragments alone",
                "'' | is no GraphQL document",
            })
    void whatIsNoQueryOrMutation_isRefused(String text, String said) {
        assertThat(refusal(text, null).what()).contains(said);
    }

    @Test
    void depthAndLength_haveBounds() {
        assertThat(read("{ a".repeat(20) + " }".repeat(20)).fields()).containsExactly("a");
        assertThat(refusal("{ a".repeat(21) + " }".repeat(21), null).what()).isEqualTo("is deeper than 20 levels");
        assertThat(refusal("{ a }" + " ".repeat(10_000), null).what()).contains("has 10005 characters");
    }

    @Test
    void fragmentsThatMultiply_areRefused() {
        StringBuilder text = new StringBuilder("{ ...f0 } ");
        for (int i = 0; i < 15; i++) {
            text.append("fragment f%d on Q { x { ...f%d ...f%d } } ".formatted(i, i + 1, i + 1));
        }
        text.append("fragment f15 on Q { y }");
        assertThat(refusal(text.toString(), null).what()).isEqualTo("asks for more than 5000 fields");
    }

    @Test
    void document_isWrittenAnew_soThatCommentsHideNothing() {
        // To some parsers a carriage return ends a comment, to others it does not.
        GraphQlText text = read("#\rquery\nmutation { destroyNote(input: {id: \"1\"}) { errors } }");
        assertThat(text.changes()).isFalse();
        assertThat(text.document()).startsWith("query mutation{").doesNotContain("#", "\r", "\n");
    }

    @Test
    void document_keepsWhatIsUsedAlone() {
        String text =
                "query A($x: Int = 3) { a(x: $x, s: \"\"\"block\n\\u0022 text\"\"\") @include(if: true) { ...f } }"
                        + " fragment f on A { b } fragment unused on A { c }";
        String sent = GraphQlText.read(text, Optional.empty()).document();
        assertThat(sent).contains("fragment f on A", "@include(if:true)").doesNotContain("unused");
        assertThat(read(sent).document()).isEqualTo(sent);
        assertThat(read(sent).texts()).isEqualTo(read(text).texts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ project { x: runnersToken } } | gives runnersToken another name",
                "{ project { v { nodes { k: key } } } } | gives key another name",
                "{ project { ciVariables { nodes { value } } } } | value of a CI/CD variable",
                "{ project { x: ciVariables { nodes { ...f } } } } fragment f on V { value } | value of a CI/CD variable",
                "{ a { u: url } } | gives url another name",
                "{ ...f } fragment f on Q { a } fragment f on Q { b } | has two fragments f",
                "{ a } { b } | each of which needs a name of its own",
                "query A { a } mutation A { b } | each of which needs a name of its own",
            })
    void whatWouldHideSomething_isRefused(String text, String said) {
        assertThat(refusal(text, null).what()).contains(said);
    }

    @Test
    void largeDocuments_areCalledLarge() {
        assertThat(refusal("{a".repeat(400) + "}".repeat(400), null).what()).startsWith("is deeper than 20 levels");
        assertThat(refusal("{" + "...on A{b}".repeat(900) + "}", null).what()).startsWith("has more than 5000 words");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mutation { a(input: {shouldRemoveSourceBranch: true}) { e } } | true",
                "mutation($r: Boolean) { a(input: {removeSourceBranch: $r}) { e } } | true",
                "mutation { a(input: {shouldRemoveSourceBranch: false}) { e } } | false",
                "mutation { a(input: {blobActions: [{action: delete}]}) { e } } | true",
                "mutation { a(input: {actions: [{action: DELETE}]}) { e } } | true",
                "mutation { a(input: {title: \"x\"}) { e } } | false",
            })
    void argumentsThatDelete_areSeen(String text, boolean deletes) {
        assertThat(read(text).deletes()).isEqualTo(deletes);
    }
}
