package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Projects on the wire, laid over a template with all the settings that are the same for every project. */
final class ProjectJson {
    private final World world;
    private final PeopleJson people;
    private final ObjectNode template = Json.resource("project-template.json");

    ProjectJson(World world, PeopleJson people) {
        this.world = world;
        this.people = people;
    }

    /** What {@code simple=true} and anonymous callers get. */
    ObjectNode simple(Project project) {
        ObjectNode json = identity(project).put("default_branch", project.repository.defaultBranch());
        json.set("tag_list", Json.strings(project.topics));
        json.set("topics", Json.strings(project.topics));
        String web = webUrl(project);
        json.put("ssh_url_to_repo", "git@127.0.0.1:" + project.fullPath() + ".git")
                .put("http_url_to_repo", web + ".git")
                .put("web_url", web)
                .put("readme_url", web + "/-/blob/" + project.repository.defaultBranch() + "/README.md")
                .put("forks_count", 0)
                .putNull("avatar_url")
                .put("star_count", project.starredBy.size())
                .put("last_activity_at", Json.time(project.lastActivityAt))
                .put("visibility", project.visibility);
        json.set("namespace", namespace(project.namespace));
        return json;
    }

    ObjectNode identity(Project project) {
        return Json.object()
                .put("id", project.id)
                .put("description", project.description)
                .put("name", project.name)
                .put("name_with_namespace", project.fullName())
                .put("path", project.path)
                .put("path_with_namespace", project.fullPath())
                .put("created_at", Json.time(project.createdAt));
    }

    /** {@code API::Entities::Project} with the caller's permissions. */
    ObjectNode full(Project project, @Nullable User user) {
        ObjectNode json = simple(project);
        json.put("container_registry_image_prefix", "registry.nordlicht.example/" + project.fullPath());
        json.set("_links", links(project));
        json.setAll(template.deepCopy());
        json.put("empty_repo", project.repository.empty())
                .put("archived", project.archived)
                .put("issues_enabled", project.issuesEnabled)
                .put("issues_access_level", project.issuesEnabled ? "enabled" : "disabled")
                .put("creator_id", project.creator.id())
                .put("can_create_merge_request_in", world.accessLevel(user, project) >= World.DEVELOPER)
                .put(
                        "open_issues_count",
                        project.issues.stream()
                                .filter(issue -> issue.state.equals("opened"))
                                .count())
                .put(
                        "description_html",
                        "<p data-sourcepos=\"1:1-1:" + project.description.length() + "\" dir=\"auto\">"
                                + project.description + "</p>")
                .put("updated_at", Json.time(project.lastActivityAt));
        User owner = project.namespace.owner;
        if (owner != null) {
            json.set("owner", people.basic(owner));
        }
        if (user != null) {
            json.set("permissions", permissions(project, user));
        }
        return json;
    }

    ObjectNode withLicense(ObjectNode json, Project project) {
        if (project.license.isEmpty()) {
            return json.putNull("license_url").putNull("license");
        }
        json.put("license_url", webUrl(project) + "/-/blob/main/LICENSE");
        json.putObject("license")
                .put("key", "mit")
                .put("name", "MIT License")
                .putNull("nickname")
                .put("html_url", "http://choosealicense.com/licenses/mit/")
                .put("source_url", "https://opensource.org/licenses/MIT");
        return json;
    }

    ObjectNode withStatistics(ObjectNode json, Project project) {
        Commit head = project.repository.branches.get(project.repository.defaultBranch());
        long size = head == null
                ? 0
                : head.files.values().stream()
                        .mapToLong(file -> file.blob().bytes().length)
                        .sum();
        json.putObject("statistics")
                .put("commit_count", head == null ? 0 : Repository.log(head).size())
                .put("storage_size", size + 52_428)
                .put("repository_size", size)
                .put("wiki_size", 0)
                .put("lfs_objects_size", 0)
                .put("job_artifacts_size", 52_428)
                .put("pipeline_artifacts_size", 0)
                .put("packages_size", 0)
                .put("snippets_size", 0)
                .put("uploads_size", 0)
                .put("container_registry_size", 0);
        return json;
    }

    ObjectNode namespace(Namespace namespace) {
        ObjectNode json = Json.object()
                .put("id", namespace.id)
                .put("name", namespace.name)
                .put("path", namespace.path)
                .put("kind", namespace.personal() ? "user" : "group")
                .put("full_path", namespace.fullPath())
                .put("parent_id", namespace.parent == null ? null : (Integer) namespace.parent.id);
        User owner = namespace.owner;
        return json.put("avatar_url", owner == null ? null : PeopleJson.avatar(owner))
                .put("web_url", world.baseUrl() + (owner == null ? "/groups/" : "/") + namespace.fullPath());
    }

    private ObjectNode links(Project project) {
        String self = world.apiUrl() + "/projects/" + project.id;
        ObjectNode links = Json.object().put("self", self);
        if (project.issuesEnabled) {
            links.put("issues", self + "/issues");
        }
        return links.put("merge_requests", self + "/merge_requests")
                .put("repo_branches", self + "/repository/branches")
                .put("labels", self + "/labels")
                .put("events", self + "/events")
                .put("members", self + "/members")
                .put("cluster_agents", self + "/cluster_agents");
    }

    private static ObjectNode permissions(Project project, User user) {
        ObjectNode json = Json.object();
        json.set("project_access", access(project.members.getOrDefault(user, 0)));
        json.set("group_access", access(project.namespace.personal() ? 0 : project.namespace.accessLevel(user)));
        return json;
    }

    private static JsonNode access(int level) {
        return level == 0
                ? NullNode.getInstance()
                : Json.object().put("access_level", level).put("notification_level", 3);
    }

    private String webUrl(Project project) {
        return world.baseUrl() + "/" + project.fullPath();
    }
}
