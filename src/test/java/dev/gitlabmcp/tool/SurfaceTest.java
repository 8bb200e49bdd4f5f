package dev.gitlabmcp.tool;

import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.text;
import static dev.gitlabmcp.tool.ToolBuilder.delete;
import static dev.gitlabmcp.tool.ToolBuilder.get;
import static dev.gitlabmcp.tool.ToolBuilder.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitlabmcp.protocol.CallToolResult;
import dev.gitlabmcp.protocol.ToolNarrowing;
import dev.gitlabmcp.shaping.Field;
import dev.gitlabmcp.shaping.ResultLimits;
import dev.gitlabmcp.shaping.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tools a request sees and may call, by the operator's settings and by its own headers and path. */
class SurfaceTest extends ToolTestCase {
    private static final ToolDefinition LIST_PETS =
            tool(get("list_pets", "/pets").query(text("kind", "Cat or dog."), integer("age", "Years.")));
    private static final ToolDefinition GET_PET =
            tool(get("get_pet", "/pets/{name}").path(text("name", "Its name.")).aliases("show_pet"));
    private static final ToolDefinition CREATE_PET =
            tool(post("create_pet", "/pets").body(text("name", "Its name.").required(), flag("tame", "Whether tame.")));
    private static final ToolDefinition DELETE_PET =
            tool(delete("delete_pet", "/pets/{name}").path(text("name", "Its name.")));
    private static final ToolDefinition LIST_TOYS = tool(get("list_toys", "/toys"));
    private static final ToolDefinition EXTRA = tool(get("get_extra", "/extra"));
    private static final Catalogue CATALOGUE = Catalogue.of(
            List.of(
                    Toolset.of(
                            "pets", "Pets", ToolGroup.of("pets", "Pets", LIST_PETS, GET_PET, CREATE_PET, DELETE_PET)),
                    Toolset.of("toys", "Toys", ToolGroup.of("toys", "Toys", LIST_TOYS))),
            List.of("get_pet"),
            List.of(EXTRA));

    @BeforeEach
    void routes() {
        gitlab.otherwise(request -> StubGitLab.Answer.json(200, "{\"name\":\"tom\"}"));
    }

    private static ToolDefinition tool(ToolBuilder builder) {
        return builder.title("T")
                .description("D.")
                .returns(Shape.of(Field.field("name")))
                .define();
    }

    private ToolExecutor executor(String mode, String denied, String toolsets, String tools, String surface) {
        ToolConfiguration configuration = new ToolConfiguration(
                null, mode, null, denied, null, null, ListingConfiguration.of(toolsets, tools, surface));
        return new ToolExecutor(CATALOGUE, client, ResultLimits.DEFAULT, ToolObserver.NONE, configuration);
    }

    private static ToolNarrowing narrowing(
            String within, String toolsets, String tools, String excluded, boolean readOnly) {
        return new ToolNarrowing(
                within,
                ToolNarrowing.names(toolsets),
                ToolNarrowing.names(tools),
                ToolNarrowing.names(excluded),
                readOnly);
    }

    private static String listed(ToolExecutor executor, ToolNarrowing narrowing) {
        return String.join(
                " ",
                executor.view(narrowing).listed().stream()
                        .map(ToolDefinition::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', get_pet find_tool call_tool get_extra",
        "'', '', all, list_pets get_pet create_pet delete_pet list_toys get_extra",
        "'', '', find, find_tool call_tool describe_tool get_extra",
        "'', '', grouped, browse_pets manage_pets browse_toys get_extra",
        "toys, '', '', list_toys get_extra",
        "toys, show_pet, '', get_pet list_toys get_extra",
        "'', delete_pet, '', delete_pet get_extra",
        "toys, '', core, find_tool call_tool get_extra",
        "toys, '', grouped, browse_toys get_extra"
    })
    void listing_perSetting(String toolsets, String tools, String surface, String expected) {
        assertThat(listed(executor("full", "", toolsets, tools, surface), ToolNarrowing.NONE))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', toys, '', '', false, list_toys get_extra",
        "'', 'toys, pets', '', 'get_pet,create_pet', false, list_pets delete_pet list_toys get_extra",
        "'', '', 'show_pet', '', false, get_pet get_extra",
        "'', toys, get_pet, '', false, get_pet list_toys get_extra",
        "'', all, '', '', true, list_pets get_pet list_toys get_extra",
        "'', core, '', '', false, get_pet get_extra",
        "'', '', '', get_pet, false, find_tool call_tool get_extra",
        "toys, '', '', '', false, list_toys get_extra",
        "toys, pets, '', '', false, get_extra",
        "toys, '', list_pets, '', false, get_extra",
        "pets, '', '', '', true, list_pets get_pet get_extra"
    })
    void listing_perNarrowing(
            String within, String toolsets, String tools, String excluded, boolean readOnly, String expected) {
        assertThat(listed(executor("full", "", "", "", ""), narrowing(within, toolsets, tools, excluded, readOnly)))
                .isEqualTo(expected);
    }

