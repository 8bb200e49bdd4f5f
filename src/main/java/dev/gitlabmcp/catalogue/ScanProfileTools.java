package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.catalogue.Ids.GROUP_ID;
import static dev.gitlabmcp.catalogue.Ids.PROJECT_ID;
import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;
import static dev.gitlabmcp.tool.Params.choice;
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
import dev.gitlabmcp.tool.ToolProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Profiles that say which security scans projects have (Ultimate):
 * https://docs.gitlab.com/api/graphql/reference/#scanprofiletype
 */
final class ScanProfileTools {
    private static final String FRAGMENT = "scan_profile";
    private static final GraphQlDocument OF_GROUP =
            GraphQlDocument.of("list_group_scan_profiles", "group.availableSecurityScanProfiles", FRAGMENT);
    private static final GraphQlDocument OF_PROJECT =
            GraphQlDocument.of("list_project_scan_profiles", "project.securityScanProfiles", FRAGMENT);
    private static final GraphQlDocument PROJECT = GraphQlDocument.of("find_project_global_id", "project.id");
    private static final GraphQlDocument GROUP = GraphQlDocument.of("find_group_global_id", "group.id");
    private static final GraphQlDocument ATTACHING =
            GraphQlDocument.of("attach_scan_profile", "securityScanProfileAttach");
    private static final GraphQlDocument DETACHING =
            GraphQlDocument.of("detach_scan_profile", "securityScanProfileDetach");

    private static final Shape PROFILE = Shape.of(
            field("id"),
            text("name"),
            field("scan_type"),
            field("gitlab_recommended").ifSet(),
            text("description").max(500),
            time("updated_at"));

    private static final Shape CHANGED = Shape.of(
            field("attached"),
            field("detached"),
            field("projects").ifSet(),
            field("groups").ifSet());

    private static final String[] SCANS = {"sast", "secret_detection", "dependency_scanning", "container_scanning"};

    private static final Param<String> ONE_GROUP = GROUP_ID.unless("project_id");
    private static final Param<String> SCAN = choice("type", "Of a group: only for this scan.", SCANS);
    private static final Param<String> PROFILE_ID = Params.text(
                    "security_scan_profile_id",
                    "Id, or for GitLab's own: sast, secret_detection, dependency_scanning, container_scanning.")
            .also("profile_id")
            .required();
    private static final Param<List<String>> PROJECTS =
            textList("project_ids", "More projects, by number.").max(100).unlisted();
    private static final Param<List<String>> GROUPS =
            textList("group_ids", "More groups, by number.").max(100).unlisted();

    static final ToolDefinition LIST_PROFILES = graphql("list_scan_profiles", OF_GROUP, OF_PROJECT)
            .title("List scan profiles")
            .description("Lists the security scan profiles a group offers, or those a project has (Ultimate).")
            .arguments(PROJECT_ID, ONE_GROUP, SCAN)
            .returns(PROFILE)
            .handledBy(ScanProfileTools::list)
            .define();

    static final ToolDefinition ATTACH_PROFILE = graphql("attach_scan_profile", PROJECT, GROUP, ATTACHING)
            .namedSo("GitLab's own server calls it so")
            .title("Attach scan profile")
            .description("Gives a security scan profile to a project, or to all projects of a group (Ultimate).")
            .arguments(PROFILE_ID, PROJECT_ID, GROUP_ID, PROJECTS, GROUPS)
            .destructive("newer GitLabs take away other profiles for the same scan")
            .idempotent(true, "a profile is attached once")
            .returns(CHANGED)
            .handledBy(call -> change(call, ATTACHING, "attached"))
            .define();

    static final ToolDefinition DETACH_PROFILE = graphql("detach_scan_profile", PROJECT, GROUP, DETACHING)
            .namedSo("the counterpart of attach_scan_profile")
            .title("Detach scan profile")
            .description("Takes a security scan profile from a project, or from all projects of a group (Ultimate).")
            .arguments(PROFILE_ID, PROJECT_ID, GROUP_ID, PROJECTS, GROUPS)
            .destructive("the scan no longer runs")
            .idempotent(true, "what is detached stays so")
            .returns(CHANGED)
            .handledBy(call -> change(call, DETACHING, "detached"))
            .define();

    static final ToolGroup TOOLS =
            ToolGroup.of("scan_profiles", "Scan profiles", LIST_PROFILES, ATTACH_PROFILE, DETACH_PROFILE);

    private ScanProfileTools() {}

    private static ToolOutput list(ToolCall call) {
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        if (call.has(PROJECT_ID)) {
            String path = call.fullPath(PROJECT_ID);
            JsonNode found = call.scope().send(OF_PROJECT, variables.put("path", path), List.of(path));
            return call.show(RestForm.of(found), PROFILE);
        }
        if (!call.has(ONE_GROUP)) {
            throw ToolException.invalid(PROJECT_ID.name(), "is missing: give project_id, or group_id");
        }
        variables.put("path", call.fullPath(ONE_GROUP));
        call.find(SCAN).ifPresent(scan -> variables.put("type", scan.toUpperCase(Locale.ROOT)));
        return call.show(RestForm.of(call.scope().send(OF_GROUP, variables, List.of())), PROFILE);
    }

    private static ToolOutput change(ToolCall call, GraphQlDocument mutation, String done) {
        List<String> boundary = new ArrayList<>();
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        ObjectNode input = variables.putObject("input").put("securityScanProfileId", profile(call.get(PROFILE_ID)));
        ArrayNode projects = input.putArray("projectIds");
        ArrayNode groups = input.putArray("groupIds");
        if (call.has(PROJECT_ID)) {
            String path = call.fullPath(PROJECT_ID);
            boundary.add(path);
            projects.add(globalId(call, PROJECT, path, boundary));
        }
        if (call.has(GROUP_ID)) {
            groups.add(globalId(call, GROUP, call.fullPath(GROUP_ID), List.of()));
        }
        call.find(PROJECTS)
                .orElse(List.of())
                .forEach(one -> projects.add(GlobalIds.read("Project", one, "project_ids")));
        call.find(GROUPS).orElse(List.of()).forEach(one -> groups.add(GlobalIds.read("Group", one, "group_ids")));
        if (projects.isEmpty() && groups.isEmpty()) {
            throw ToolException.invalid(PROJECT_ID.name(), "is missing: give project_id, or group_id");
        }
        boolean bounded = projects.size() == boundary.size() && groups.isEmpty();
        call.scope().send(mutation, variables, bounded ? boundary : List.of());
        ObjectNode made = JsonNodeFactory.instance.objectNode().put(done, true);
        made.put("projects", projects.size());
        made.put("groups", groups.size());
        return call.show(made, CHANGED);
    }

    private static String globalId(ToolCall call, GraphQlDocument document, String path, List<String> boundary) {
        ObjectNode variables = JsonNodeFactory.instance.objectNode().put("path", path);
        String id = call.scope().send(document, variables, boundary).asText();
        if (id.isEmpty()) {
            throw new ToolException(new ToolProblem.NothingFound(
                    "GitLab shows no " + path + ".", "Either it does not exist, or this token may not see it."));
        }
        return id;
    }

    /** GitLab's own profiles go by their scan until somebody uses them. */
    private static String profile(String given) {
        String name = given.strip().toLowerCase(Locale.ROOT);
        return List.of(SCANS).contains(GlobalIds.tail(name))
                ? "gid://gitlab/Security::ScanProfile/" + GlobalIds.tail(name)
                : GlobalIds.read("Security::ScanProfile", given, PROFILE_ID.name());
    }
}
