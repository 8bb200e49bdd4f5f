package dev.gitlabmcp.catalogue;

import static dev.gitlabmcp.shaping.Field.field;
import static dev.gitlabmcp.shaping.Field.text;
import static dev.gitlabmcp.shaping.Field.time;

import dev.gitlabmcp.shaping.Shape;

/** How users are shown, in lists and by themselves. */
final class UserShapes {
    static final Shape USER_SUMMARY = Shape.of(
            field("id"),
            field("username"),
            text("name"),
            field("state"),
            field("locked").ifSet(),
            field("bot").ifSet(),
            field("is_admin").ifSet(),
            field("external").ifSet(),
            field("public_email"),
            ProjectShapes.CUSTOM_ATTRIBUTES);

    static final Shape USER = Shape.of(
            field("id"),
            field("username"),
            text("name"),
            field("state"),
            field("locked").ifSet(),
            field("bot").ifSet(),
            field("is_admin").ifSet(),
            field("external").ifSet(),
            field("public_email"),
            field("email"),
            text("job_title"),
            text("organization"),
            text("location"),
            text("pronouns"),
            text("bio").max(500),
            text("local_time"),
            text("note"),
            field("two_factor_enabled"),
            time("last_sign_in_at"),
            field("last_activity_on"),
            field("followers").ifSet(),
            field("following").ifSet(),
            field("web_url"),
            ProjectShapes.CUSTOM_ATTRIBUTES,
            time("created_at"));

    private UserShapes() {}
}
