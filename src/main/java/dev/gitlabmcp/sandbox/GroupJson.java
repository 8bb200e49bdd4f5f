package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Groups on the wire, laid over a template with all the settings that are the same for every group. */
final class GroupJson {
    private final World world;
    private final ProjectJson projects;
    private final ObjectNode template = Json.resource("group-template.json");

    GroupJson(World world, ProjectJson projects) {
        this.world = world;
        this.projects = projects;
    }

    ObjectNode listed(Namespace group) {
        ObjectNode json = template.deepCopy();
        return json.put("id", group.id)
                .put("web_url", world.baseUrl() + "/groups/" + group.fullPath())
                .put("name", group.name)
                .put("path", group.path)
                .put("description", group.description)
                .put("visibility", group.visibility)
                .put("full_name", group.fullName())
                .put("full_path", group.fullPath())
                .put("created_at", Json.time(group.createdAt))
                .put("parent_id", group.parent == null ? null : (Integer) group.parent.id);
    }

    ObjectNode detailed(Namespace group, @Nullable User user, boolean withProjects) {
        ObjectNode json = listed(group);
        json.putArray("shared_with_groups");
        json.put("enabled_git_access_protocol", "all").put("prevent_sharing_groups_outside_hierarchy", false);
        if (withProjects) {
            json.set(
                    "projects",
                    Json.array(
                            world.visibleProjects(user)
                                    .filter(project -> project.namespace == group)
                                    .toList(),
                            project -> projects.full(project, user)));
            json.putArray("shared_projects");
        }
        return json.putNull("shared_runners_minutes_limit")
                .putNull("extra_shared_runners_minutes_limit")
                .put("prevent_forking_outside_group", false)
                .put("membership_lock", false)
                .putNull("ip_restriction_ranges");
    }
}
