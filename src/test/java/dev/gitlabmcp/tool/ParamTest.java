package dev.gitlabmcp.tool;

import static dev.gitlabmcp.tool.Params.bigInteger;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.choiceList;
import static dev.gitlabmcp.tool.Params.clearableDate;
import static dev.gitlabmcp.tool.Params.commit;
import static dev.gitlabmcp.tool.Params.date;
import static dev.gitlabmcp.tool.Params.dateTime;
import static dev.gitlabmcp.tool.Params.fields;
import static dev.gitlabmcp.tool.Params.fieldsList;
import static dev.gitlabmcp.tool.Params.filePath;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.groupId;
import static dev.gitlabmcp.tool.Params.id;
import static dev.gitlabmcp.tool.Params.idOr;
import static dev.gitlabmcp.tool.Params.iid;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.integerList;
import static dev.gitlabmcp.tool.Params.longText;
import static dev.gitlabmcp.tool.Params.markdown;
import static dev.gitlabmcp.tool.Params.number;
import static dev.gitlabmcp.tool.Params.projectId;
import static dev.gitlabmcp.tool.Params.regex;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.Params.textList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.gitlab.GitLabInstance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamTest {
    private static final GitLabInstance INSTANCE = GitLabInstance.of("https://gitlab.example.com/sub/api/v4");
    private static final String WEB = "https://gitlab.example.com/sub/";

    private static <T> dev.gitlabmcp.tool.Arguments read(Param<T> param, JsonNode value) {
        return ParamSet.of(List.of(param))
                .read(JsonNodeFactory.instance.objectNode().set(param.name(), value), INSTANCE, false);
    }

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of(text("x", "d"), "\"a b\"", "a b"),
                Arguments.of(text("x", "d"), "5", "5"),
                Arguments.of(text("x", "d"), "true", "true"),
                Arguments.of(longText("x", "d"), "\"" + "y".repeat(5000) + "\"", "y".repeat(5000)),
                Arguments.of(integer("x", "d"), "5", 5),
                Arguments.of(integer("x", "d"), "5.0", 5),
                Arguments.of(integer("x", "d"), "\" 5 \"", 5),
                Arguments.of(integer("x", "d").min(1).max(9), "9", 9),
                Arguments.of(bigInteger("x", "d"), "9007199254740993", 9007199254740993L),
                Arguments.of(number("x", "d"), "\"1.5\"", 1.5),
                Arguments.of(flag("x", "d"), "true", true),
                Arguments.of(flag("x", "d"), "\"False\"", false),
                Arguments.of(choice("x", "d", "opened", "closed"), "\"Closed\"", "closed"),
                Arguments.of(choice("x", "d", "10", "20"), "20", "20"),
                Arguments.of(idOr("x", "d", "None", "Any"), "\"any\"", "Any"),
                Arguments.of(idOr("x", "d", "None"), "7", "7"),
                Arguments.of(idOr("x", "d", "None"), "\"7\"", "7"),
                Arguments.of(date("x", "d"), "\"2026-02-28\"", "2026-02-28"),
                Arguments.of(clearableDate("x", "d"), "\"\"", ""),
                Arguments.of(dateTime("x", "d"), "\"2026-02-28\"", "2026-02-28"),
                Arguments.of(dateTime("x", "d"), "\"2026-02-28T10:00:00+02:00\"", "2026-02-28T10:00:00+02:00"),
                Arguments.of(dateTime("x", "d"), "\"2026-02-28T10:00:00.123Z\"", "2026-02-28T10:00:00.123Z"),
                Arguments.of(textList("x", "d"), "[\"a\",\"b\"]", List.of("a", "b")),
                Arguments.of(textList("x", "d"), "\"a, b,\"", List.of("a", "b")),
                Arguments.of(textList("x", "d"), "[]", List.of()),
                Arguments.of(integerList("x", "d"), "[1,\"2\"]", List.of(1L, 2L)),
                Arguments.of(integerList("x", "d"), "3", List.of(3L)),
                Arguments.of(integerList("x", "d"), "\"1,2\"", List.of(1L, 2L)),
                Arguments.of(choiceList("x", "d", "a", "b"), "[\"B\"]", List.of("b")),
                Arguments.of(projectId("x", "d"), "42", "42"),
                Arguments.of(projectId("x", "d"), "\"group/sub/app\"", "group/sub/app"),
                Arguments.of(projectId("x", "d"), "\"group%2Fapp\"", "group/app"),
                Arguments.of(projectId("x", "d"), "\"" + WEB + "group/app.git\"", "group/app"),
                Arguments.of(projectId("x", "d"), "\"" + WEB + "group/app/-/tree/main?x=1#y\"", "group/app"),
                Arguments.of(projectId("x", "d"), "\"" + WEB + "group/app/issues/7\"", "group/app"),
                Arguments.of(projectId("x", "d"), "\"HTTP://GitLab.example.com/sub/group/app/\"", "group/app"),
                Arguments.of(groupId("x", "d"), "\"" + WEB + "groups/a/b/-/issues\"", "a/b"),
                Arguments.of(iid("x", "d", "issues"), "7", 7),
                Arguments.of(iid("x", "d", "issues"), "\"#7\"", 7),
                Arguments.of(iid("x", "d", "issues"), "\"" + WEB + "g/p/-/issues/7#note_3\"", 7),
                Arguments.of(iid("x", "d", "issues", "work_items"), "\"" + WEB + "g/p/-/work_items/7\"", 7),
                Arguments.of(iid("x", "d", "merge_requests"), "\"" + WEB + "g/p/-/merge_requests/8/diffs?tab=x\"", 8),
                Arguments.of(id("x", "d", "jobs"), "\"" + WEB + "g/p/-/jobs/12345678901\"", 12345678901L));
    }

    @ParameterizedTest
    @MethodSource("good")
    void read_goodValue(Param<?> param, String json, Object expected) {
        assertThat(read(param, ToolTestCase.tree(json)).get(param)).isEqualTo(expected);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(text("x", "d").max(3), "\"abcd\"", "is too long: 4 characters, at most 3"),
                Arguments.of(text("x", "d"), "{}", "must be text, but is {}"),
                Arguments.of(integer("x", "d"), "1.5", "must be a whole number, but is 1.5"),
                Arguments.of(integer("x", "d"), "\"seven\"", "must be a whole number, but is \"seven\""),
                Arguments.of(integer("x", "d").min(1).max(9), "10", "must be a whole number from 1 to 9, but is 10"),
                Arguments.of(integer("x", "d").min(1), "0", "must be a whole number of at least 1, but is 0"),
                Arguments.of(integer("x", "d"), "99999999999", "must be a whole number"),
                Arguments.of(bigInteger("x", "d"), "1e30", "must be a whole number"),
                Arguments.of(number("x", "d"), "\"NaN\"", "must be a number"),
                Arguments.of(flag("x", "d"), "1", "must be true or false, but is 1"),
                Arguments.of(flag("x", "d"), "\"yes\"", "must be true or false"),
                Arguments.of(
                        choice("x", "d", "opened", "closed"),
                        "\"open\"",
                        "must be one of opened, closed, but is \"open\"; did you mean opened?"),
                Arguments.of(idOr("x", "d", "None"), "\"Some\"", "must be a number or one of None"),
                Arguments.of(date("x", "d"), "\"2026-02-30\"", "must be a date such as 2026-03-01"),
                Arguments.of(date("x", "d"), "\"2026-02-28T10:00:00Z\"", "must be a date"),
                Arguments.of(date("x", "d"), "\"\"", "must be a date"),
                Arguments.of(dateTime("x", "d"), "\"yesterday\"", "must be a time such as 2026-03-01T09:00:00Z"),
                Arguments.of(textList("x", "d"), "[\"a\",{}]", "x[1] must be text"),
                Arguments.of(textList("x", "d"), "[null]", "x[0] must not be null"),
                Arguments.of(textList("x", "d").max(1), "[\"a\",\"b\"]", "has 2 values; at most 1 are taken"),
                Arguments.of(integerList("x", "d"), "[\"a\"]", "x[0] must be a whole number"),
                Arguments.of(choiceList("x", "d", "a"), "[\"b\"]", "x[0] must be one of a"),
                Arguments.of(regex("x", "d"), "\"a(\"", "is no regular expression of RE2"),
                Arguments.of(regex("x", "d"), "\"(?=a)\"", "is no regular expression of RE2"),
                Arguments.of(regex("x", "d"), "\"" + "a".repeat(501) + "\"", "1 to 500 characters"),
                Arguments.of(projectId("x", "d"), "\"\"", "must be a project's number, full path"),
                Arguments.of(projectId("x", "d"), "0", "must be a project's number"),
                Arguments.of(projectId("x", "d"), "\"a/../b\"", "must be a project's number"),
                Arguments.of(projectId("x", "d"), "\"a//b\"", "must be a project's number"),
                Arguments.of(projectId("x", "d"), "\"https://gitlab.com/a/b\"", "URL of another place than the GitLab"),
                Arguments.of(projectId("x", "d"), "\"https://gitlab.example.com/a/b\"", "URL of another place"),
                Arguments.of(projectId("x", "d"), "\"https://u@gitlab.example.com/sub/a/b\"", "URL of another place"),
                Arguments.of(
                        projectId("x", "d"), "\"https://gitlab.example.com:8443/sub/a/b\"", "URL of another place"),
                Arguments.of(projectId("x", "d"), "\"" + WEB + "\"", "names no project"),
                Arguments.of(iid("x", "d", "issues"), "0", "must be a number from 1, or the full URL"),
                Arguments.of(
                        iid("x", "d", "issues"),
                        "\"" + WEB + "g/p/-/merge_requests/8\"",
                        "URL of another kind of page"),
                Arguments.of(iid("x", "d", "issues"), "99999999999", "is no number within a project"),
                Arguments.of(id("x", "d", "jobs"), "\"" + WEB + "g/p/-/jobs\"", "URL of another kind of page"),
                Arguments.of(fields("x", "d", text("a", "d")), "[]", "must be an object with a"),
                Arguments.of(fields("x", "d", text("a", "d")), "{\"b\":1}", "x.b does not exist"),
                Arguments.of(
                        fieldsList("x", "d", text("a", "d").required()), "[{\"a\":\"1\"},{}]", "x[1].a is missing"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void read_badValue_saysWhatWouldBeRight(Param<?> param, String json, String said) {
        ToolException refusal = catchThrowableOfType(ToolException.class, () -> read(param, ToolTestCase.tree(json)));
        assertThat(ProblemText.of(refusal.problem(), false))
                .startsWith("Invalid argument: x")
                .contains(said);
    }

    @Test
    void read_unknownArgument_namesTheNearest() {
        ParamSet set = ParamSet.of(List.of(text("labels", "d"), text("milestone", "d")));
        assertThat(said(set, "{'label':'x'}"))
                .isEqualTo("Invalid argument: label does not exist; did you mean labels?");
        assertThat(said(set, "{'zzzzz':'x'}")).contains("zzzzz does not exist; there are labels, milestone");
    }

    @Test
    void read_nullCountsAsNotGiven() {
        ParamSet set = ParamSet.of(List.of(text("a", "The a.").required()));
        assertThat(said(set, "{'a':null}")).isEqualTo("Invalid argument: a is missing: the a");
    }

    @Test
    void read_defaults_andWhatGoesNotTogether() {
        Param<String> b = text("b", "d").orElse("x");
        ParamSet set = ParamSet.of(List.of(flag("a", "d"), b, text("c", "d").unless("a")));
        assertThat(set.read(ToolTestCase.object("{}"), INSTANCE, false).get(b)).isEqualTo("x");
        assertThat(set.read(ToolTestCase.object("{'a':false,'c':'y'}"), INSTANCE, false)
                        .get(b))
                .isEqualTo("x");
        assertThat(said(set, "{'a':true,'c':'y'}")).contains("c cannot be given together with a");
        ParamSet beside = ParamSet.of(List.of(
                text("a", "d"),
                text("b", "d"),
                text("c", "d").unless("a", "b"),
                text("e", "d").beside("a")));
        assertThat(said(beside, "{'b':'x','c':'y'}")).contains("c cannot be given together with b");
        assertThat(said(beside, "{'e':'x'}")).contains("e can only be given together with a");
    }

    @Test
    void read_urlOfACommitOrFile_namesProjectAndRef() {
        Param<String> project = projectId("project_id", "Id.").required();
        Param<String> file = filePath("file_path", "Path.").required();
        Param<String> ref = text("ref", "Ref.");
        ParamSet files = ParamSet.of(List.of(project, file, ref));
        dev.gitlabmcp.tool.Arguments blob = files.read(
                ToolTestCase.object("{'file_path':'" + WEB + "g/p/-/blob/main/a%20b/%23c.md?ref_type=heads#L3'}"),
                INSTANCE,
                false);
        assertThat(List.of(blob.get(project), blob.get(file), blob.get(ref)))
                .containsExactly("g/p", "a b/#c.md", "main");
        dev.gitlabmcp.tool.Arguments branch = files.read(
                ToolTestCase.object("{'ref':'feat/x','file_path':'" + WEB + "g/p/-/blob/feat/x/src/a.md'}"),
                INSTANCE,
                false);
        assertThat(List.of(branch.get(file), branch.get(ref))).containsExactly("src/a.md", "feat/x");
        assertThat(said(files, "{'file_path':'" + WEB + "g/p/-/issues/1'}")).contains("another kind of page");
        Param<String> sha = commit("sha", "Commit.").required();
        dev.gitlabmcp.tool.Arguments commit = ParamSet.of(List.of(project, sha))
                .read(ToolTestCase.object("{'sha':'" + WEB + "g/p/-/commit/abc123'}"), INSTANCE, false);
        assertThat(List.of(commit.get(project), commit.get(sha))).containsExactly("g/p", "abc123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/close",
                "Hello\n/assign @me",
                "  /merge ",
                "```\n/approve\n```",
                "> x\r\n/label ~a\r\n",
                "\r/close",
                "hi\n\r/close",
                "/\rclose",
                "/close\f\n",
                "/close\u000b\nmore",
                "/unloc\u212a",
                "\u200b/close",
                "\u00a0/close\u00a0now"
            })
    void read_quickActions_areRefusedUnlessAllowed(String text) {
        ParamSet set = ParamSet.of(List.of(markdown("body", "Text.")));
        ObjectNode given = JsonNodeFactory.instance.objectNode().put("body", text);
        assertThat(catchThrowableOfType(ToolException.class, () -> set.read(given, INSTANCE, false)))
                .as(text)
                .isNotNull();
        assertThat(set.read(given, INSTANCE, true).get(markdown("body", "Text.")))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"and/or", "see /usr/bin", "/usr/bin/env", "a /close", "/2026", "// note"})
    void read_textsThatAreNoQuickActions_areTaken(String text) {
        ParamSet set = ParamSet.of(List.of(markdown("body", "Text.")));
        ObjectNode given = JsonNodeFactory.instance.objectNode().put("body", text);
        assertThat(set.read(given, INSTANCE, false).get(markdown("body", "Text.")))
                .isEqualTo(text);
    }

    @Test
    void read_urlNamesTheProject() {
        Param<String> project = projectId("project_id", "Id.").required();
        ParamSet set = ParamSet.of(List.of(project, iid("iid", "d", "issues").required()));
        String url = WEB + "g/p/-/issues/7";
        assertThat(set.read(ToolTestCase.object("{'iid':'" + url + "'}"), INSTANCE, false)
                        .get(project))
                .isEqualTo("g/p");
        assertThat(set.read(ToolTestCase.object("{'project_id':5,'iid':'" + url + "'}"), INSTANCE, false)
                        .get(project))
                .isEqualTo("g/p");
        assertThat(said(set, "{'project_id':'g/other','iid':'" + url + "'}")).contains("URL of the project g/p");
        assertThat(said(set, "{'iid':7}")).contains("project_id is missing: id, unless another argument is a full URL");
    }

    private static String said(ParamSet set, String json) {
        ToolException refusal =
                catchThrowableOfType(ToolException.class, () -> set.read(ToolTestCase.object(json), INSTANCE, false));
        return ProblemText.of(refusal.problem(), false);
    }
}
