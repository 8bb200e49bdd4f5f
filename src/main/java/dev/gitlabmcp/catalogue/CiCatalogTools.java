package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
import static dev.gitlabmcp.tool.Params.flag;
import static dev.gitlabmcp.tool.Params.integer;
import static dev.gitlabmcp.tool.Params.textList;
import static dev.gitlabmcp.tool.ToolBuilder.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitlabmcp.shaping.Shape;
import dev.gitlabmcp.tool.GraphQlDocument;
import dev.gitlabmcp.tool.Param;
import dev.gitlabmcp.tool.Params;
import dev.gitlabmcp.tool.ToolCall;
import dev.gitlabmcp.tool.ToolDefinition;
import dev.gitlabmcp.tool.ToolException;
import dev.gitlabmcp.tool.ToolGroup;
import dev.gitlabmcp.tool.ToolOutput;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Components for pipelines that projects publish: https://docs.gitlab.com/api/graphql/reference/#cicatalogresource */
final class CiCatalogTools {
    private static final String FRAGMENT = "ci_catalog_resource";
    private static final GraphQlDocument LISTED =
            GraphQlDocument.of("list_ci_catalog_resources", "ciCatalogResources", FRAGMENT);
    private static final GraphQlDocument FILTERED =
            GraphQlDocument.of("filter_ci_catalog_resources", "ciCatalogResources", FRAGMENT);
    private static final GraphQlDocument ONE =
            GraphQlDocument.of("get_ci_catalog_resource", "ciCatalogResource", FRAGMENT);

    private static final Shape SUMMARY = Shape.of(
            field("id"),
            field("full_path"),
            text("name"),
            text("description").max(300),
            text("topics"),
            field("star_count"),
            field("last30_day_usage_count").as("used_last_30_days"),
            field("verification_level"),
            time("latest_released_at"),
            field("latest_version"));

    private static final Shape RESOURCE = Shape.of(
            field("id"),
            field("full_path"),
            text("name"),
            text("description").max(2_000),
            text("topics"),
            field("star_count"),
            field("last30_day_usage_count").as("used_last_30_days"),
            field("verification_level"),
            field("visibility_level"),
            time("latest_released_at"),
            field("versions")
                    .of(
                            text("name"),
                            time("created_at"),
                            field("author.username"),
                            text("readme").max(8_000),
                            field("components")
                                    .of(
                                            text("name"),
                                            field("include_path").as("include"),
                                            field("last30_day_usage_count").as("used_last_30_days"),
                                            field("inputs")
                                                    .of(
                                                            text("name"),
                                                            field("type"),
                                                            field("required").ifSet(),
                                                            text("default"),
                                                            text("options"),
                                                            field("regex"),
                                                            text("description"))),
                            field("components_cut").ifSet()));

    private static final Param<String> SEARCH = Params.text("search", "Words of name or description.");
    private static final Param<String> SCOPE =
            choice("scope", "namespaces: only of groups you belong to.", "all", "namespaces");
    private static final Param<String> SORT = choice(
            "sort",
            "Order.",
            "name_asc",
            "name_desc",
            "latest_released_at_asc",
            "latest_released_at_desc",
            "created_asc",
            "created_desc",
            "star_count_asc",
            "star_count_desc",
            "usage_count_asc",
            "usage_count_desc");
    private static final Param<String> VERIFICATION = choice(
                    "verification_level",
                    "Only with this mark.",
                    "gitlab_maintained",
                    "gitlab_partner_maintained",
                    "verified_creator_maintained",
                    "verified_creator_self_managed",
                    "unverified")
            .unlisted();
    private static final Param<List<String>> TOPICS = textList("topics", "Only projects with these topics.");
    private static final Param<String> ACCESS = choice(
                    "min_access_level",
                    "Only where you have at least this role.",
                    "guest",
                    "planner",
                    "reporter",
                    "developer",
                    "maintainer",
                    "owner")
            .unlisted();

    private static final Param<String> PROJECT =
            PROJECT_ID.describedAs("Its project: id, path or URL.").also("full_path");
    private static final Param<String> ID = Params.text("resource_id", "In place of its project.")
            .also("id")
            .unless("project_id")
            .unlisted();
    private static final Param<String> VERSION = Params.text("version", "Such as 1.4.0; the latest if left out.");
    private static final Param<String> COMPONENT = Params.text("component_name", "Only this component.");
    private static final Param<Boolean> README = flag("include_readme", "Also its README.");
    private static final Param<Integer> VERSIONS = integer("version_limit", "How many versions, newest first.")
            .min(1)
            .max(20)
            .orElse(1)
            .unlisted();
    private static final Param<Integer> COMPONENTS = integer("component_limit", "How many components a version.")
            .min(1)
            .max(100)
            .orElse(30)
            .unlisted();

