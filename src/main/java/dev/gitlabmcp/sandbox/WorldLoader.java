package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the world of a new sandbox from {@code world.yml} and the files of its projects. */
final class WorldLoader {
    private final World world;
    /** The moment the ages in the files count back from. */
    private final Instant start;

    private WorldLoader(World world) {
        this.world = world;
        this.start = world.now().truncatedTo(ChronoUnit.SECONDS);
    }

    static World load(SandboxSettings settings, String baseUrl, String artifactsUrl) {
        World world = new World(settings, baseUrl, artifactsUrl);
        world.startIds(World.Kind.ISSUE, 5_210);
        world.startIds(World.Kind.MERGE_REQUEST, 3_140);
        world.startIds(World.Kind.VERSION, 4_700);
        world.startIds(World.Kind.NOTE, 91_200);
        world.startIds(World.Kind.PIPELINE, 18_300);
        world.startIds(World.Kind.JOB, 96_400);
        world.startIds(World.Kind.LABEL, 40);
        world.startIds(World.Kind.MILESTONE, 20);
        new WorldLoader(world).build(settings);
        return world;
    }

    static JsonNode yaml(String name) {
        try (InputStream in = Resources.open(name)) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void build(SandboxSettings settings) {
        JsonNode file = yaml("world.yml");
        file.path("users").forEach(this::user);
        file.path("groups").forEach(this::group);
        world.users.forEach(this::personalNamespace);
        for (JsonNode name : file.path("projects")) {
            new ProjectLoader(world, start).load(name.asText());
        }
        file.path("moved").properties().forEach(entry -> {
            Project project = world.findProject(entry.getValue().asText());
            world.addMoved(entry.getKey(), Objects.requireNonNull(project));
        });
        settings.projects().forEach(this::emptyProject);
        if (settings.tokens().isEmpty()) {
            tokens();
        }
        settings.tokens()
                .forEach((value, user) -> token(499, value, "", world.user(user), Set.of("api"), 90, false, null));
    }

    private void emptyProject(String fullPath) {
        int slash = fullPath.lastIndexOf('/');
        String groupPath = fullPath.substring(0, slash);
        Namespace group = world.findGroup(groupPath);
        if (group == null) {
            int id = 900 + world.namespaces.size();
            group = new Namespace(id, groupPath, groupPath, null, null, "internal", "", start);
            for (User user : world.users) {
                group.members.put(user, World.DEVELOPER);
            }
            world.namespaces.add(group);
        }
        String name = fullPath.substring(slash + 1);
        User creator = world.user("mira.sandberg");
        world.projects.add(new Project(
                900 + world.projects.size(),
                name,
                name,
                group,
                "internal",
                "",
                creator,
                start,
                List.of(),
                false,
                true,
                ""));
    }

    private Instant ago(JsonNode age) {
        return start.minus(Ago.parse(age.asText()));
    }

    private void user(JsonNode node) {
        world.users.add(new User(
                node.path("id").asInt(),
                node.path("username").asText(),
                node.path("name").asText(),
                node.path("email").asText(),
                node.path("public_email").asBoolean(),
                node.path("state").asText("active"),
                node.path("bio").asText(),
                node.path("job_title").asText(),
                node.path("location").asText(),
                node.path("pronouns").asText(),
                ago(node.path("created"))));
    }

    private void group(JsonNode node) {
        Namespace parent = node.has("parent")
                ? Objects.requireNonNull(world.findGroup(node.path("parent").asText()))
                : null;
        Namespace group = new Namespace(
                node.path("id").asInt(),
                node.path("path").asText(),
                node.path("name").asText(),
                parent,
                null,
                node.path("visibility").asText(),
                node.path("description").asText(),
                ago(node.path("created")));
        node.path("members")
                .properties()
                .forEach(member -> group.members.put(
                        world.user(member.getKey()), member.getValue().asInt()));
        node.path("labels").forEach(label -> group.labels.add(label(world, label, false)));
        node.path("milestones")
                .forEach(milestone -> group.milestones.add(
                        milestone(world, start, milestone, null, group, group.milestones.size() + 1)));
        world.namespaces.add(group);
    }

    static Label label(World world, JsonNode node, boolean ofProject) {
        return new Label(
                world.nextId(World.Kind.LABEL),
                node.path("name").asText(),
                node.path("color").asText(),
                node.has("description") ? node.path("description").asText() : null,
                ofProject);
    }

    static Milestone milestone(
            World world, Instant start, JsonNode node, @Nullable Project project, @Nullable Namespace group, int iid) {
        LocalDate today = LocalDate.ofInstant(start, ZoneOffset.UTC);
        return new Milestone(
                world.nextId(World.Kind.MILESTONE),
                iid,
                project,
                group,
                node.path("title").asText(),
                node.path("description").asText(""),
                node.path("state").asText("active"),
                start.minus(Ago.parse(node.path("created").asText("90d"))),
                node.has("start_in_days")
                        ? today.plusDays(node.path("start_in_days").asInt())
                        : null,
                node.has("due_in_days")
                        ? today.plusDays(node.path("due_in_days").asInt())
                        : null);
    }

    private void personalNamespace(User user) {
        world.namespaces.add(new Namespace(
                100 + user.id(), user.username(), user.name(), null, user, "public", "", user.createdAt()));
    }

    private void tokens() {
        User lena = world.user("lena.fischer");
        User mira = world.user("mira.sandberg");
        Project service = world.findProject("nordlicht-commerce/checkout/payment-service");
        token(401, SandboxTokens.DEVELOPER, "laptop", lena, Set.of("api"), 90, false, null);
        token(402, SandboxTokens.OWNER, "release automation", mira, Set.of("api", "read_repository"), 90, false, null);
        token(403, SandboxTokens.READ_API, "dashboard", lena, Set.of("read_api"), 90, false, null);
        token(404, SandboxTokens.READ_USER, "sign-in check", lena, Set.of("read_user"), 90, false, null);
        token(405, SandboxTokens.EXPIRED, "old laptop", lena, Set.of("api"), -1, false, null);
        token(406, SandboxTokens.REVOKED, "lost phone", lena, Set.of("api"), 90, true, null);
        token(0, SandboxTokens.JOB, "", lena, Set.of(), 1, false, service);
    }

    private void token(
            int id,
            String value,
            String name,
            User user,
            Set<String> scopes,
            int days,
            boolean revoked,
            @Nullable Project jobProject) {
        LocalDate expires = LocalDate.ofInstant(start, ZoneOffset.UTC).plusDays(days);
        world.addToken(new Caller.Token(
                id, value, name, user, scopes, start.minus(Duration.ofDays(30)), expires, revoked, jobProject));
    }

    static List<JsonNode> items(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }
}
