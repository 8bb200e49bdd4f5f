package dev.gitlabmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Users and tokens on the wire. */
final class PeopleJson {
    private final World world;

    PeopleJson(World world) {
        this.world = world;
    }

    /** {@code API::Entities::UserBasic}; null for nobody. */
    JsonNode basic(@Nullable User user) {
        return user == null ? NullNode.getInstance() : basicObject(user);
    }

    JsonNode basics(Collection<User> users) {
        return Json.array(users, this::basic);
    }

    private ObjectNode basicObject(User user) {
        return Json.object()
                .put("id", user.id())
                .put("username", user.username())
                .put("public_email", user.publicEmail() ? user.email() : "")
                .put("name", user.name())
                .put("state", user.state())
                .put("locked", false)
                .put("avatar_url", avatar(user))
                .put("web_url", world.baseUrl() + "/" + user.username());
    }

    static String avatar(User user) {
        return "https://secure.gravatar.com/avatar/"
                + GitHash.sha256(user.email().getBytes(StandardCharsets.UTF_8)) + "?s=80&d=identicon";
    }

    /** {@code API::Entities::User}, as other users see it. */
    ObjectNode detailed(User user) {
        ObjectNode json = basicObject(user);
        json.put("created_at", Json.time(user.createdAt()))
                .put("bio", user.bio())
                .put("location", user.location())
                .put("linkedin", "")
                .put("twitter", "")
                .put("discord", "")
                .put("website_url", "")
                .put("github", "")
                .put("job_title", user.jobTitle())
                .put("pronouns", user.pronouns())
                .put("organization", "Nordlicht Handels GmbH")
                .put("bot", false)
                .put("work_information", user.jobTitle() + " at Nordlicht Handels GmbH")
                .put("followers", 3)
                .put("following", 5)
                .put("is_followed", false)
                .put(
                        "local_time",
                        DateTimeFormatter.ofPattern("h:mm a")
                                .withZone(ZoneOffset.UTC)
                                .format(world.now()));
        return json;
    }

    /** {@code API::Entities::UserPublic}: the caller's own account. */
    ObjectNode self(User user) {
        ObjectNode json = detailed(user);
        json.put("last_sign_in_at", Json.time(world.now().minusSeconds(86_400)))
                .put("confirmed_at", Json.time(user.createdAt()))
                .put(
                        "last_activity_on",
                        world.now().atOffset(ZoneOffset.UTC).toLocalDate().toString())
                .put("email", user.email())
                .put("theme_id", 3)
                .put("color_scheme_id", 1)
                .put("projects_limit", 100_000)
                .put("current_sign_in_at", Json.time(world.now().minusSeconds(3_600)));
        json.putArray("identities");
        json.put("can_create_group", true)
                .put("can_create_project", true)
                .put("two_factor_enabled", true)
                .put("external", false)
                .put("private_profile", false)
                .put("commit_email", user.email())
                .put("preferred_language", "en")
                .putNull("shared_runners_minutes_limit")
                .putNull("extra_shared_runners_minutes_limit")
                .putArray("scim_identities");
        return json;
    }

    ObjectNode token(Caller.Token token) {
        ObjectNode json = Json.object()
                .put("id", token.id())
                .put("name", token.name())
                .put("revoked", token.revoked())
                .put("created_at", Json.time(token.createdAt()))
                .putNull("description");
        json.set("scopes", Json.strings(token.scopes().stream().sorted().toList()));
        json.put("user_id", token.user().id())
                .put("last_used_at", Json.time(world.now()))
                .put("active", !token.revoked())
                .put("granular", false)
                .put("expires_at", token.expiresAt().toString())
                .putArray("last_used_ips")
                .add("127.0.0.1");
        return json;
    }
}