    @Test
    void narrowing_neverAddsToWhatTheOperatorOffers() {
        ToolExecutor executor = executor("modify", "^list_", "pets", "", "");
        assertThat(listed(executor, narrowing("", "all", "list_toys,delete_pet", "", false)))
                .isEqualTo("get_pet create_pet get_extra");
    }

    @ParameterizedTest
    @CsvSource({
        "'', teys, '', '', X-MCP-Toolsets names the toolset teys",
        "'', '', get_pett, '', X-MCP-Tools names the tool get_pett",
        "'', '', '', nothing, X-MCP-Exclude-Tools names the tool nothing",
        "zoo, '', '', '', The path names the toolset zoo"
    })
    void unknownNames_areRefusedByName(String within, String toolsets, String tools, String excluded, String expected) {
        ToolExecutor executor = executor("full", "", "", "", "");
        assertThatThrownBy(() -> executor.view(narrowing(within, toolsets, tools, excluded, false)))
                .isInstanceOf(UnknownToolNameException.class)
                .hasMessageStartingWith(expected);
    }

    @Test
    void unknownNamesInSettings_refuseTheStart() {
        assertThatThrownBy(() -> executor("full", "", "cats", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GITLAB_TOOLSETS")
                .hasMessageContaining("pets, toys");
        assertThatThrownBy(() -> executor("full", "", "", "get_pets", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GITLAB_TOOLS")
                .hasMessageContaining("did you mean get_pet");
    }

    @Test
    void views_areMadeOnce() {
        ToolExecutor executor = executor("full", "", "", "", "");
        assertThat(executor.view(narrowing("", "toys,pets", "", "", true)))
                .isSameAs(executor.view(narrowing("", "pets, TOYS", "", "", true)));
    }

    /** Not listed, but permitted: called all the same. */
    @Test
    void call_ofAnUnlistedTool_isServed() {
        ToolExecutor executor = executor("full", "", "", "", "find");
        assertThat(executor.call("list_toys", object("{}"), context).isError()).isFalse();
        assertThat(executor.call("call_tool", object("{'name':'show_pet','arguments':{'name':'tom'}}"), context)
                        .isError())
                .isFalse();
        assertThat(gitlab.last().target()).isEqualTo("/pets/tom");
    }

    @ParameterizedTest
    @CsvSource({
        "full, ^delete, '', '', false",
        "modify, '', '', '', false",
        "full, '', toys, '', false",
        "full, '', '', delete_pet, false",
        "full, '', '', '', true"
    })
    void call_ofWhatIsNotPermitted_isRefusedInEveryWay(
            String mode, String denied, String toolsets, String excluded, boolean readOnly) {
        for (String surface : List.of("core", "all", "grouped", "find")) {
            ToolExecutor executor = executor(mode, denied, toolsets, "", surface);
            context.narrowed(narrowing("", "", "", excluded, readOnly));
            assertRefused(executor.call("delete_pet", object("{'name':'tom'}"), context));
            assertRefused(
                    executor.call("call_tool", object("{'name':'delete_pet','arguments':{'name':'tom'}}"), context));
            assertThat(executor.call("find_tool", object("{'query':'pet'}"), context)
                            .content()
                            .toString())
                    .doesNotContain("delete_pet");
            if (surface.equals("grouped")
                    && executor.view(context.narrowing()).own("manage_pets").isPresent()) {
                assertThat(executor.call("manage_pets", object("{'action':'delete','name':'tom'}"), context)
                                .isError())
                        .isTrue();
            }
        }
        assertThat(gitlab.requests()).isEmpty();
    }

    private static void assertRefused(CallToolResult result) {
        assertThat(result.isError()).isTrue();
        assertThat(block(result, 0)).startsWith("Not permitted on this server:");
    }

    @Test
    void grouped_schemaHoldsEachArgumentWithItsActions() {
        ToolExecutor executor = executor("full", "", "", "", "grouped");
        ToolDefinition browse = executor.view(ToolNarrowing.NONE).listed().get(0);
        JsonNode schema = browse.inputSchema();
        assertThat(schema.at("/properties/action/enum").toString()).isEqualTo("[\"list\",\"get\"]");
        assertThat(schema.at("/properties/kind/description").asText()).isEqualTo("list: Cat or dog.");
        assertThat(schema.at("/properties/name/description").asText()).isEqualTo("get: Its name.");
        assertThat(schema.at("/required").toString()).isEqualTo("[\"action\"]");
        assertThat(browse.annotations().readOnly()).isTrue();
        ToolDefinition manage = executor.view(ToolNarrowing.NONE).listed().get(1);
        assertThat(manage.inputSchema().at("/required").toString()).isEqualTo("[\"action\",\"name\"]");
        assertThat(manage.annotations().destructive()).isTrue();
    }

    @Test
    void grouped_callsTheTool() {
        ToolExecutor executor = executor("full", "", "", "", "grouped");
        executor.call("browse_pets", object("{'action':'list','kind':'cat'}"), context);
        assertThat(gitlab.last().target()).isEqualTo("/pets?kind=cat");
        executor.call("manage_pets", object("{'action':'create_pet','name':'tom','tame':true}"), context);
        assertThat(gitlab.last().body()).isEqualTo("{\"name\":\"tom\",\"tame\":true}");
        assertThat(block(executor.call("browse_pets", object("{'action':'eat'}"), context), 0))
                .contains("action must be one of list, get");
        assertThat(block(executor.call("browse_pets", object("{'action':'get','nme':'tom'}"), context), 0))
                .contains("did you mean name");
    }

    /** An argument called as the choice of the action is keeps its meaning under another name. */
    @Test
    void grouped_argumentCalledAction_isStillReached() {
        ToolDefinition events = tool(get("list_events", "/events")
                .query(text("action", "What was done.").required(), text("kind", "K.")));
        ToolDefinition event = tool(get("get_event", "/events/{id}").path(text("id", "I.")));
        Catalogue catalogue = Catalogue.of(
                List.of(Toolset.of("events", "Events", ToolGroup.of("events", "Events", events, event))),
                List.of(),
                List.of());
        ToolExecutor executor = new ToolExecutor(
                catalogue,
                client,
                ResultLimits.DEFAULT,
                ToolObserver.NONE,
                ToolConfiguration.defaults().with(ListingConfiguration.of("", "", "grouped")));
        ToolDefinition browse = executor.view(ToolNarrowing.NONE).listed().get(0);
        assertThat(browse.inputSchema().at("/properties/action/enum").toString())
                .isEqualTo("[\"list\",\"get\"]");
        assertThat(browse.description()).contains("list(action_name): ", "get(id): ");
        executor.call("browse_events", object("{'action':'list','action_name':'pushed'}"), context);
        assertThat(gitlab.last().target()).isEqualTo("/events?action=pushed");
    }

    /** What goes on must be a call that the client can make. */
    @Test
    void furtherCalls_areNamedAsTheClientMakesThem() {
        gitlab.otherwise(request -> StubGitLab.Answer.json(
                200, "[{\"name\":\"" + "a".repeat(3000) + "\"},{\"name\":\"" + "b".repeat(3000) + "\"}]"));
        ToolDefinition list = ToolBuilder.get("list_cats", "/cats")
                .title("T")
                .description("D.")
                .query(text("kind", "K."))
                .paginated()
                .returns(Shape.of(Field.field("name")))
                .define();
        Catalogue catalogue = Catalogue.of(
                List.of(Toolset.of("cats", "Cats", ToolGroup.of("cats", "Cats", list))), List.of(), List.of());
        ToolExecutor executor = new ToolExecutor(
                catalogue,
                client,
                new ResultLimits(4096),
                ToolObserver.NONE,
                ToolConfiguration.defaults().with(ListingConfiguration.of("", "", "grouped")));
        assertThat(next(executor.call("list_cats", object("{'kind':'x'}"), context)))
                .startsWith("list_cats {");
        assertThat(next(executor.call("call_tool", object("{'name':'list_cats','arguments':{'kind':'x'}}"), context)))
                .startsWith("call_tool {\"name\":\"list_cats\",\"arguments\":{\"kind\":\"x\",");
        assertThat(next(executor.call("call_tool", object("{'name':'list_cats','arguments':'{}'}"), context)))
                .startsWith("call_tool {");
        assertThat(next(executor.call("browse_cats", object("{'action':'list','kind':'x'}"), context)))
                .startsWith("browse_cats {\"action\":\"list\",\"kind\":\"x\",");
    }

    private static String next(CallToolResult result) {
        return tree(block(result, 0)).path("next").asText();
    }

    @Test
    void callTool_ofNothingThatExists_namesTheNearest() {
        ToolExecutor executor = executor("full", "", "", "", "find");
        CallToolResult result = executor.call("call_tool", object("{'name':'get_pett'}"), context);
        assertThat(result.isError()).isTrue();
        assertThat(block(result, 0)).contains("Unknown tool: get_pett").contains("get_pet");
        assertThat(executor.call("call_tool", object("{'name':'call_tool','arguments':{}}"), context)
                        .isError())
                .isTrue();
        assertThat(block(executor.call("call_tool", object("{'name':'list_toys','argument':{}}"), context), 0))
                .contains("argument does not exist");
    }

    @Test
    void callTool_whereOnlyReadingIsLeft_saysSo() {
        ToolExecutor executor = executor("readonly", "", "", "", "find");
        ToolDefinition call = executor.view(ToolNarrowing.NONE).own("call_tool").orElseThrow();
        assertThat(call.annotations().readOnly()).isTrue();
        ToolDefinition writing = executor("full", "", "", "", "find")
                .view(ToolNarrowing.NONE)
                .own("call_tool")
                .orElseThrow();
        assertThat(writing.annotations().destructive()).isTrue();
    }

    @Test
    void findTool_showsWhatFitsWithItsArguments() {
        ToolExecutor executor = executor("full", "", "", "", "");
        JsonNode found =
                tree(block(executor.call("find_tool", object("{'query':'remove a pet','limit':1}"), context), 0));
        assertThat(found.path("tools")).hasSize(1);
        JsonNode sets = tree(block(executor.call("find_tool", object("{}"), context), 0));
        assertThat(sets.toString())
                .isEqualTo("{\"toolsets\":[{\"name\":\"pets\",\"about\":\"Pets\",\"tools\":4},"
                        + "{\"name\":\"toys\",\"about\":\"Toys\",\"tools\":1}]}");
        JsonNode toys = tree(block(executor.call("discover_tools", object("{'toolset':'toys'}"), context), 0));
        assertThat(toys.toString()).isEqualTo("{\"tools\":[{\"name\":\"list_toys\",\"does\":\"D.\"}]}");
        JsonNode made = tree(block(executor.call("find_tool", object("{'query':'create pet tame'}"), context), 0));
        assertThat(made.at("/tools/0/name").asText()).isEqualTo("create_pet");
        assertThat(made.at("/tools/0/arguments").asText())
                .isEqualTo("name* (string) Its name.; tame (boolean) Whether tame.");
        assertThat(executor.call("find_tool", object("{'query':'zzz'}"), context)
                        .isError())
                .isTrue();
    }

    @Test
    void denied_alsoMeansTheToolsAboutTools() {
        ToolExecutor executor = executor("full", "^call_tool$|^manage_", "", "", "grouped");
        assertThat(listed(executor, ToolNarrowing.NONE)).isEqualTo("browse_pets browse_toys get_extra");
        assertThat(executor.view(ToolNarrowing.NONE).own("call_tool")).isEmpty();
        assertThat(Set.of(executor.view(ToolNarrowing.NONE).size())).containsExactly(6);
    }
}