    static final ToolDefinition LIST = graphql("list_ci_catalog_resources", LISTED, FILTERED)
            .title("List CI/CD catalog")
            .description("Lists projects of the CI/CD catalog, whose components pipelines can include.")
            .arguments(SEARCH, SCOPE, SORT, VERIFICATION, TOPICS, ACCESS)
            .keyset()
            .returns(SUMMARY)
            .handledBy(CiCatalogTools::list)
            .define();

    static final ToolDefinition GET = graphql("get_ci_catalog_resource", ONE)
            .title("Get CI/CD catalog entry")
            .description("Shows a project's published CI/CD components: how to include each, and the inputs it takes.")
            .arguments(PROJECT, ID, VERSION, COMPONENT, README, VERSIONS, COMPONENTS)
            .returns(RESOURCE)
            .handledBy(CiCatalogTools::get)
            .define();

    static final ToolGroup TOOLS = ToolGroup.of("ci_catalog", "CI/CD catalog", LIST, GET);

    private CiCatalogTools() {}

    private static ToolOutput list(ToolCall call) {
        ObjectNode variables = call.pageVariables();
        call.find(SEARCH).filter(words -> !words.isBlank()).ifPresent(words -> variables.put("search", words));
        put(call, SCOPE, "scope", variables);
        put(call, SORT, "sort", variables);
        put(call, VERIFICATION, "verificationLevel", variables);
        put(call, ACCESS, "minAccessLevel", variables);
        call.find(TOPICS)
                .filter(topics -> !topics.isEmpty())
                .ifPresent(topics -> topics.forEach(variables.withArray("topics")::add));
        boolean filtered = variables.has("topics") || variables.has("minAccessLevel");
        JsonNode page = RestForm.page(call.scope().send(filtered ? FILTERED : LISTED, variables, List.of()));
        page.path("nodes").forEach(CiCatalogTools::nameLatestVersion);
        return call.show(page, SUMMARY);
    }

    private static void put(ToolCall call, Param<String> param, String variable, ObjectNode variables) {
        call.find(param).ifPresent(word -> variables.put(variable, word.toUpperCase(Locale.ROOT)));
    }

    private static void nameLatestVersion(JsonNode resource) {
        if (resource instanceof ObjectNode object) {
            object.set("latest_version", object.at("/versions/0/name"));
        }
    }

    private static ToolOutput get(ToolCall call) {
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        List<String> projects = List.of();
        if (call.has(PROJECT)) {
            String path = call.fullPath(PROJECT);
            variables.put("path", path);
            projects = List.of(path);
        } else if (call.has(ID)) {
            variables.put("id", GlobalIds.read("Ci::Catalog::Resource", call.get(ID), ID.name()));
        } else {
            throw ToolException.invalid(PROJECT.name(), "is missing");
        }
        call.find(VERSION).filter(name -> !name.isBlank()).ifPresent(name -> variables.put("version", name));
        variables.put("versions", call.get(VERSIONS));
        variables.put("components", call.get(COMPONENTS));
        variables.put("readme", call.find(README).orElse(false));
        JsonNode resource = RestForm.of(call.scope().send(ONE, variables, projects));
        call.find(COMPONENT).filter(name -> !name.isBlank()).ifPresent(name -> keep(name, resource));
        return call.show(resource, RESOURCE);
    }

    /** Leaves that component alone, which GitLab does not filter by. */
    private static void keep(String name, JsonNode resource) {
        boolean found = false;
        TreeSet<String> others = new TreeSet<>();
        for (JsonNode version : resource.path("versions")) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            for (JsonNode component : version.path("components")) {
                String called = component.path("name").asText();
                if (called.equals(name)) {
                    kept.add(component);
                } else {
                    others.add(called);
                }
            }
            found |= !kept.isEmpty();
            if (version instanceof ObjectNode object) {
                object.set("components", kept);
            }
        }
        if (!found && !others.isEmpty()) {
            throw ToolException.invalid(COMPONENT.name(), "names none of its components: " + String.join(", ", others));
        }
    }
}
